using NodaTime;

namespace Compliance.Evidence;

/// <summary>A vendor's files, on disk or in the evidence store. Listing is in ordinal order of the path, so that an
/// audit of the same files reads them in the same order.</summary>
public interface IVendorFolder
{
    /// <summary>Where this is, for messages.</summary>
    string Location { get; }

    /// <summary>How files came here: <c>folder</c> or <c>upload</c>.</summary>
    string Method { get; }

    /// <summary>Every file, paths relative with <c>/</c>, ordinal order.</summary>
    IReadOnlyList<VendorFile> List();

    /// <summary>Opens one of the listed files for a single sequential read.</summary>
    Stream Open(VendorFile file);
}

/// <summary>One file of a vendor folder.</summary>
/// <param name="Path">Relative, with <c>/</c>.</param>
/// <param name="Length">Bytes as stored.</param>
/// <param name="CollectedAt">When it came here.</param>
public sealed record VendorFile(string Path, long Length, Instant? CollectedAt)
{
    /// <summary>SHA-256 of its bytes as they were stored, lower-case hex; null: not known before it is read.</summary>
    public string? Sha256 { get; init; }
}
