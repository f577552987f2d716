using System.Net;
using System.Net.Sockets;

namespace Compliance.Delivery.Connecting;

/// <summary>Makes the connections. INVARIANT: a name is resolved once for a connection, and what is connected to is the address that was checked: a name that changes its mind in between leads nowhere.</summary>
internal sealed class Dialer(DeliveryOptions options, TimeProvider clock)
{
    private const int MostAddresses = 4;

    /// <param name="clear">Whether it is for a message without TLS.</param>
    /// <exception cref="FailedAttemptException">No address may be asked, or none answers.</exception>
    public async Task<NetworkStream> ConnectAsync(string host, int port, bool allowPrivate, bool clear, CancellationToken cancellation)
    {
        var addresses = Allowed(await ResolveAsync(host, cancellation), allowPrivate, clear);
        var why = "";
        foreach (var address in addresses.Take(MostAddresses))
        {
            (var socket, why) = await TryConnectAsync(new IPEndPoint(address, port), cancellation);
            if (socket is not null) return new NetworkStream(socket, ownsSocket: true);
        }
        throw FailedAttemptException.Again(why);
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var given)) return [given];
        try
        {
            return await options.Resolve(host, cancellation).WaitAsync(cancellation);
        }
        catch (SocketException e)
        {
            throw FailedAttemptException.Again($"the receiver's name was not resolved: {e.SocketErrorCode}");
        }
    }

    private static List<IPAddress> Allowed(IPAddress[] addresses, bool allowPrivate, bool clear)
    {
        if (addresses.Length == 0) throw FailedAttemptException.Again("the receiver's name has no address");
        var allowed = addresses.Where(address => AddressGuard.Objection(address, allowPrivate, clear) is null).ToList();
        if (allowed.Count > 0) return allowed;
        throw FailedAttemptException.Refused($"the receiver's address {AddressGuard.Objection(addresses[0], allowPrivate, clear)}");
    }

    private async Task<(Socket? Socket, string Why)> TryConnectAsync(IPEndPoint target, CancellationToken cancellation)
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var step = new CancellationTokenSource(options.ConnectTime, clock);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(step.Token, cancellation);
        try
        {
            await socket.ConnectAsync(target, time.Token);
            return (socket, "");
        }
        catch (SocketException e)
        {
            return (null, $"no connection: {e.SocketErrorCode}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, $"no connection within {Words.Seconds(options.ConnectTime)}");
        }
        finally
        {
            if (!socket.Connected) socket.Dispose();
        }
    }
}
