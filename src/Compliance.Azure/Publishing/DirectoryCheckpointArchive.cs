using Compliance.Trail.Checkpoints;
using Compliance.Vendors;

namespace Compliance.Publishing;

/// <summary>Checkpoints in a folder of this machine: <c>&lt;root&gt;/&lt;vendor&gt;/&lt;size&gt;.checkpoint</c>. For one machine, and for tests:
/// whoever may write the folder can also take files out of it.</summary>
/// <remarks>The folder <c>.incoming</c> holds files under way.</remarks>
public sealed class DirectoryCheckpointArchive(string root) : ICheckpointArchive
{
    private readonly string _root = Path.GetFullPath(root);

    /// <inheritdoc/>
    public string Location => _root;

    /// <inheritdoc/>
    public async Task<bool> PutAsync(VendorId vendor, long size, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        var file = ArchiveName.Of(size, name);
        var target = Path.Combine(_root, vendor.Value, file);
        if (!File.Exists(target) && await AddAsync(vendor, target, bytes, cancellationToken)) return true;
        ArchiveName.MustEqual(vendor, file, await ReadAsync(target, cancellationToken), bytes.Span);
        return false;
    }

    /// <inheritdoc/>
    /// <remarks>Looks at every name of the vendor's folder, and opens one file.</remarks>
    public async Task<SignedCheckpoint?> NewestAsync(VendorId vendor, CancellationToken cancellationToken = default)
    {
        var folder = Path.Combine(_root, vendor.Value);
        if (!Directory.Exists(folder)) return null;
        var newest = Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!).Where(ArchiveName.IsCheckpoint).Max(StringComparer.Ordinal);
        return newest is null ? null : ArchiveName.Read(vendor, newest, await ReadAsync(Path.Combine(folder, newest), cancellationToken));
    }

    // Written whole and to the disk before it gets its name, which it gets only if nobody has it.
    private async Task<bool> AddAsync(VendorId vendor, string target, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var incoming = Path.Combine(_root, vendor.Value, ".incoming");
        Directory.CreateDirectory(incoming);
        var written = Path.Combine(incoming, Guid.NewGuid().ToString("N"));
        try
        {
            await using (var file = new FileStream(written, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                await file.WriteAsync(bytes, cancellationToken);
                file.Flush(flushToDisk: true);
            }
            File.SetAttributes(written, FileAttributes.ReadOnly);
            return TryMove(written, target);
        }
        finally
        {
            if (File.Exists(written)) File.SetAttributes(written, FileAttributes.Normal);
            File.Delete(written);
        }
    }

    private static bool TryMove(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(to))
        {
            return false;
        }
    }

    // One byte more than a file may have is enough to tell that it is another.
    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var bytes = new byte[ArchiveName.MaxBytes + 1];
        var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return bytes[..length];
    }
}
