using System.Net;
using System.Net.Sockets;
using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>
/// Makes the connections. INVARIANT: a name is resolved once, every address is checked before it is used, and all connections go to the
/// one address that answered first: a name that changes its mind leads nowhere.
/// </summary>
internal sealed class Dialer(HostName host, int port, ProbeLimits limits, ProbeOptions options, ProbeBudget budget, TimeProvider clock) : IDisposable
{
    private const int MostAddresses = 4;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(500);

    private Socket? _first;

    /// <summary>The address that all connections go to; null: none answered.</summary>
    public IPAddress? Address { get; private set; }

    /// <summary>Finds the address to probe.</summary>
    /// <returns>Why there is none; null: there is.</returns>
    public async Task<string?> ReachAsync(CancellationToken cancellation)
    {
        var (addresses, why) = await ResolveAsync(cancellation);
        foreach (var address in addresses.Take(MostAddresses))
        {
            (_first, var problem) = await TryConnectAsync(address, port, cancellation);
            if (_first is not null)
            {
                Address = address;
                return null;
            }
            why ??= $"{new IPEndPoint(address, port)}: {problem}";
        }
        return budget.Ended ?? why;
    }

    /// <summary>A connection to the endpoint. One that fails now is tried once more; after that the probe is over, for the server wants no more of it.</summary>
    public async Task<(Stream? Connection, string? Why)> ConnectAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _first, null) is { } first) return (Counted(first), null);

        var (socket, why) = await TryConnectAsync(Address!, port, cancellation);
        if (socket is null && budget.Ended is null)
        {
            await Task.Delay(Breath, clock, cancellation);
            (socket, why) = await TryConnectAsync(Address!, port, cancellation);
            if (socket is null) budget.End($"after {budget.Connections} connections the server took no more: {why}");
        }
        return socket is null ? (null, budget.Ended ?? why) : (Counted(socket), null);
    }

    /// <summary>A connection to another port of the same address; null: nothing answers there.</summary>
    public async Task<Stream?> ConnectAsync(int other, CancellationToken cancellation) =>
        (await TryConnectAsync(Address!, other, cancellation)).Socket is { } socket ? Counted(socket) : null;

    public void Dispose() => _first?.Dispose();

    private CountedStream Counted(Socket socket) => new(new NetworkStream(socket, ownsSocket: true), budget);

    private async Task<(IReadOnlyList<IPAddress> Addresses, string? Why)> ResolveAsync(CancellationToken cancellation)
    {
        if (host.Address is { } given) return Checked([given]);
        using var time = Timeout(limits.ConnectTime, cancellation);
        try
        {
            return Checked(await options.Resolve(host.Name!, time.Token).WaitAsync(time.Token));
        }
        catch (SocketException e)
        {
            return ([], $"`{host}` has no address: {e.SocketErrorCode}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ([], $"`{host}` was not resolved within {ProbeBudget.Seconds(limits.ConnectTime)}");
        }
    }

    private (IReadOnlyList<IPAddress> Addresses, string? Why) Checked(IPAddress[] addresses)
    {
        if (addresses.Length == 0) return ([], $"`{host}` has no address");
        if (options.Addresses == AddressPolicy.Any) return (addresses, null);
        var allowed = addresses.Where(IsAllowed).ToList();
        if (allowed.Count > 0) return (allowed, null);
        var which = options.Addresses == AddressPolicy.PublicOnly ? "only public addresses may" : "only public, private and loopback addresses may ever";
        return ([], $"`{host}` is at {addresses[0]}, which is {SpecialAddresses.Of(addresses[0])}: {which} be probed");
    }

    private bool IsAllowed(IPAddress address) =>
        SpecialAddresses.Of(address) is not { } kind || options.Addresses == AddressPolicy.WithPrivate && kind is "private" or "loopback";

    private async Task<(Socket? Socket, string? Why)> TryConnectAsync(IPAddress address, int target, CancellationToken cancellation)
    {
        if (!budget.TryTakeConnection(out var ended)) return (null, ended);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var time = Timeout(limits.ConnectTime, cancellation);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, target), time.Token);
            return (socket, null);
        }
        catch (SocketException e)
        {
            return (null, $"no connection: {e.SocketErrorCode}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, $"no connection within {ProbeBudget.Seconds(limits.ConnectTime)}");
        }
        finally
        {
            if (!socket.Connected) socket.Dispose();
        }
    }

    private Deadline Timeout(TimeSpan time, CancellationToken cancellation) => new(time, clock, budget.Time, cancellation);
}
