using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Http;

/// <summary>What was asked and answered, for holding it to the description.</summary>
/// <param name="Headers">Of the answer; names in lower case.</param>
/// <param name="Body">Of the answer; of one that is no text, nothing.</param>
/// <param name="Sent">The JSON that was sent; null: none.</param>
internal sealed record Exchange(string Method, string Path, int Status, IReadOnlyDictionary<string, string> Headers, string Body, string? Sent)
{
    [JsonIgnore]
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public void AssertStatus(int status) => Assert.True(status == Status, $"{Method} {Path} {Status}: {Body}");

    public void AssertProblem(int status, string code)
    {
        AssertStatus(status);
        Assert.Equal(code, Json["code"]!.GetValue<string>());
    }
}

/// <summary>Asks a service and notes down all of it.</summary>
internal sealed class RecordedService(ServiceProcess service)
{
    public List<Exchange> Exchanges { get; } = [];

    public Task<Exchange> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public async Task<Exchange> JsonAsync(HttpMethod method, string path, JsonNode body, params (string Name, string Value)[] headers)
    {
        using var content = ServiceProcess.Json(body);
        return await SendAsync(method, path, content, headers);
    }

    public async Task<Exchange> BytesAsync(HttpMethod method, string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        return await SendAsync(method, path, content, headers);
    }

    public async Task<Exchange> SendAsync(HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var sent = body?.Headers.ContentType?.MediaType == "application/json" ? await body.ReadAsStringAsync() : null;
        using var response = await service.Client.SendAsync(request);
        var type = response.Content.Headers.ContentType?.MediaType;
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var exchange = new Exchange(
            method.Method, new Uri(service.Client.BaseAddress!, path).PathAndQuery, (int)response.StatusCode,
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value), StringComparer.Ordinal),
            type == "application/zip" ? "" : Encoding.UTF8.GetString(bytes), sent);
        Exchanges.Add(exchange);
        return exchange;
    }
}
