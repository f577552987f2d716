using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compliance.Functions.Tests.Service;

/// <summary>An endpoint of a vendor's on this machine: TLS with a certificate that it signed itself. It counts who knocks.</summary>
internal sealed class LoopbackEndpoint : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = Certificate();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _accepting;
    private int _connections;

    public LoopbackEndpoint()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Its entry in vendor.yaml.</summary>
    /// <param name="until">How long probing is permitted; null: nobody permitted it.</param>
    public string Entry(string? until = "2999-12-31", bool allowPrivate = true) =>
        $"endpoints: [{{ host: \"{Address}\", allowPrivate: {(allowPrivate ? "true" : "false")}{(until is null ? "" : $", permission: {{ by: j.cruz, document: annex 6, until: {until} }}")} }}]";

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _certificate.Dispose();
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        var answers = new List<Task>();
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                var connection = await _listener.AcceptTcpClientAsync(_ended.Token);
                Interlocked.Increment(ref _connections);
                answers.Add(AnswerAsync(connection));
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        await Task.WhenAll(answers);
    }

    private async Task AnswerAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                await using var tls = new SslStream(connection.GetStream());
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _ended.Token);
                if (await tls.ReadAsync(new byte[4096], _ended.Token) > 0) await tls.WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray(), _ended.Token);
            }
            catch (Exception gone) when (gone is IOException or AuthenticationException or OperationCanceledException)
            {
                // A probe asks for what is not offered, and goes when it has its answer.
            }
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(80));
    }
}
