using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Compliance.Local.FunctionsWorker.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Local.FunctionsWorker.Http;

/// <summary>
/// The keys callers send as <c>x-functions-key</c> or <c>?code=</c>, asked for when <c>Host:EnableAuth</c> is true. Kept in a file that only its owner can
/// read, made with random keys when there is none: <c>{ "masterKey": "…", "functionKey": "…" }</c>.
/// </summary>
internal sealed class FunctionKeys(HostSettings settings)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Lazy<KeyPair> _keys = new(() => Load(settings.KeyFile));

    /// <exception cref="StartupError">The file cannot be used as it is.</exception>
    public void Prepare()
    {
        if (settings.EnableAuth)
            _ = _keys.Value;
    }

    public bool Admits(HttpRequest request, AuthorizationLevel level)
    {
        if (!settings.EnableAuth || level == AuthorizationLevel.Anonymous)
            return true;
        // The header wins, also when it is wrong.
        var sent = request.Headers.TryGetValue("x-functions-key", out var header) ? header.ToString() : request.Query["code"].ToString();
        var isMaster = Same(sent, _keys.Value.MasterKey);
        var isFunction = Same(sent, _keys.Value.FunctionKey);
        return isMaster || (isFunction && level is AuthorizationLevel.Function or AuthorizationLevel.User);
    }

    // Digests have one length, so that the comparison says nothing about the key's.
    private static bool Same(string sent, string key) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(sent)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static KeyPair Load(string path)
    {
        if (!File.Exists(path))
            Make(path);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0)
            throw new StartupError($"`{path}` holds keys and can be read by others; `chmod 600 {path}`");
        try
        {
            var keys = JsonSerializer.Deserialize<KeyPair>(File.ReadAllBytes(path), Json);
            return keys is { MasterKey.Length: > 0, FunctionKey.Length: > 0 } ? keys : throw new JsonException("a key is missing or empty");
        }
        catch (JsonException broken)
        {
            throw new StartupError($"`{path}`: expected {{ \"masterKey\": \"…\", \"functionKey\": \"…\" }}: {broken.Message}; delete it to have new keys made");
        }
    }

    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Written aside and moved without overwriting: of two processes starting together one wins, and neither reads half a file.
        var aside = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(aside, options))
            JsonSerializer.Serialize(file, new KeyPair(NewKey(), NewKey()), Json);
        try
        {
            File.Move(aside, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(40)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private sealed record KeyPair(string MasterKey, string FunctionKey);
}
