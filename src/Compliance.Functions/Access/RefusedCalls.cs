using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Compliance.Functions.Auditing;
using Compliance.Identity;
using Compliance.Trail;
using Compliance.Vendors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Access;

/// <summary>Sees to it that refused calls are in the trail of the vendor that was asked about, after they were answered: nobody who is refused waits for the store, or
/// finds out by how long it takes whether there is such a vendor. That one cannot be recorded is logged: it is refused all the same.</summary>
/// <remarks>What waits here is lost when the process is killed, and what finds no place is left out; the log has a line of each refusal and of each gap.</remarks>
public sealed class RefusedCalls(KnownVendors vendors, CallJournal journal, TimeProvider clock, ILogger<RefusedCalls> logger) : BackgroundService
{
    /// <summary>Calls that wait to be recorded; of each no more than a few hundred bytes.</summary>
    internal const int MostWaiting = 1_000;

    /// <summary>How long one may take: a store that does not answer is not waited for longer.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How long those that wait are recorded when the service is stopped.</summary>
    internal static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);

    // Digests of calls in one hour, 16 bytes each; beyond it the store is asked again, which says the same.
    private const int MostRemembered = 10_000;

    private readonly Channel<Refused> _calls = Channel.CreateBounded<Refused>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly ConcurrentDictionary<UInt128, bool> _waiting = new();
    private readonly ConcurrentDictionary<UInt128, long> _recorded = new();
    private long _dropped;

    private long Hour => clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour;

    /// <summary>Takes note of a refused call; it is recorded soon.</summary>
    /// <param name="vendor">As it stands in the route: there may be no such vendor, and then there is no trail.</param>
    /// <param name="caller">Null: not known.</param>
    public void Take(string? vendor, string? caller, RouteRole route, string reason)
    {
        AccessLog.Refused(logger, route.Function, reason);
        if (!VendorId.TryParse(vendor, out var id)) return;
        var call = new Refused(id, caller, route, reason);
        if (IsRemembered(call.Digest) || !_waiting.TryAdd(call.Digest, true) || _calls.Writer.TryWrite(call)) return;
        _waiting.TryRemove(call.Digest, out _);
        var dropped = Interlocked.Increment(ref _dropped);
        if (Remember(Refused.DigestOf("dropped"))) AccessLog.Dropped(logger, dropped);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _calls.Writer.TryComplete();
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (ExecuteTask is { } recording) await Task.WhenAny(recording, Task.Delay(LastPatience, clock, time.Token));
        await time.CancelAsync();
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var call in _calls.Reader.ReadAllAsync(stoppingToken))
        {
            await RecordAsync(call, stoppingToken);
            _waiting.TryRemove(call.Digest, out _);
        }
    }

    private async Task RecordAsync(Refused call, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            if (await vendors.FindAsync(call.Vendor.Value, time.Token) is not { } known) return;
            await journal.RefusedAsync(known.Id, call.Caller, new(call.Route.Function, call.Route.Part, call.Route.Roles), call.Reason, time.Token);
            // Kept by the journal for good; here only so that a flood of refused calls is no flood of requests to the store.
            Remember(call.Digest);
        }
        // Until somebody decides it takes none, and says so once.
        catch (TrailHaltedException halted)
        {
            Remember(call.Digest);
            if (Remember(Refused.DigestOf("halted", call.Vendor.Value))) AccessLog.NotRecorded(logger, halted, call.Route.Function, call.Reason, call.Vendor.Value);
        }
        // Whatever one comes to, the next is recorded: this goes on for as long as the process does.
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            AccessLog.NotRecorded(logger, failure, call.Route.Function, call.Reason, call.Vendor.Value);
        }
    }

    private bool IsRemembered(UInt128 digest) => _recorded.TryGetValue(digest, out var hour) && hour == Hour;

    /// <returns>Whether it was not remembered in this hour.</returns>
    private bool Remember(UInt128 digest)
    {
        if (IsRemembered(digest)) return false;
        if (_recorded.Count >= MostRemembered) _recorded.Clear();
        _recorded[digest] = Hour;
        return true;
    }

    private sealed record Refused(VendorId Vendor, string? Caller, RouteRole Route, string Reason)
    {
        public UInt128 Digest { get; } = DigestOf("call", Vendor.Value, Caller ?? "", Route.Function, Route.Part ?? "", Reason);

        public static UInt128 DigestOf(params ReadOnlySpan<string> parts)
        {
            var text = new StringBuilder();
            // With their lengths, so that no two calls are the same text.
            foreach (var part in parts) text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}");
            return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }
    }
}
