using System.Threading.RateLimiting;
using Compliance.Local.FunctionsWorker.Hosting;

namespace Compliance.Local.FunctionsWorker.Http;

/// <summary><c>maxConcurrentRequests</c> run, up to <c>maxOutstandingRequests</c> run or wait, and more are refused.</summary>
internal sealed class RequestLimits(HostJson hostJson) : IDisposable
{
    private readonly ConcurrencyLimiter? _limiter = Limiter(hostJson.MaxConcurrentRequests, hostJson.MaxOutstandingRequests);

    /// <returns>A place, to be given back; null when there is none.</returns>
    public async ValueTask<IDisposable?> EnterAsync(CancellationToken cancel)
    {
        if (_limiter is null)
            return Unlimited.Place;
        var lease = await _limiter.AcquireAsync(1, cancel);
        if (lease.IsAcquired)
            return lease;
        lease.Dispose();
        return null;
    }

    public void Dispose() => _limiter?.Dispose();

    private static ConcurrencyLimiter? Limiter(int? concurrent, int? outstanding)
    {
        if (concurrent is null && outstanding is null)
            return null;
        var running = Math.Min(concurrent ?? int.MaxValue, outstanding ?? int.MaxValue);
        return new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = running,
            QueueLimit = (outstanding ?? int.MaxValue) - running,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    private sealed class Unlimited : IDisposable
    {
        public static readonly Unlimited Place = new();

        public void Dispose()
        {
        }
    }
}
