using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Storage;

/// <summary>A vendor folder in the evidence store, as it was frozen for an audit. What is read is what was frozen, or nothing is
/// judged: each file is opened at its version, and its bytes are held to length and digest while they are read.</summary>
public sealed class StoredFolder(IEvidenceStore store, VendorId vendor, IReadOnlyList<FrozenFile> files) : IVendorFolder
{
    private readonly Dictionary<string, FrozenFile> _files = files.ToDictionary(file => file.Path, StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Location => $"{store.Location}/{vendor}";

    /// <inheritdoc/>
    public string Method => "upload";

    /// <inheritdoc/>
    public IReadOnlyList<VendorFile> List() =>
        [.. _files.Values.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => new VendorFile(file.Path, file.Length, file.CollectedAt) { Sha256 = file.Sha256.Length > 0 ? file.Sha256 : null })];

    /// <inheritdoc/>
    /// <exception cref="EvidenceChangedException">Now or while reading: the file is not what was frozen.</exception>
    public Stream Open(VendorFile file)
    {
        var frozen = _files[file.Path];
        return new FrozenStream(store.Open(vendor, EvidencePath.Parse(frozen.Path), frozen.ETag), frozen);
    }
}
