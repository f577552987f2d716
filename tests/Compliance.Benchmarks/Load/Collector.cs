using System.Net;
using System.Net.Sockets;

namespace Compliance.Benchmarks.Load;

/// <summary>A collector of telemetry on loopback that reads what it is sent and keeps nothing.</summary>
internal sealed class Collector : IDisposable
{
    private readonly HttpListener _listener = new();
    private int _received;

    public Collector()
    {
        Address = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = AnswerAsync();
    }

    public string Address { get; }

    /// <summary>Requests answered.</summary>
    public int Received => _received;

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            await context.Request.InputStream.CopyToAsync(Stream.Null);
            context.Response.Close();
            Interlocked.Increment(ref _received);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
