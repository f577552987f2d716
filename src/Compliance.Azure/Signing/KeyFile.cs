using System.Security.Cryptography;
using System.Text;
using Compliance.Trail.Notes;

namespace Compliance.Signing;

/// <summary>The file that holds the keys of <see cref="FileSigner"/>: PKCS#8 in PEM, one block a key, the current one first;
/// only its owner can read it (mode 0600). Read anew each time, so that a key put into it counts at once.</summary>
internal sealed class KeyFile(string path)
{
    private const string Label = "PRIVATE KEY";
    private const int MostBytes = 1 << 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);
    private const int LockAttempts = 500;

    private readonly string _path = Path.GetFullPath(path);

    /// <summary>A signer for each key in it; one key is made where there is no file.</summary>
    /// <exception cref="InputException">Others can read or own it, or it holds something else than keys on P-256.</exception>
    public async Task<IReadOnlyList<INoteSigner>> SignersAsync(string name, CancellationToken cancellationToken)
    {
        if (!File.Exists(_path)) await CreateAsync(cancellationToken);
        var pem = Read();
        var signers = new List<INoteSigner>();
        for (var rest = pem.AsSpan(); PemEncoding.TryFind(rest, out var block); rest = rest[block.Location.End..])
            signers.Add(Signer(name, rest[block.Label].ToString(), rest[block.Location], signers.Count + 1));
        return signers.Count > 0 ? signers : throw Refused($"it holds no block `{Label}`: restore it, or move it away and a new key is made");
    }

    private FileSigner Signer(string name, string label, ReadOnlySpan<char> block, int number)
    {
        if (label != Label) throw Refused($"block {number} is `{label}`, not `{Label}`: make it PKCS#8 without a password with `openssl pkcs8 -topk8 -nocrypt`");
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(block);
            return new FileSigner(name, key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException)
        {
            throw Refused($"block {number} is not a private key on P-256: make one with `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`");
        }
    }

    private string Read()
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(_path) is var mode && mode != OwnerOnly)
            throw Refused($"its mode is {Convert.ToString((int)mode, 8)} and must be 600: others may have read the key in it. Run `chmod 600`, and replace the key if they did");
        if (!FileOwner.IsThisUser(_path)) throw Refused("it belongs to another user, who can sign with the key in it: run `chown`, or use a key of your own");
        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[MostBytes + 1];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > MostBytes) throw Refused($"it has more than {MostBytes} bytes, which no key file needs");
        return Encoding.Latin1.GetString(bytes, 0, length);
    }

    // Under a lock, or of two processes that both find no file each would sign with a key that the other has replaced. A whole
    // file takes the name at once: whoever reads sees all of it or nothing.
    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        await using var held = await LockAsync(cancellationToken);
        if (File.Exists(_path)) return;
        var next = _path + ".new";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        await using (var file = new FileStream(next, options))
        {
            file.Write(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
            file.Flush(flushToDisk: true);
        }
        File.Move(next, _path);
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (attempt < LockAttempts && e is not (DirectoryNotFoundException or PathTooLongException))
            {
                await Task.Delay(LockPause, TimeProvider.System, cancellationToken);
            }
            catch (IOException e)
            {
                throw new InputException($"{_path}: locked by another process: {e.Message}", e);
            }
        }
    }

    private InputException Refused(string why) => new($"{_path}: {why}");
}
