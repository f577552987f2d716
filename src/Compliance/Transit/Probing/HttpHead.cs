using System.Globalization;
using System.Text;
using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>Status and fields of an HTTP answer (RFC 9112); its body is not read.</summary>
internal sealed record HttpHead(int Status, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    private const int MostInterim = 4;
    private const int LongestShown = 2_000;

    /// <summary>The field's value where it stands first; null: it is not there.</summary>
    public string? this[string name] =>
        Fields.Where(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value).FirstOrDefault();

    public static byte[] Request(HostName host, int port, int usualPort)
    {
        var name = host.Address is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } address ? $"[{address}]" : host.ToString();
        var authority = port == usualPort ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{port}");
        return Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: compliance-probe\r\nAccept: */*\r\nConnection: close\r\n\r\n");
    }

    /// <summary>Reads one head; answers of 1xx before it are passed over.</summary>
    /// <returns>Null: it is no HTTP.</returns>
    /// <exception cref="ProtocolException">It is longer than <paramref name="most"/> bytes.</exception>
    public static async Task<HttpHead?> ReadAsync(Stream connection, int most, CancellationToken cancellation)
    {
        var buffer = new byte[most];
        var (start, end) = (0, 0);
        for (var interim = 0; interim <= MostInterim; interim++)
        {
            int length;
            while ((length = buffer.AsSpan(start, end - start).IndexOf("\r\n\r\n"u8)) < 0)
            {
                if (end == most) throw new ProtocolException($"the head of the HTTP answer is longer than {most} bytes");
                var read = await connection.ReadAsync(buffer.AsMemory(end), cancellation);
                if (read == 0) return null;
                end += read;
            }
            var head = Parse(buffer.AsSpan(start, length));
            if (head is not { Status: >= 100 and < 200 }) return head;
            start += length + 4;
        }
        return null;
    }

    /// <summary>Parses the lines of a head.</summary>
    /// <returns>Null: they do not begin as HTTP/1 does.</returns>
    public static HttpHead? Parse(ReadOnlySpan<byte> head)
    {
        var lines = Encoding.Latin1.GetString(head).Split("\r\n");
        if (lines[0] is not ['H', 'T', 'T', 'P', '/', '1', '.', '0' or '1', ' ', .. var rest] || rest.Length < 3) return null;
        if (!int.TryParse(rest.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status < 100) return null;

        var fields = new List<KeyValuePair<string, string>>();
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) fields.Add(new(line[..colon].Trim(), Printable.Of(Encoding.Latin1.GetBytes(line[(colon + 1)..].Trim()), LongestShown)));
        }
        return new HttpHead(status, fields);
    }
}
