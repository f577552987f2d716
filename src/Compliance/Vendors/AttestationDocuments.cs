using System.Security.Cryptography;
using Compliance.Evidence;

namespace Compliance.Vendors;

/// <summary>Looks up the documents of attestations in the vendor folder and takes their digests.</summary>
internal sealed class AttestationDocuments(IVendorFolder folder, IReadOnlyList<VendorFile> files)
{
    private const long LargestInAll = 256 << 20;

    private readonly Dictionary<string, VendorFile> _files = files.DistinctBy(file => file.Path).ToDictionary(file => file.Path, StringComparer.Ordinal);
    private readonly Dictionary<string, DocumentCopy> _copies = new(StringComparer.Ordinal);
    private long _left = LargestInAll;

    public Attestations Find(Attestations attestations) => attestations with { All = [.. attestations.All.Select(one => one with { Copy = CopyOf(one.Document) })] };

    private DocumentCopy? CopyOf(string? document)
    {
        if (document is null || !_files.TryGetValue(document, out var file)) return null;
        if (!_copies.TryGetValue(document, out var copy)) _copies.Add(document, copy = new DocumentCopy(Digest(file)));
        return copy;
    }

    private string? Digest(VendorFile file)
    {
        if (file.Length > _left) return null;
        using var stream = folder.Open(file);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        // The length listed is not trusted: the file may have grown since.
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            _left -= read;
            if (_left < 0) return null;
            hash.AppendData(buffer.AsSpan(0, read));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
