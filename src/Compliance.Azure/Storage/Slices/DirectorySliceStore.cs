using Compliance.Vendors;

namespace Compliance.Storage;

/// <summary>Slice files in a folder of this machine: <c>&lt;root&gt;/&lt;vendor&gt;/&lt;audit&gt;/&lt;file&gt;</c>.</summary>
/// <remarks>A name that begins with <c>.</c> is that of a file under way.</remarks>
public sealed class DirectorySliceStore(string root, TimeProvider? clock = null) : ISliceStore
{
    private const int BufferBytes = 128 << 10;

    /// <summary>As long as the lifecycle rule of the container keeps what a killed process left behind.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private readonly string _root = Path.GetFullPath(root);
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <inheritdoc/>
    public string Location => _root;

    /// <inheritdoc/>
    public async Task<long> PutAsync(VendorId vendor, string audit, string file, Action<Stream> write, CancellationToken cancellationToken = default)
    {
        var folder = FolderOf(vendor, audit);
        Directory.CreateDirectory(folder);
        var underWay = Path.Combine(folder, "." + file);
        try
        {
            var length = await Task.Run(() => Write(underWay, write), cancellationToken);
            File.Move(underWay, Path.Combine(folder, file));
            return length;
        }
        finally
        {
            // The folder is gone where the audit has ended in the meantime.
            if (File.Exists(underWay)) File.Delete(underWay);
        }
    }

    /// <inheritdoc/>
    public Stream? Open(VendorId vendor, string audit, string file, long length)
    {
        var found = new FileInfo(Path.Combine(FolderOf(vendor, audit), file));
        if (!found.Exists || found.Length != length) return null;
        return new FileStream(found.FullName, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.SequentialScan, BufferSize = BufferBytes });
    }

    /// <inheritdoc/>
    public Task DeleteAsync(VendorId vendor, string audit, string file, CancellationToken cancellationToken = default)
    {
        var path = Path.Combine(FolderOf(vendor, audit), file);
        if (File.Exists(path)) File.Delete(path);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>And what audits of the vendor left behind a week ago or longer.</remarks>
    public Task DeleteAllAsync(VendorId vendor, string audit, CancellationToken cancellationToken = default)
    {
        Delete(FolderOf(vendor, audit));
        var others = new DirectoryInfo(Path.Combine(_root, vendor.Value));
        if (!others.Exists) return Task.CompletedTask;
        var old = _clock.GetUtcNow().UtcDateTime - Kept;
        foreach (var left in others.EnumerateDirectories().Where(folder => folder.LastWriteTimeUtc < old)) Delete(left.FullName);
        return Task.CompletedTask;
    }

    private static long Write(string path, Action<Stream> write)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes);
        write(file);
        file.Flush(flushToDisk: true);
        return file.Length;
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another was first.
        }
    }

    private string FolderOf(VendorId vendor, string audit) => Path.Combine(_root, vendor.Value, audit);
}
