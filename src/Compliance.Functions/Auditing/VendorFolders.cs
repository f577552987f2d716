using System.Security.Cryptography;
using Compliance.Evidence;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Functions.Auditing;

/// <summary>Vendor folders on this machine, audited where they lie: each subfolder with a <c>vendor.yaml</c>, named as the vendor's
/// id, is a vendor. Nothing is written to them.</summary>
public sealed class VendorFolders(IReadOnlyList<string> roots)
{
    /// <summary>The vendors, by id.</summary>
    /// <exception cref="InputException">A folder of the setting does not exist.</exception>
    public IReadOnlyList<VendorId> List()
    {
        if (roots.FirstOrDefault(root => !Directory.Exists(root)) is { } missing)
            throw new InputException($"setting `VendorFolders`: `{Path.GetFullPath(missing)}` does not exist; expected a folder whose subfolders are vendors");
        var names = roots.SelectMany(Directory.EnumerateDirectories).Select(folder => Path.GetFileName(folder)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return [.. names.Select(name => VendorId.TryParse(name, out var id) && PathOf(id) is not null ? id : (VendorId?)null).OfType<VendorId>()];
    }

    /// <summary>Where a vendor's folder is; null: it has none here.</summary>
    public string? PathOf(VendorId vendor) =>
        roots.Select(root => Path.Combine(root, vendor.Value)).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "vendor.yaml")));

    /// <summary>The files of a folder as an evidence store lists them; the version of a file is the digest of its bytes.</summary>
    public static async Task<IReadOnlyList<StoredEvidence>> FilesAsync(string folder, CancellationToken cancellationToken)
    {
        var disk = new DiskFolder(folder);
        var files = new List<StoredEvidence>();
        foreach (var file in disk.List())
        {
            // Names that no upload could have, such as .DS_Store, are not evidence.
            if (!EvidencePath.TryParse(file.Path, out _)) continue;
            await using var bytes = disk.Open(file);
            var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellationToken));
            files.Add(new StoredEvidence(file.Path, $"\"{sha256}\"", bytes.Length, sha256, file.CollectedAt ?? Instant.MinValue));
        }
        return files;
    }

    /// <summary>Opens a file of a folder.</summary>
    /// <exception cref="EvidenceChangedException">It is no longer there.</exception>
    public static Stream Open(string folder, EvidencePath path)
    {
        try
        {
            return new DiskFolder(folder).Open(new VendorFile(path.Value, 0, null));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EvidenceChangedException(path.Value, "has disappeared");
        }
    }
}
