using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Compliance.Signing;

/// <summary>A version of a key, as its vault describes it.</summary>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER.</param>
internal sealed record VaultKey(VaultRequests Requests, string Version, byte[] PublicKey);

/// <summary>The two requests that signing makes of a vault: what the key is, and a signature. The identity needs the rights
/// <c>keys/read</c> and <c>keys/sign</c> on the key, and no other.</summary>
internal sealed class VaultRequests(KeyAddress address, TokenCredential credential, KeyVaultOptions options)
{
    // The last version that every cloud has.
    private const string ApiVersion = "api-version=7.4";
    private const int MostBytes = 1 << 16;
    private const int CoordinateSize = 32;

    private readonly HttpPipeline _pipeline =
        HttpPipelineBuilder.Build(options, [], [new BearerTokenAuthenticationPolicy(credential, address.Scope)], new ResponseClassifier());

    /// <summary>The key that the address names, and which version that is now.</summary>
    /// <exception cref="InputException">The vault refuses, or the key is no enabled P-256 key.</exception>
    /// <exception cref="RequestFailedException">The vault could not be reached, is busy, or failed.</exception>
    public async Task<VaultKey> GetAsync(CancellationToken cancellationToken)
    {
        var version = address.Version is null ? "" : "/" + address.Version;
        var body = await SendAsync(RequestMethod.Get, $"keys/{address.Name}{version}", null, cancellationToken);
        return Read(body, root =>
        {
            var key = root.GetProperty("key");
            // The token goes to the vault of the setting and to no other, whatever the answer says.
            var named = KeyAddress.TryParse(key.GetProperty("kid").GetString());
            if (named?.Version is null || named.Vault != address.Vault || !named.Name.Equals(address.Name, StringComparison.OrdinalIgnoreCase)
                || (address.Version is not null && named.Version != address.Version)) throw Odd("the id of this key with its version");
            if (root.TryGetProperty("attributes", out var attributes) && attributes.TryGetProperty("enabled", out var enabled) && !enabled.GetBoolean())
                throw new InputException($"the key `{address.Display}` is disabled: enable version {named.Version}, or name another");
            if (key.GetProperty("kty").GetString() is not ("EC" or "EC-HSM") || key.GetProperty("crv").GetString() != "P-256")
                throw new InputException($"the key `{address.Display}` is not an EC key on P-256, the only kind that signs checkpoints: make one with `az keyvault key create --kty EC --curve P-256`");
            return new VaultKey(this, named.Version, PublicKey(key));
        });
    }

    /// <summary>Signs a digest with ES256.</summary>
    /// <returns>r ‖ s, 64 bytes; not yet verified.</returns>
    /// <exception cref="InputException">The vault refuses, or its answer is none.</exception>
    /// <exception cref="RequestFailedException">The vault could not be reached, is busy, or failed.</exception>
    public async Task<byte[]> SignAsync(VaultKey key, byte[] sha256, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["alg"] = "ES256", ["value"] = Base64Url.EncodeToString(sha256) });
        var body = await SendAsync(RequestMethod.Post, $"keys/{address.Name}/{key.Version}/sign", request, cancellationToken);
        return Read(body, root => Bytes(root.GetProperty("value"), 2 * CoordinateSize));
    }

    /// <summary>For an answer that is not what the vault's API describes.</summary>
    public InputException Odd(string expected, Exception? inner = null)
    {
        var message = $"the answer of the vault for the key `{address.Display}` is not what its API describes: expected {expected}; check the address";
        return inner is null ? new(message) : new(message, inner);
    }

    private byte[] PublicKey(JsonElement key)
    {
        using var point = ECDsa.Create();
        try
        {
            point.ImportParameters(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Bytes(key.GetProperty("x"), CoordinateSize), Y = Bytes(key.GetProperty("y"), CoordinateSize) },
            });
            return point.ExportSubjectPublicKeyInfo();
        }
        catch (CryptographicException e)
        {
            throw Odd("a point on P-256", e);
        }
    }

    private byte[] Bytes(JsonElement text, int length)
    {
        var bytes = Base64Url.DecodeFromChars(text.GetString());
        return bytes.Length == length ? bytes : throw Odd($"{length} bytes in base64url");
    }

    private T Read<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Odd("a JSON object with the members of a key or of a signature", e);
        }
    }

    private async Task<ReadOnlyMemory<byte>> SendAsync(RequestMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(address.Vault, $"{path}?{ApiVersion}"));
        message.Request.Headers.SetValue("Accept", "application/json");
        if (body is not null)
        {
            message.Request.Headers.SetValue("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(body);
        }
        // Read here, so that the limit of bytes holds before they are in memory.
        message.BufferResponse = false;
        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
            var answer = await BodyAsync(message.Response, cancellationToken);
            return message.Response.Status is 200 ? answer : throw VaultRefusal.Of(address, message.Response.Status, answer);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && VaultRefusal.Of(address, e) is { } refusal)
        {
            throw refusal;
        }
    }

    private async Task<ReadOnlyMemory<byte>> BodyAsync(Response response, CancellationToken cancellationToken)
    {
        if (response.ContentStream is not { } content) return default;
        var bytes = new byte[MostBytes + 1];
        var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MostBytes ? bytes.AsMemory(0, length) : throw Odd($"at most {MostBytes} bytes");
    }
}
