using Microsoft.Win32.SafeHandles;

namespace Compliance.Judging;

/// <summary>A temporary file that only this process can read, and that a killed process does not leave behind.</summary>
internal sealed class SpillFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    public SpillFile(string? folder)
    {
        var path = Path.Combine(folder ?? Path.GetTempPath(), $"compliance-{Path.GetRandomFileName()}");
        using var stream = new FileStream(path, Options());
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete,
            OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
        // Without a name the file ends with the process, however that ends.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
    }

    public long Length { get; private set; }

    /// <summary>Appends, and returns where the bytes begin.</summary>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        var at = Length;
        RandomAccess.Write(_handle, bytes, at);
        Length = at + bytes.Length;
        return at;
    }

    /// <summary>Fills the buffer from an offset inside the file.</summary>
    public void Read(Span<byte> buffer, long offset)
    {
        while (buffer.Length > 0)
        {
            var read = RandomAccess.Read(_handle, buffer, offset);
            if (read == 0) throw new IOException("a temporary file of the audit is shorter than what was written to it");
            buffer = buffer[read..];
            offset += read;
        }
    }

    public void Dispose() => _handle.Dispose();

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
