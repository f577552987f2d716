using System.Net;
using System.Net.Sockets;

namespace Compliance.Functions.Tests.Access;

/// <summary>A store that takes every connection and answers nothing.</summary>
internal sealed class SilentStore : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SilentStore() => _listener.Start(1000);

    public string Connection => $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=AAAA;TableEndpoint=http://{_listener.LocalEndpoint}/devstoreaccount1";

    public void Dispose() => _listener.Dispose();
}
