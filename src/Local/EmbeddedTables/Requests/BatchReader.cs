using System.Text;

namespace Compliance.Local.EmbeddedTables.Requests;

/// <summary>
/// Reads the requests out of an entity group transaction: <c>multipart/mixed</c> whose one part is a change set, itself
/// <c>multipart/mixed</c>, of <c>application/http</c> parts.
/// </summary>
internal static class BatchReader
{
    private static readonly byte[] NewLine = "\r\n"u8.ToArray();
    private static readonly byte[] EmptyLine = "\r\n\r\n"u8.ToArray();

    /// <exception cref="TableException">400 InvalidInput: not such a message.</exception>
    public static List<TableRequest> Read(TableRequest batch)
    {
        var outer = Parts(batch.Body, Boundary(batch.Headers.GetValueOrDefault("Content-Type")));
        if (outer.Count != 1)
            throw TableException.InvalidInput("the batch must hold exactly one change set");
        var (headers, changeset) = Split(outer[0]);
        return Parts(changeset, Boundary(Headers(headers).GetValueOrDefault("Content-Type"))).ConvertAll(ReadRequest);
    }

    private static TableRequest ReadRequest(ReadOnlyMemory<byte> part)
    {
        var (_, http) = Split(part);
        var (head, body) = Split(http);
        var lineEnd = head.Span.IndexOf(NewLine);
        var line = Encoding.UTF8.GetString(lineEnd < 0 ? head.Span : head.Span[..lineEnd]).Split(' ');
        if (line.Length < 2 || !Uri.TryCreate(line[1], UriKind.Absolute, out var address))
            throw TableException.InvalidInput("a part of the batch is not an HTTP request with an absolute address");
        return TableRequest.Of(line[0], address, Headers(lineEnd < 0 ? default : head[(lineEnd + 2)..]), body);
    }

    private static string Boundary(string? contentType)
    {
        var at = contentType?.IndexOf("boundary=", StringComparison.OrdinalIgnoreCase) ?? -1;
        return at >= 0 && contentType!.StartsWith("multipart/mixed", StringComparison.OrdinalIgnoreCase)
            ? contentType[(at + "boundary=".Length)..].Split(';')[0].Trim(' ', '"')
            : throw TableException.InvalidInput("the batch needs Content-Type multipart/mixed with a boundary");
    }

    private static List<ReadOnlyMemory<byte>> Parts(ReadOnlyMemory<byte> body, string boundary)
    {
        var delimiter = Encoding.UTF8.GetBytes($"--{boundary}");
        var parts = new List<ReadOnlyMemory<byte>>();
        var start = -1;
        for (var at = 0; body.Span[at..].IndexOf(delimiter) is var found and >= 0; at += found + delimiter.Length)
        {
            if (start >= 0)
                parts.Add(TrimNewLine(body[start..(at + found)]));
            start = at + found + delimiter.Length;
        }
        var closed = start >= 0 && body.Span[start..].StartsWith("--"u8);
        return closed ? parts : throw TableException.InvalidInput("the batch ends before its last boundary");
    }

    // The line break before a boundary belongs to the boundary (RFC 2046, 5.1.1).
    private static ReadOnlyMemory<byte> TrimNewLine(ReadOnlyMemory<byte> part)
    {
        if (part.Span.StartsWith(NewLine))
            part = part[2..];
        return part.Span.EndsWith(NewLine) ? part[..^2] : part;
    }

    private static (ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body) Split(ReadOnlyMemory<byte> message)
    {
        var end = message.Span.IndexOf(EmptyLine);
        return end < 0 ? (message, default) : (message[..end], message[(end + EmptyLine.Length)..]);
    }

    private static Dictionary<string, string> Headers(ReadOnlyMemory<byte> lines)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Encoding.UTF8.GetString(lines.Span).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }
        return headers;
    }
}
