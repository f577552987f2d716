using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Security.KeyVault.Secrets;

namespace Compliance.Secrets;

/// <summary>A key vault for one machine: a file that only its owner can read (mode 0600), for development and for the command
/// line. Every value that is set is kept as a version, as in the real one.</summary>
public sealed class LocalSecretClient : SecretClient
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);
    private const int LockAttempts = 500;
    private static readonly Uri Vault = new("https://local.invalid/");

    private readonly string _path;
    private readonly TimeProvider _clock;

    /// <param name="path">The file; it and its folder are made when a secret is first set.</param>
    public LocalSecretClient(string path, TimeProvider? clock = null) => (_path, _clock) = (Path.GetFullPath(path), clock ?? TimeProvider.System);

    /// <summary>Where the secrets lie.</summary>
    public override Uri VaultUri => Vault;

    /// <exception cref="RequestFailedException">404 SecretNotFound: no such secret or version.</exception>
    /// <exception cref="InputException">Others than the owner can read the file, or it is not what was written.</exception>
    public override Response<KeyVaultSecret> GetSecret(string name, string? version, CancellationToken cancellationToken)
    {
        var versions = Load().GetValueOrDefault(name) ?? [];
        var found = version is null ? versions.LastOrDefault() : versions.Find(stored => stored.Version == version);
        if (found is null) throw NotFound(name);
        return Response.FromValue(Secret(name, found), new LocalResponse(200));
    }

    /// <inheritdoc cref="GetSecret(string, string?, CancellationToken)"/>
    /// <param name="outContentType">The form in which a certificate is wanted; these secrets are none.</param>
    public override Response<KeyVaultSecret> GetSecret(string name, string? version = null, SecretContentType? outContentType = null, CancellationToken cancellationToken = default) =>
        GetSecret(name, version, cancellationToken);

    /// <inheritdoc cref="GetSecret(string, string?, CancellationToken)"/>
    public override Task<Response<KeyVaultSecret>> GetSecretAsync(string name, string? version, CancellationToken cancellationToken) =>
        Task.FromResult(GetSecret(name, version, cancellationToken));

    /// <inheritdoc cref="GetSecret(string, string?, SecretContentType?, CancellationToken)"/>
    public override Task<Response<KeyVaultSecret>> GetSecretAsync(string name, string? version = null, SecretContentType? outContentType = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(GetSecret(name, version, cancellationToken));

    /// <exception cref="InputException">Others than the owner can read the file, or it is locked for 10 s.</exception>
    public override async Task<Response<KeyVaultSecret>> SetSecretAsync(KeyVaultSecret secret, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        await using var held = await LockAsync(cancellationToken);
        var secrets = Load();
        var added = new StoredSecret(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), secret.Value, secret.Properties.ContentType, _clock.GetUtcNow());
        secrets[secret.Name] = [.. secrets.GetValueOrDefault(secret.Name) ?? [], added];
        Save(secrets);
        return Response.FromValue(Secret(secret.Name, added), new LocalResponse(200));
    }

    public override Task<Response<KeyVaultSecret>> SetSecretAsync(string name, string value, CancellationToken cancellationToken = default) =>
        SetSecretAsync(new KeyVaultSecret(name, value), cancellationToken);

    public override Response<KeyVaultSecret> SetSecret(KeyVaultSecret secret, CancellationToken cancellationToken = default) =>
        SetSecretAsync(secret, cancellationToken).GetAwaiter().GetResult();

    public override Response<KeyVaultSecret> SetSecret(string name, string value, CancellationToken cancellationToken = default) =>
        SetSecret(new KeyVaultSecret(name, value), cancellationToken);

    /// <summary>Takes a secret with all its versions out of the file, at once and for good: there is nothing to recover or to purge.</summary>
    /// <exception cref="RequestFailedException">404 SecretNotFound: no such secret.</exception>
    /// <exception cref="InputException">Others than the owner can read the file, or it is locked for 10 s.</exception>
    public override async Task<DeleteSecretOperation> StartDeleteSecretAsync(string name, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(_path)) throw NotFound(name);
        await using var held = await LockAsync(cancellationToken);
        var secrets = Load();
        if (!secrets.Remove(name, out var versions)) throw NotFound(name);
        Save(secrets);
        return new LocalSecretDeletion(Secret(name, versions[^1]).Properties, _clock.GetUtcNow());
    }

    public override DeleteSecretOperation StartDeleteSecret(string name, CancellationToken cancellationToken = default) =>
        StartDeleteSecretAsync(name, cancellationToken).GetAwaiter().GetResult();

    /// <exception cref="RequestFailedException">404: a secret that was deleted is not kept.</exception>
    public override Task<Response> PurgeDeletedSecretAsync(string name, CancellationToken cancellationToken = default) => throw NotFound(name);

    public override Response PurgeDeletedSecret(string name, CancellationToken cancellationToken = default) => throw NotFound(name);

    private RequestFailedException NotFound(string name) => new(404, $"A secret with (name/id) {name} was not found in `{_path}`.", "SecretNotFound", null);

    private static KeyVaultSecret Secret(string name, StoredSecret stored)
    {
        var id = new Uri(Vault, $"secrets/{name}/{stored.Version}");
        var properties = SecretModelFactory.SecretProperties(id, Vault, name, stored.Version, createdOn: stored.Created, updatedOn: stored.Created);
        properties.ContentType = stored.ContentType;
        properties.Enabled = true;
        return SecretModelFactory.KeyVaultSecret(properties, stored.Value);
    }

    private Dictionary<string, List<StoredSecret>> Load()
    {
        if (!File.Exists(_path)) return [];
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(_path) != OwnerOnly)
            throw new InputException($"{_path}: its mode is {Octal(File.GetUnixFileMode(_path))} and must be 600: others may have read the secrets in it. Run `chmod 600`, and replace them if they did");
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(_path), SecretsJson.Default.DictionaryStringListStoredSecret) ?? [];
        }
        catch (JsonException e)
        {
            throw InputException.At(_path, (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, "not the JSON that this program writes; restore the file, for its keys cannot be made again");
        }
    }

    // A new file takes the place of the old one: whoever reads sees one or the other, and a crash leaves one of them.
    private void Save(Dictionary<string, List<StoredSecret>> secrets)
    {
        var next = _path + ".new";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(next, options))
        {
            JsonSerializer.Serialize(file, secrets, SecretsJson.Default.DictionaryStringListStoredSecret);
            file.Flush(flushToDisk: true);
        }
        File.Move(next, _path, overwrite: true);
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

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8);
}

internal sealed record StoredSecret(string Version, string Value, string? ContentType, DateTimeOffset Created);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, List<StoredSecret>>))]
internal sealed partial class SecretsJson : JsonSerializerContext;
