using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Compliance.Functions.Tests.Access;

/// <summary>An authority of its own on this machine: publishes keys, signs tokens, and counts who asks.</summary>
internal sealed class TestAuthority : IAsyncDisposable
{
    public const string Audience = "6a2f0c1e-0000-4000-8000-000000000001";

    private readonly HttpListener _listener = new();
    private readonly Task _answering;

    public TestAuthority()
    {
        Address = $"http://127.0.0.1:{FreePort()}/tenant/v2.0";
        Issuer = Address;
        KeysAddress = Address + "/keys";
        _listener.Prefixes.Add(new Uri(Address).GetLeftPart(UriPartial.Authority) + "/");
        _listener.Start();
        PublishRsa("rsa", Rsa);
        Published.Add(new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["use"] = "sig",
            ["kid"] = "ec",
            ["x"] = Base64Url.EncodeToString(Ec.ExportParameters(false).Q.X!),
            ["y"] = Base64Url.EncodeToString(Ec.ExportParameters(false).Q.Y!),
        });
        _answering = AnswerAsync();
    }

    public string Address { get; }

    /// <summary>As its metadata have it.</summary>
    public string Issuer { get; set; }

    /// <summary>Where its metadata say that its keys are.</summary>
    public string KeysAddress { get; set; }

    public RSA Rsa { get; } = RSA.Create(2048);
    public ECDsa Ec { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>What it publishes as its keys.</summary>
    public JsonArray Published { get; } = [];

    /// <summary>In place of what it would answer; null: that.</summary>
    public Func<HttpListenerContext, Task>? Instead { get; set; }

    /// <summary>Paths that were asked for.</summary>
    public List<string> Asked { get; } = [];

    public void PublishRsa(string kid, RSA key) => Published.Add(Jwk(kid, key));

    public static JsonObject Jwk(string kid, RSA key) => new()
    {
        ["kty"] = "RSA",
        ["use"] = "sig",
        ["kid"] = kid,
        ["n"] = Base64Url.EncodeToString(key.ExportParameters(false).Modulus!),
        ["e"] = Base64Url.EncodeToString(key.ExportParameters(false).Exponent!),
    };

    /// <summary>Members of a token that counts.</summary>
    public JsonObject Payload(DateTimeOffset now, params string[] roles) => new()
    {
        ["iss"] = Address,
        ["aud"] = Audience,
        ["iat"] = now.ToUnixTimeSeconds(),
        ["nbf"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        ["preferred_username"] = "ann@example.com",
        ["scp"] = "access",
        ["roles"] = new JsonArray([.. roles.Select(role => (JsonNode)role)]),
    };

    public string Token(JsonObject payload, string kid = "rsa") => Rs256(new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = kid }, payload, Rsa);

    public static string Rs256(JsonObject header, JsonObject payload, RSA key) => Signed(header, payload, bytes => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static string Signed(JsonObject header, JsonObject payload, Func<byte[], byte[]> sign)
    {
        var text = $"{Encoded(header)}.{Encoded(payload)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _answering;
        Rsa.Dispose();
        Ec.Dispose();
    }

    private static string Encoded(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private async Task AnswerAsync()
    {
        while (true)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                lock (Asked) Asked.Add(context.Request.Url!.AbsolutePath);
                await (Instead ?? UsualAsync)(context);
                context.Response.Close();
            }
            // Closed; or the one who asked went away.
            catch (Exception ended) when (ended is ObjectDisposedException or HttpListenerException or InvalidOperationException or IOException)
            {
                if (!_listener.IsListening) return;
            }
        }
    }

    private async Task UsualAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        var body = path.EndsWith("/.well-known/openid-configuration", StringComparison.Ordinal) ? new JsonObject { ["issuer"] = Issuer, ["jwks_uri"] = KeysAddress } : new JsonObject { ["keys"] = Published.DeepClone() };
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body.ToJsonString()));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A clock that is set by hand; its timers run out as many times as fast as is said.</summary>
internal sealed class HandClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public int Haste { get; set; } = 1;

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / Haste : dueTime, period);
}
