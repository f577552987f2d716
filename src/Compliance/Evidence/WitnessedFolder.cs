using System.Security.Cryptography;
using Compliance.Evidence.Bytes;

namespace Compliance.Evidence;

/// <summary>A folder that takes note of what is read of it, so that it can be said later which bytes were judged.</summary>
/// <remarks>What is read before <see cref="ContractRead"/> is digested on its way: the contract. Logs and other evidence are digested by who
/// reads them, whose <see cref="SourceSummary"/> says it; a large log is not digested twice.</remarks>
public sealed class WitnessedFolder(IVendorFolder folder) : IVendorFolder
{
    private const int BufferBytes = 128 << 10;

    private readonly Dictionary<string, (long Length, string Sha256)> _digests = new(StringComparer.Ordinal);
    private readonly HashSet<string> _opened = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<VendorFile> _listed = folder.List();
    private bool _contractRead;

    /// <inheritdoc/>
    public string Location => folder.Location;

    /// <inheritdoc/>
    public string Method => folder.Method;

    /// <inheritdoc/>
    /// <remarks>As it was at first, however often it is asked.</remarks>
    public IReadOnlyList<VendorFile> List() => _listed;

    /// <inheritdoc/>
    public Stream Open(VendorFile file)
    {
        _opened.Add(file.Path);
        var stream = folder.Open(file);
        return _contractRead ? stream : new Digesting(stream, (length, sha256) => _digests[file.Path] = (length, sha256));
    }

    /// <summary>What is opened from now on is evidence, and digested by its reader.</summary>
    public void ContractRead() => _contractRead = true;

    /// <summary>Every file that was listed; those that were read with length and digest of what was read.</summary>
    /// <param name="evidence">What the audit says of its evidence.</param>
    public IReadOnlyList<WitnessedFile> Files(IEnumerable<SourceSummary> evidence)
    {
        foreach (var source in evidence.Where(source => source.Method == Method)) _digests.TryAdd(source.Source, (source.Bytes, source.Sha256));
        return [.. _listed.Select(file => !_opened.Contains(file.Path) ? new WitnessedFile(file, file.Length, null)
            : _digests.TryGetValue(file.Path, out var known) ? new WitnessedFile(file, known.Length, known.Sha256)
            : Digested(file))];
    }

    /// <summary>Opens what was read of a file once more: its first bytes, so that a log which grew since is none the worse.</summary>
    public Stream OpenAgain(string path, long length) => new Beginning(folder.Open(_listed.First(file => file.Path == path)), length);

    // Read by somebody who does not say what the bytes were.
    private WitnessedFile Digested(VendorFile file)
    {
        using var stream = folder.Open(file);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        var length = 0L;
        while (stream.Read(buffer) is var read and > 0)
        {
            digest.AppendData(buffer, 0, read);
            length += read;
        }
        return new WitnessedFile(file, length, Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    private sealed class Digesting(Stream inner, Action<long, string> read) : ForwardStream
    {
        private readonly ReceivedStream _received = new(inner);
        private bool _finished;

        public override int Read(Span<byte> buffer) => _received.Read(buffer);

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_finished)
            {
                _finished = true;
                var sha256 = _received.Finish();
                read(_received.Count, sha256);
                _received.Dispose();
            }
            base.Dispose(disposing);
        }
    }

    private sealed class Beginning(Stream inner, long length) : ForwardStream
    {
        private long _left = length;

        public override int Read(Span<byte> buffer)
        {
            var count = inner.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
            _left -= count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>A file as an audit found it.</summary>
/// <param name="Length">Bytes that were read.</param>
/// <param name="Sha256">Of the bytes that were read, lower-case hex; null: it was listed and not opened.</param>
public sealed record WitnessedFile(VendorFile File, long Length, string? Sha256);
