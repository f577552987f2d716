using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Evidence in a folder of this machine: <c>&lt;root&gt;/&lt;vendor&gt;/&lt;path&gt;</c>.</summary>
/// <remarks>Names that begin with <c>.</c> are this class's own: <c>.incoming</c> holds uploads under way, <c>.digests</c> what the
/// digests were, so that a list need not read every byte. A digest counts only while the file has the version it was computed of.</remarks>
public sealed class DirectoryEvidenceStore(string root) : IEvidenceStore
{
    private const int BufferBytes = 128 << 10;

    private static readonly EnumerationOptions Files = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, ReturnSpecialDirectories = false };

    private readonly string _root = Path.GetFullPath(root);

    /// <inheritdoc/>
    public string Location => _root;

    /// <inheritdoc/>
    public async Task<StoredEvidence> PutAsync(VendorId vendor, EvidencePath path, Stream body, CancellationToken cancellationToken = default) =>
        (await StoreAsync(vendor, path, body, overwrite: true, cancellationToken)).Stored;

    /// <inheritdoc/>
    public async Task<StoredEvidence?> AddAsync(VendorId vendor, EvidencePath path, Stream body, CancellationToken cancellationToken = default)
    {
        var (stored, isThere) = await StoreAsync(vendor, path, body, overwrite: false, cancellationToken);
        if (isThere) return stored;
        var there = Describe(path.Value, new FileInfo(FileOf(vendor, path.Value)), "");
        return there.Length == stored.Length && await DigestAsync(vendor, there, cancellationToken) == stored.Sha256 ? there with { Sha256 = stored.Sha256 } : null;
    }

    private async Task<(StoredEvidence Stored, bool IsThere)> StoreAsync(VendorId vendor, EvidencePath path, Stream body, bool overwrite, CancellationToken cancellationToken)
    {
        var incoming = FolderOf(vendor, ".incoming");
        Directory.CreateDirectory(incoming);
        var upload = Path.Combine(incoming, Guid.NewGuid().ToString("N"));
        try
        {
            var digest = await WriteAsync(path, body, upload, cancellationToken);
            var target = FileOf(vendor, path.Value);
            // Before it takes its place: a rename keeps the time, so the version is known before anybody can see it.
            var stored = Describe(path.Value, new FileInfo(upload), digest);
            if (!Move(path, upload, target, overwrite)) return (stored, false);
            Remember(vendor, stored);
            return (stored, true);
        }
        finally
        {
            File.Delete(upload);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredEvidence>> ListAsync(VendorId vendor, CancellationToken cancellationToken = default)
    {
        var folder = new DirectoryInfo(FolderOf(vendor));
        if (!folder.Exists) return [];
        var list = new List<StoredEvidence>();
        foreach (var file in folder.EnumerateFiles("*", Files))
        {
            var path = Path.GetRelativePath(folder.FullName, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            // Files put there by hand, under a name that no upload could have, are not evidence.
            if (!EvidencePath.TryParse(path, out _)) continue;
            var stored = Describe(path, file, "");
            list.Add(stored with { Sha256 = await DigestAsync(vendor, stored, cancellationToken) });
        }
        return [.. list.OrderBy(stored => stored.Path, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public Stream Open(VendorId vendor, EvidencePath path, string? etag = null)
    {
        var file = new FileInfo(FileOf(vendor, path.Value));
        if (!file.Exists) throw new EvidenceChangedException(path.Value, "has disappeared");
        if (etag is not null && Describe(path.Value, file, "").ETag != etag) throw new EvidenceChangedException(path.Value, "has changed");
        return new FileStream(file.FullName, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Options = FileOptions.SequentialScan, BufferSize = BufferBytes });
    }

    /// <inheritdoc/>
    /// <remarks>A file system deletes whatever has the name: one that is put in its place between the look and the deletion goes with it. Folders stay,
    /// as an upload may be about to use them.</remarks>
    public Task<EvidenceDeletion> DeleteAsync(VendorId vendor, EvidencePath path, string etag, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = new FileInfo(FileOf(vendor, path.Value));
        return Task.FromResult(new EvidenceDeletion(!file.Exists ? DeletionOutcome.Gone
            : Describe(path.Value, file, "").ETag != etag ? DeletionOutcome.Changed
            : IsDeleted(file, DigestFileOf(vendor, path.Value)) ? DeletionOutcome.Deleted : DeletionOutcome.Refused));
    }

    private static bool IsDeleted(FileInfo file, string note)
    {
        try
        {
            file.Delete();
            File.Delete(note);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task<string> WriteAsync(EvidencePath path, Stream body, string upload, CancellationToken cancellationToken)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(upload, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var buffer = new byte[BufferBytes];
        var length = 0L;
        while (await body.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            length += read;
            if (length > EvidenceLimits.MaxBytes) throw new EvidenceTooLargeException(path.Value);
            digest.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <returns>False: a file is there, and stays.</returns>
    private static bool Move(EvidencePath path, string from, string to, bool overwrite)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Move(from, to, overwrite);
            return true;
        }
        catch (IOException) when (!overwrite && File.Exists(to))
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && (Directory.Exists(to) || !Directory.Exists(Path.GetDirectoryName(to))))
        {
            throw new InputException($"the evidence path `{path}` is that of a folder, or beneath a file", e);
        }
    }

    private static StoredEvidence Describe(string path, FileInfo file, string digest)
    {
        var changed = new DateTimeOffset(file.LastWriteTimeUtc);
        var etag = string.Create(CultureInfo.InvariantCulture, $"\"{file.Length:x}-{changed.UtcTicks:x}\"");
        return new(path, etag, file.Length, digest, Instant.FromDateTimeOffset(changed));
    }

    private async Task<string> DigestAsync(VendorId vendor, StoredEvidence stored, CancellationToken cancellationToken)
    {
        var note = DigestFileOf(vendor, stored.Path);
        if (File.Exists(note) && (await File.ReadAllTextAsync(note, cancellationToken)).Split(' ') is [var etag, { Length: 64 } known] && etag == stored.ETag) return known;
        await using var file = Open(vendor, EvidencePath.Parse(stored.Path), stored.ETag);
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        Remember(vendor, stored with { Sha256 = digest });
        return digest;
    }

    private void Remember(VendorId vendor, StoredEvidence stored)
    {
        var note = DigestFileOf(vendor, stored.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(note)!);
        var next = $"{note}.{Guid.NewGuid():N}";
        File.WriteAllText(next, $"{stored.ETag} {stored.Sha256}");
        File.Move(next, note, overwrite: true);
    }

    private string FolderOf(VendorId vendor, string folder = "") => Path.Combine(_root, vendor.Value, folder);

    private string FileOf(VendorId vendor, string path) => Path.Combine(_root, vendor.Value, path.Replace('/', Path.DirectorySeparatorChar));

    // By digest of the path: a note never meets a folder in its way.
    private string DigestFileOf(VendorId vendor, string path) =>
        Path.Combine(FolderOf(vendor, ".digests"), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path))));
}
