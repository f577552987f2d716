using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>
/// The service's error body: <c>{"odata.error":{"code":"…","message":{"lang":"en-US","value":"…"}}}</c>, or XML when the request
/// was refused before its format was looked at (authentication).
/// </summary>
internal sealed class ErrorBody : RequestFailedDetailsParser
{
    public static readonly ErrorBody Parser = new();

    public override bool TryParse(Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        (error, data) = (null, null);
        if (response.ContentStream is not { CanSeek: true, Length: > 0 })
            return false;
        try
        {
            error = response.Content.ToMemory().Span.TrimStart((byte)' ') is [(byte)'{', ..] ? FromJson(response.Content) : FromXml(response.Content);
        }
        catch (Exception e) when (e is JsonException or XmlException or InvalidOperationException)
        {
            // A proxy's page is not the service's error: the pipeline then reports status and headers.
            return false;
        }
        return error is not null;
    }

    private static ResponseError? FromJson(BinaryData content)
    {
        using var document = JsonDocument.Parse(content);
        if (!document.RootElement.TryGetProperty("odata.error", out var error) || !error.TryGetProperty("code", out var code))
            return null;
        var message = error.TryGetProperty("message", out var text) && text.TryGetProperty("value", out var value) ? value.GetString() : null;
        return new ResponseError(code.GetString(), message);
    }

    private static ResponseError? FromXml(BinaryData content)
    {
        var root = XDocument.Parse(content.ToString()).Root;
        string? Named(string name) => root?.Elements().FirstOrDefault(e => e.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;
        return Named("code") is { } code ? new ResponseError(code, Named("message")) : null;
    }
}
