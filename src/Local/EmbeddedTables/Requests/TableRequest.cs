using Azure.Core;

namespace Compliance.Local.EmbeddedTables.Requests;

/// <summary>A request, as received over the pipeline or inside a transaction.</summary>
internal sealed record TableRequest(string Method, Resource Resource, Dictionary<string, string> Query, Dictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    public string? IfMatch => Headers.GetValueOrDefault("If-Match");

    /// <summary>Whether an insert answers with the entity (201) or without (204); with is the service's default.</summary>
    public bool ReturnsContent => Headers.GetValueOrDefault("Prefer") != "return-no-content";

    /// <summary>Whether types and ETags are sent beside the values.</summary>
    public bool WithMetadata =>
        !(Query.GetValueOrDefault("$format") ?? Headers.GetValueOrDefault("Accept", "")).Contains("odata=nometadata", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="TableException">The body passes 4 MiB, or the address names nothing of a table service.</exception>
    public static TableRequest From(Request request, CancellationToken cancellation)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in request.Headers)
            headers[header.Name] = header.Value;
        return Of(request.Method.Method, request.Uri.ToUri(), headers, ReadBody(request.Content, cancellation));
    }

    public static TableRequest Of(string method, Uri address, Dictionary<string, string> headers, ReadOnlyMemory<byte> body)
    {
        // Clients behind proxies that know no PATCH or MERGE send them as POST.
        if (method == "POST" && headers.TryGetValue("X-HTTP-Method", out var tunnelled))
            method = tunnelled;
        return new(method == "PATCH" ? "MERGE" : method, Resource.Parse(address.AbsolutePath), ReadQuery(address.Query), headers, body);
    }

    private static ReadOnlyMemory<byte> ReadBody(RequestContent? content, CancellationToken cancellation)
    {
        if (content is null)
            return default;
        var known = content.TryComputeLength(out var length);
        if (known && length > Limits.RequestBytes)
            throw TableException.RequestBodyTooLarge();
        var body = new MemoryStream(known ? (int)length : 4096);
        content.WriteTo(body, cancellation);
        return body.Length <= Limits.RequestBytes ? body.GetBuffer().AsMemory(0, (int)body.Length) : throw TableException.RequestBodyTooLarge();
    }

    private static Dictionary<string, string> ReadQuery(string query)
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var option in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                options[Uri.UnescapeDataString(option[..equals])] = Uri.UnescapeDataString(option[(equals + 1)..].Replace('+', ' '));
        }
        return options;
    }
}
