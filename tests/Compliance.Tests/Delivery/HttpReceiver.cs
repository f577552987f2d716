using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Compliance.Tests.Transit;

namespace Compliance.Tests.Delivery;

/// <param name="Headers">By lower-case name.</param>
internal sealed record ReceivedRequest(string Line, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>A receiver on loopback that keeps every request and answers as it is told, however wrong.</summary>
internal sealed class HttpReceiver : IAsyncDisposable
{
    private readonly X509Certificate2? _certificate;
    private readonly Func<Stream, int, CancellationToken, Task> _answer;
    private readonly ScriptedServer _server;
    private readonly List<ReceivedRequest> _requests = [];

    /// <param name="answer">Is given the number of the request, from 1, and writes what it likes.</param>
    private HttpReceiver(X509Certificate2? certificate, Func<Stream, int, CancellationToken, Task> answer)
    {
        (_certificate, _answer) = (certificate, answer);
        _server = new ScriptedServer(ServeAsync);
    }

    public int Port => _server.Port;
    public int Connections => _server.Connections;
    public Uri Url => new($"{(_certificate is null ? "http" : "https")}://localhost:{Port}/hook?sig=very-secret");

    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    public static HttpReceiver Answering(params string[] answers) =>
        new(null, async (stream, number, stop) => await stream.WriteAsync(Encoding.Latin1.GetBytes(answers[Math.Min(number, answers.Length) - 1]), stop));

    public static HttpReceiver OverTls(X509Certificate2 certificate, string answer) =>
        new(certificate, async (stream, _, stop) => await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), stop));

    public static HttpReceiver Doing(Func<Stream, int, CancellationToken, Task> answer) => new(null, answer);

    /// <summary>A whole answer.</summary>
    public static string Status(int status, string body = "", params string[] headers) => string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status} -\r\n{string.Concat(headers.Select(header => header + "\r\n"))}{(status == 204 ? "" : $"Content-Length: {body.Length}\r\n")}Connection: close\r\n\r\n{body}");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(Stream connection, int number, CancellationToken stop)
    {
        if (_certificate is null)
        {
            await TalkAsync(connection, stop);
            return;
        }
        await using var tls = new SslStream(connection);
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, stop);
            await TalkAsync(tls, stop);
        }
        catch (System.Security.Authentication.AuthenticationException)
        {
            // The client did not believe the certificate.
        }
    }

    private async Task TalkAsync(Stream stream, CancellationToken stop)
    {
        if (await ReadAsync(stream, stop) is not { } request) return;
        int number;
        lock (_requests)
        {
            _requests.Add(request);
            number = _requests.Count;
        }
        await _answer(stream, number, stop);
    }

    private static async Task<ReceivedRequest?> ReadAsync(Stream stream, CancellationToken stop)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!Encoding.Latin1.GetString([.. head]).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, stop) == 0) return null;
            head.Add(one[0]);
        }
        var lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1]);
        var body = new byte[int.Parse(headers["content-length"], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, stop);
        return new ReceivedRequest(lines[0], headers, body);
    }
}
