using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Compliance.Azure.Tests.Storage;
using Compliance.Secrets;
using Compliance.Vaults;
using NodaTime;

namespace Compliance.Azure.Tests.Secrets;

/// <summary>A key vault as its REST API shows it: challenge for a token, lists in pages. The value of a secret is there to be asked for, and
/// marks who did.</summary>
internal sealed class FakeVault : IDisposable
{
    public const string Value = "the-value-of-a-secret";

    /// <summary>When it is read.</summary>
    public static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);

    /// <summary>When most versions were made, in seconds since 1970.</summary>
    public static readonly long Created = Instant.FromUtc(2026, 1, 1, 0, 0).ToUnixTimeSeconds();

    private readonly SortedDictionary<string, List<JsonObject>> _secrets = new(StringComparer.Ordinal);
    private readonly LoopbackServer _server;

    public FakeVault() => _server = new(AnswerAsync);

    public Uri Address => _server.Address;

    public IReadOnlyList<string> Requests => [.. _server.Requests];

    public int PageSize { get; init; } = 3;

    /// <summary>Asked before every answer to a request with a token: true when it has answered itself.</summary>
    public Func<HttpListenerContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    public SecretClient Client(TokenCredential? credential = null) => new(Address, credential ?? new StubCredential(), new SecretClientOptions
    {
        DisableChallengeResourceVerification = true,
        Transport = _server.Transport,
        Retry = { MaxRetries = 2, Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(1), NetworkTimeout = TimeSpan.FromSeconds(20) },
    });

    /// <summary>Reads it as a collector does.</summary>
    public Task<VaultInventory> ReadAsync(VaultReadLimits? limits = null) => Reader(limits).ReadAsync(Address);

    // The clock tells when, and the limits of time run on the system's.
    public VaultReader Reader(VaultReadLimits? limits) => new(_ => Client(), limits, new StoppedClock(Noon));

    /// <summary>An inventory as it lies in a vendor folder.</summary>
    public static byte[] Bytes(VaultInventory inventory)
    {
        using var written = new MemoryStream();
        VaultInventoryJson.Write(written, inventory);
        return written.ToArray();
    }

    public static string Written(VaultInventory inventory) => Encoding.UTF8.GetString(Bytes(inventory));

    /// <summary>Adds a version; times are seconds since 1970.</summary>
    public FakeVault With(string name, string version, long created, long? expires = null, bool enabled = true, bool managed = false, params (string Name, string Value)[] tags)
    {
        var attributes = new JsonObject { ["enabled"] = enabled, ["created"] = created, ["updated"] = created + 60, ["recoveryLevel"] = "Recoverable+Purgeable", ["recoverableDays"] = 90 };
        if (expires is { } end) attributes["exp"] = end;
        var item = new JsonObject { ["id"] = $"{Address}secrets/{name}/{version}", ["attributes"] = attributes, ["contentType"] = "text/plain", ["tags"] = new JsonObject(tags.Select(tag => KeyValuePair.Create(tag.Name, (JsonNode?)tag.Value))) };
        if (managed) item["managed"] = true;
        if (!_secrets.TryGetValue(name, out var versions)) _secrets.Add(name, versions = []);
        versions.Add(item);
        return this;
    }

    /// <summary>Goes away, as a server does: connections to it are refused.</summary>
    public void Stop() => _server.Stop();

    public void Dispose() => _server.Dispose();

    private async Task AnswerAsync(HttpListenerContext context)
    {
        if (context.Request.Headers["Authorization"] != $"Bearer {StubCredential.Token}")
        {
            await LoopbackServer.WriteAsync(context, 401, "",
                ("WWW-Authenticate", "Bearer authorization=\"https://login.example/72f988bf-0000-0000-0000-000000000000\", resource=\"https://vault.azure.net\""));
            return;
        }
        if (await Instead(context)) return;
        var (status, body) = Respond(context.Request.Url!);
        await LoopbackServer.WriteAsync(context, status, body);
    }

    private (int Status, string Body) Respond(Uri address) => address.AbsolutePath.Trim('/').Split('/') switch
    {
        ["secrets"] => (200, Page(address, [.. _secrets.Values.Select(Current)])),
        ["secrets", var name, "versions"] when _secrets.TryGetValue(name, out var versions) => (200, Page(address, versions)),
        ["secrets", var name, ..] when _secrets.ContainsKey(name) => (200, JsonSerializer.Serialize(new { value = Value, id = $"{Address}secrets/{name}/1" })),
        _ => (404, """{"error":{"code":"SecretNotFound","message":"none"}}"""),
    };

    // The list of secrets names no version.
    private static JsonObject Current(List<JsonObject> versions)
    {
        var current = versions.MaxBy(version => (long)version["attributes"]!["created"]!)!.DeepClone().AsObject();
        var id = (string)current["id"]!;
        current["id"] = id[..id.LastIndexOf('/')];
        return current;
    }

    private string Page(Uri address, List<JsonObject> items)
    {
        var skip = int.Parse(System.Web.HttpUtility.ParseQueryString(address.Query)["$skiptoken"] ?? "0", CultureInfo.InvariantCulture);
        var page = new JsonObject { ["value"] = new JsonArray([.. items.Skip(skip).Take(PageSize).Select(item => item.DeepClone())]) };
        page["nextLink"] = skip + PageSize < items.Count ? $"{Address.AbsoluteUri.TrimEnd('/')}{address.AbsolutePath}?api-version=7.4&$skiptoken={skip + PageSize}" : null;
        return page.ToJsonString();
    }
}
