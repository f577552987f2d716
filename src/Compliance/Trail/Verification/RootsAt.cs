using Compliance.Trail.Hashing;

namespace Compliance.Trail.Verification;

/// <summary>The roots of a growing log at some sizes, taken as it passes them.</summary>
internal sealed class RootsAt
{
    private readonly RootBuilder _log;
    private readonly Queue<long> _wanted;
    private readonly Dictionary<long, EntryHash> _roots = [];

    /// <param name="sizes">Those before the beginning are never passed.</param>
    public RootsAt(MerkleFrontier frontier, IEnumerable<long> sizes, TreeHashing hashing)
    {
        _log = new RootBuilder(frontier, hashing);
        _wanted = new(sizes.Where(size => size >= frontier.Size).Distinct().Order());
        Note();
    }

    public long Size => _log.Size;

    /// <summary>Of all that was appended.</summary>
    public EntryHash Root => _log.Root;

    /// <summary>The root at a size that was asked for; null: it was not passed.</summary>
    public EntryHash? At(long size) => _roots.TryGetValue(size, out var root) ? root : null;

    public void Append(ReadOnlySpan<byte> hashes)
    {
        while (hashes.Length > 0)
        {
            var count = _wanted.Count > 0 ? Math.Min(hashes.Length, (_wanted.Peek() - _log.Size) * EntryHash.Size) : hashes.Length;
            _log.Append(hashes[..(int)count]);
            hashes = hashes[(int)count..];
            Note();
        }
    }

    private void Note()
    {
        while (_wanted.Count > 0 && _wanted.Peek() == _log.Size) _roots[_wanted.Dequeue()] = _log.Root;
    }
}
