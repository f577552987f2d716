using System.Globalization;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>Reads the answers to a transaction's actions out of the <c>multipart/mixed</c> answer to the transaction.</summary>
internal static class MultipartAnswer
{
    private static readonly byte[] EmptyLine = "\r\n\r\n"u8.ToArray();

    public static List<PartResponse> Read(Response response)
    {
        var batch = Parts(response.Content.ToArray(), response.Headers.ContentType, response).FirstOrDefault();
        var (headers, changeset) = Split(batch, response);
        var contentType = headers.FirstOrDefault(h => h.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
        // A transaction refused as a whole may come back as a bare answer, without a change set around it.
        return contentType is not null && contentType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            ? Parts(changeset, contentType, response).ConvertAll(part => Answer(part, response))
            : [Answer(batch, response)];
    }

    private static List<ArraySegment<byte>> Parts(ArraySegment<byte> body, string? contentType, Response response)
    {
        var marker = contentType?.IndexOf("boundary=", StringComparison.OrdinalIgnoreCase) ?? -1;
        if (marker < 0)
            throw Unreadable(response, "its Content-Type has no boundary");
        var boundary = Encoding.ASCII.GetBytes($"--{contentType![(marker + "boundary=".Length)..].Split(';')[0].Trim('"', ' ')}");
        var parts = new List<ArraySegment<byte>>();
        var start = -1;
        for (var at = 0; Find(body, boundary, at) is var found and >= 0; at = found + boundary.Length)
        {
            if (start >= 0)
                parts.Add(body[start..found]);
            start = found + boundary.Length;
        }
        return parts.Count > 0 ? parts : throw Unreadable(response, "it holds no part");
    }

    private static (List<HttpHeader> Headers, ArraySegment<byte> Content) Split(ArraySegment<byte> part, Response response)
    {
        var end = Find(part, EmptyLine, 0);
        if (end < 0)
            throw Unreadable(response, "a part has no empty line after its headers");
        var headers = new List<HttpHeader>();
        foreach (var line in Encoding.UTF8.GetString(part[..end]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                headers.Add(new HttpHeader(line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }
        return (headers, part[(end + EmptyLine.Length)..]);
    }

    private static PartResponse Answer(ArraySegment<byte> part, Response response)
    {
        // Headers of the part stand before the HTTP answer, and with Azurite's refusal of more than 100 changes also a stray line.
        var start = Find(part, "HTTP/"u8, 0);
        var http = start < 0 ? throw Unreadable(response, "a part holds no HTTP answer") : part[start..];
        var lineEnd = Find(http, "\r\n"u8, 0);
        var status = Encoding.UTF8.GetString(http[..Math.Max(lineEnd, 0)]).Split(' ', 3);
        if (status.Length < 2 || !int.TryParse(status[1], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            throw Unreadable(response, "a part has no HTTP status line");
        var (headers, rest) = Split(http, response);
        var body = rest.AsSpan().TrimEnd("\r\n"u8).ToArray();
        return new PartResponse(code, status.Length > 2 ? status[2] : "", headers, body);
    }

    private static int Find(ArraySegment<byte> body, ReadOnlySpan<byte> text, int from)
    {
        var at = body.AsSpan(from).IndexOf(text);
        return at < 0 ? -1 : from + at;
    }

    private static RequestFailedException Unreadable(Response response, string why) =>
        new(response.Status, $"the answer to the transaction cannot be read: {why}; whether it was committed is unknown");
}
