using System.Net;
using System.Net.Sockets;

namespace Compliance.Tests.Transit.Servers;

/// <summary>Ports of 127.0.0.1 that nothing listens on.</summary>
internal static class LoopbackPorts
{
    // Servers start side by side, and one that has not bound its port yet must not lose it to the next.
    private static readonly HashSet<int> Given = [];

    /// <summary>None is given twice. Another program may take one before it is used: whoever starts a server on it tries again with others.</summary>
    public static int[] Free(int count)
    {
        var listeners = new List<TcpListener>();
        var ports = new List<int>();
        lock (Given)
        {
            while (ports.Count < count)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listeners.Add(listener);
                listener.Start();
                var port = ((IPEndPoint)listener.LocalEndpoint).Port;
                if (Given.Add(port)) ports.Add(port);
            }
        }
        listeners.ForEach(listener => listener.Dispose());
        return [.. ports];
    }
}
