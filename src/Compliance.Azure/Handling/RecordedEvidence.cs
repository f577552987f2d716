using System.Security.Cryptography;
using Compliance.Evidence;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Handling;

/// <summary>The files of a recorded audit: its contract and its evidence, wherever bytes of their digests are still to be had.</summary>
/// <remarks>What is read is what was judged, or nothing: a file is opened where its whole content has the recorded digest, and held to it
/// again while it is read. Looked at in this order: the vendor's folder, the evidence store under the file's path, the copy kept by digest.</remarks>
public sealed class RecordedEvidence : IVendorFolder
{
    private const int BufferBytes = 128 << 10;

    private readonly Dictionary<string, FrozenFile> _files;
    private readonly Dictionary<string, Func<FrozenFile, Stream?>> _found = new(StringComparer.Ordinal);
    private readonly Func<FrozenFile, Stream?>[] _places;
    private readonly Retention? _retain;

    private RecordedEvidence(AuditRun run, IReadOnlyList<FrozenFile> files, IEvidenceStore? store, IVendorFolder? folder, Retention? retain)
    {
        Run = run;
        Files = files;
        _retain = retain;
        _files = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        _places =
        [
            file => folder is null ? null : Present(() => folder.Open(new VendorFile(file.Path, file.Length, file.CollectedAt))),
            file => store is null ? null : Present(() => store.Open(run.Vendor, EvidencePath.Parse(file.Path))),
            file => store is null ? null : Present(() => store.Open(run.Vendor, KeptEvidence.PathOf(file.Sha256))),
        ];
        Location = folder?.Location ?? $"{store?.Location}/{run.Vendor}";
    }

    /// <summary>The audit whose evidence this is.</summary>
    public AuditRun Run { get; }

    /// <summary>What the audit had before it, by path; a file without a digest was there and was not read.</summary>
    public IReadOnlyList<FrozenFile> Files { get; }

    /// <inheritdoc/>
    public string Location { get; }

    /// <inheritdoc/>
    /// <remarks>Files of a folder have no version; those of a store do.</remarks>
    public string Method => Files.Any(file => file.ETag.Length > 0) ? "upload" : "folder";

    /// <summary>Opens the evidence of a recorded audit. Nothing is read of it yet.</summary>
    /// <param name="store">Where evidence is uploaded to and kept; null: none.</param>
    /// <param name="folder">The vendor's folder as it is now; null: none.</param>
    /// <param name="retain">How long the contract has evidence kept, to say why some is missing; null: not known.</param>
    /// <returns>Null: the audit was recorded without the list of its evidence.</returns>
    public static async Task<RecordedEvidence?> OpenAsync(
        AuditsTable audits, AuditRun run, IEvidenceStore? store, IVendorFolder? folder, Retention? retain = null, CancellationToken cancellationToken = default) =>
        await audits.EvidenceAsync(run, cancellationToken) is { } files ? new RecordedEvidence(run, files, store, folder, retain) : null;

    /// <summary>That the audit cannot be repeated for want of some files.</summary>
    public EvidenceDiffersException Without(IReadOnlyList<EvidenceDifference> differences) => new(Run.Id, differences, _retain);

    /// <summary>The files whose bytes are nowhere to be had any more. All of them are read.</summary>
    public IReadOnlyList<EvidenceDifference> Differences(CancellationToken cancellationToken = default)
    {
        var differences = new List<EvidenceDifference>();
        foreach (var file in Files.Where(file => file.Sha256.Length > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Find(file) is null) differences.Add(new(file.Path, file.Sha256, IsSomewhere(file)));
        }
        return differences;
    }

    /// <inheritdoc/>
    public IReadOnlyList<VendorFile> List() =>
        [.. Files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => new VendorFile(file.Path, file.Length, file.CollectedAt))];

    /// <inheritdoc/>
    /// <exception cref="EvidenceDiffersException">Its bytes are nowhere to be had any more.</exception>
    /// <exception cref="EvidenceChangedException">While it was read it changed.</exception>
    public Stream Open(VendorFile file)
    {
        if (!_files.TryGetValue(file.Path, out var frozen) || frozen.Sha256.Length == 0)
            throw new InputException($"`{file.Path}` was not read by the audit `{Run.Id}`: there is no digest to hold it to");
        var stream = Find(frozen)?.Invoke(frozen) ?? throw Without([new(frozen.Path, frozen.Sha256, IsSomewhere(frozen))]);
        return new FrozenStream(stream, frozen);
    }

    private Func<FrozenFile, Stream?>? Find(FrozenFile file)
    {
        if (_found.TryGetValue(file.Path, out var known)) return known;
        if (_places.FirstOrDefault(place => Holds(place, file)) is not { } found) return null;
        return _found[file.Path] = found;
    }

    private bool IsSomewhere(FrozenFile file)
    {
        foreach (var place in _places)
        {
            using var stream = place(file);
            if (stream is not null) return true;
        }
        return false;
    }

    private static bool Holds(Func<FrozenFile, Stream?> place, FrozenFile file)
    {
        using var stream = place(file);
        if (stream is null) return false;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        var length = 0L;
        while (length <= file.Length && stream.Read(buffer) is var read and > 0)
        {
            digest.AppendData(buffer, 0, read);
            length += read;
        }
        return length == file.Length && Convert.ToHexStringLower(digest.GetHashAndReset()) == file.Sha256;
    }

    private static Stream? Present(Func<Stream> open)
    {
        try
        {
            return open();
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException or EvidenceChangedException)
        {
            return null;
        }
    }
}

/// <summary>A file whose bytes are not what an audit recorded.</summary>
/// <param name="Sha256">What was recorded.</param>
/// <param name="IsThere">Whether something lies under its path, with other bytes.</param>
public sealed record EvidenceDifference(string Path, string Sha256, bool IsThere);

/// <summary>Evidence of a recorded audit is not what it was, or is gone: nothing can be said on it.</summary>
/// <param name="retain">How long evidence is kept; null: not known.</param>
public sealed class EvidenceDiffersException(string audit, IReadOnlyList<EvidenceDifference> differences, Retention? retain = null)
    : Exception(string.Join('\n', [.. differences.Select(difference => Said(audit, difference)), .. Why(retain)]))
{
    public IReadOnlyList<EvidenceDifference> Differences { get; } = differences;

    private static string Said(string audit, EvidenceDifference difference) => difference.IsThere
        ? $"`{difference.Path}` is not what the audit `{audit}` read: SHA-256 {difference.Sha256} was recorded, and what is there has another"
        : $"`{difference.Path}`, which the audit `{audit}` read with SHA-256 {difference.Sha256}, is gone: put the file back and try again";

    private static IEnumerable<string> Why(Retention? retain) => retain is { IsNone: true }
        ? ["no copy of evidence is kept, as vendor.yaml says `retain: none`: an audit can be repeated only while its files are what they were"]
        : [];
}
