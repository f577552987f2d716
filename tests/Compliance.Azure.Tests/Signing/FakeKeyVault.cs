using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Compliance.Azure.Tests.Secrets;
using Compliance.Signing;

namespace Compliance.Azure.Tests.Signing;

/// <summary>A key vault that signs, as its REST API shows it, with a real key.</summary>
internal sealed class FakeKeyVault : IDisposable
{
    public const string Version = "0123456789abcdef0123456789abcdef";

    private readonly LoopbackServer _server;

    public FakeKeyVault() => _server = new(AnswerAsync);

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Uri Address => _server.Address;

    public string KeyUri => $"{Address}keys/checkpoints";

    public IReadOnlyList<string> Requests => [.. _server.Requests];

    /// <summary>What came as bodies of requests to sign.</summary>
    public List<string> Bodies { get; } = [];

    /// <summary>Changes the description of the key before it is given.</summary>
    public Action<JsonObject> Describe { get; set; } = _ => { };

    /// <summary>Changes a signature before it is given.</summary>
    public Func<byte[], byte[]> Sign { get; set; } = signature => signature;

    /// <summary>Asked before every answer: true when it has answered itself.</summary>
    public Func<HttpListenerContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    public StubCredential Credential { get; } = new();

    public KeyVaultOptions Options() => new()
    {
        Transport = _server.Transport,
        Retry = { MaxRetries = 2, Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(1), NetworkTimeout = TimeSpan.FromSeconds(20) },
    };

    public CheckpointKeys Keys(string? setting = null, string? origin = null, TimeProvider? clock = null) =>
        CheckpointKeys.Open(setting ?? KeyUri, "unused.pem", origin, Credential, Options(), clock);

    public void Stop() => _server.Stop();

    public void Dispose()
    {
        _server.Dispose();
        Key.Dispose();
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var body = await reader.ReadToEndAsync();
        if (context.Request.Headers["Authorization"] != $"Bearer {StubCredential.Token}")
        {
            await LoopbackServer.WriteAsync(context, 401, """{"error":{"code":"Unauthorized","message":"a secret text"}}""");
            return;
        }
        if (await Instead(context)) return;
        var (status, answer) = Respond(context.Request.Url!.AbsolutePath.Trim('/').Split('/'), body);
        await LoopbackServer.WriteAsync(context, status, answer);
    }

    private (int Status, string Body) Respond(string[] path, string body)
    {
        switch (path)
        {
            case ["keys", "checkpoints"] or ["keys", "checkpoints", Version]:
                return (200, Description().ToJsonString());
            case ["keys", "checkpoints", Version, "sign"]:
                lock (Bodies) Bodies.Add(body);
                using (var request = JsonDocument.Parse(body))
                {
                    var digest = Base64Url.DecodeFromChars(request.RootElement.GetProperty("value").GetString());
                    var signature = Sign(Key.SignHash(digest, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
                    return (200, JsonSerializer.Serialize(new { kid = $"{KeyUri}/{Version}", value = Base64Url.EncodeToString(signature) }));
                }
            default:
                return (404, """{"error":{"code":"KeyNotFound","message":"a secret text"}}""");
        }
    }

    private JsonObject Description()
    {
        var point = Key.ExportParameters(includePrivateParameters: false).Q;
        var description = new JsonObject
        {
            ["key"] = new JsonObject
            {
                ["kid"] = $"{KeyUri}/{Version}",
                ["kty"] = "EC",
                ["key_ops"] = new JsonArray("sign", "verify"),
                ["crv"] = "P-256",
                ["x"] = Base64Url.EncodeToString(point.X),
                ["y"] = Base64Url.EncodeToString(point.Y),
            },
            ["attributes"] = new JsonObject { ["enabled"] = true, ["exportable"] = false },
        };
        Describe(description);
        return description;
    }
}
