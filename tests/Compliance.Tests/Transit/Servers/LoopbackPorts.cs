using System.Net;
using System.Net.Sockets;

namespace Compliance.Tests.Transit.Servers;

/// <summary>Ports of 127.0.0.1 that nothing listens on.</summary>
internal static class LoopbackPorts
{
    /// <summary>Another program may take one before it is used: whoever starts a server on it tries again with others.</summary>
    public static int[] Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
