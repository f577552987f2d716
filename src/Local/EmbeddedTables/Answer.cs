using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace Compliance.Local.EmbeddedTables;

/// <summary>An HTTP answer of the service, also when it is a part of the answer to a transaction.</summary>
internal sealed class Answer : Response
{
    private readonly List<HttpHeader> _headers = [];

    private Answer(int status, ReadOnlyMemory<byte> body, string? contentType)
    {
        Status = status;
        Body = body;
        ContentStream = MemoryMarshal.TryGetArray(body, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false, publiclyVisible: true)
            : Stream.Null;
        if (contentType is not null)
            Add("Content-Type", contentType);
    }

    public override int Status { get; }

    public override string ReasonPhrase => Status switch
    {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        412 => "Precondition Failed",
        413 => "Request Entity Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "",
    };

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    public ReadOnlyMemory<byte> Body { get; }

    public static Answer Empty(int status) => new(status, Array.Empty<byte>(), null);

    public static Answer Json(int status, ReadOnlyMemory<byte> json) => new(status, json, "application/json;odata=minimalmetadata;charset=utf-8");

    public static Answer Multipart(ReadOnlyMemory<byte> body, string boundary) => new(202, body, $"multipart/mixed; boundary={boundary}");

    public static Answer Of(TableException refusal, DateTimeOffset now)
    {
        var requestId = Guid.NewGuid();
        var error = new Dictionary<string, object>
        {
            ["odata.error"] = new Dictionary<string, object>
            {
                ["code"] = refusal.Code,
                ["message"] = new Dictionary<string, string>
                {
                    ["lang"] = "en-US",
                    ["value"] = $"{refusal.Message}\nRequestId:{requestId}\nTime:{now.UtcDateTime:O}",
                },
            },
        };
        return Json(refusal.Status, JsonSerializer.SerializeToUtf8Bytes(error)).Add("x-ms-request-id", requestId.ToString());
    }

    public Answer Add(string name, string value)
    {
        _headers.Add(new HttpHeader(name, value));
        return this;
    }

    // The body lies in memory and stays readable afterwards, as that of any buffered response.
    public override void Dispose()
    {
    }

    public IEnumerable<HttpHeader> AllHeaders => _headers;

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers;

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (var header in _headers)
        {
            if (!header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            value = header.Value;
            return true;
        }
        value = null;
        return false;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}
