using System.Net.Sockets;
using System.Text;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Attacks;

/// <summary>Requests as their bytes: what no well-behaved client would send.</summary>
internal static class Wire
{
    /// <summary>Sends one request and reads the answer to the end of the connection.</summary>
    /// <param name="target">As it stands in the request line. Each character is one byte.</param>
    /// <param name="headers">Lines; a <c>Host:</c> among them takes the place of the usual one.</param>
    public static Task<Reply> SendAsync(ServiceProcess service, string method, string target, string body = "", params string[] headers)
    {
        var host = headers.Any(header => header.StartsWith("Host:", StringComparison.Ordinal)) ? "" : "Host: localhost\r\n";
        return SayAsync(service, $"{method} {target} HTTP/1.1\r\n{host}Connection: close\r\nContent-Length: {body.Length}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n{body}");
    }

    /// <summary>Says something and reads what comes back to the end of the connection.</summary>
    public static async Task<Reply> SayAsync(ServiceProcess service, string words)
    {
        using var connection = await ConnectAsync(service);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(words));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Parse(await reader.ReadToEndAsync());
    }

    public static async Task<TcpClient> ConnectAsync(ServiceProcess service)
    {
        var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync("127.0.0.1", service.Client.BaseAddress!.Port);
        return connection;
    }

    private static Reply Parse(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end > 0, $"no answer of HTTP: {answer}");
        var lines = answer[..end].Split("\r\n");
        var headers = lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(header => header[0], header => header[^1], StringComparer.OrdinalIgnoreCase);
        return new Reply(int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), headers.GetValueOrDefault("Content-Type"), answer[(end + 4)..], headers);
    }
}
