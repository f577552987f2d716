using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Compliance.Signing;

/// <summary>Who owns a file: .NET tells its mode, but not its owner.</summary>
internal static class FileOwner
{
    // statx(2), whose layout is the same on every architecture, unlike that of stat(2).
    private const int AtCurrentFolder = -100;
    private const uint WantOwner = 0x8;
    private const int StatxSize = 256;
    private const int OwnerOffset = 20;

    /// <summary>Whether the file belongs to the user of this process. Only Linux can tell; elsewhere its mode has to do.</summary>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public static bool IsThisUser(string path)
    {
        if (!OperatingSystem.IsLinux()) return true;
        var found = new byte[StatxSize];
        if (Statx(AtCurrentFolder, [.. Encoding.UTF8.GetBytes(path), 0], 0, WantOwner, found) != 0)
            throw new IOException($"{path}: cannot be looked at: error {Marshal.GetLastPInvokeError()}");
        return MemoryMarshal.Read<uint>(found.AsSpan(OwnerOffset)) == EffectiveUser();
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] found);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
