using Compliance.Storage;
using NodaTime;

namespace Compliance.Functions.Auditing;

/// <summary>A vendor's lease while it is held: renewed, three times in its length, and given back in the end.</summary>
public sealed class VendorTurn : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly VendorLease _lease;
    private readonly Duration _length;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewal;

    public VendorTurn(VendorLease lease, Duration length, TimeProvider clock)
    {
        (_lease, _length, _clock) = (lease, length, clock);
        _renewal = RenewAsync();
    }

    /// <summary>Signalled when the lease could not be renewed: another may have it.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Takes a lease, or waits until it is free.</summary>
    /// <param name="audit">Id of the audit that it is for.</param>
    /// <param name="leaseAsync">Takes it for the owner given; null: another has it.</param>
    /// <param name="isWorthWaitingAsync">Asked each time that another has it.</param>
    /// <returns>Null: it was not worth waiting any more.</returns>
    public static async Task<VendorTurn?> TakeAsync(
        string audit, Func<string, Task<VendorLease?>> leaseAsync, Func<Task<bool>> isWorthWaitingAsync, Duration length, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Unlike that of any other attempt: an attempt that was cut off must not look like this one.
        var owner = $"{audit}.{Guid.NewGuid():N}";
        while (true)
        {
            if (await leaseAsync(owner) is { } lease) return new(lease, length, clock);
            if (!await isWorthWaitingAsync()) return null;
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewal;
        if (!_lost.IsCancellationRequested) await _lease.ReleaseAsync();
        _ended.Dispose();
        _lost.Dispose();
    }

    private async Task RenewAsync()
    {
        while (true)
        {
            await Task.Delay((_length / 3).ToTimeSpan(), _clock, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_ended.IsCancellationRequested) return;
            if (await RenewOnceAsync()) continue;
            await _lost.CancelAsync();
            return;
        }
    }

    // A store that does not answer may have let the lease run out: whoever cannot tell has lost it.
    private async Task<bool> RenewOnceAsync()
    {
        try
        {
            return await _lease.RenewAsync(Instant.FromDateTimeOffset(_clock.GetUtcNow()), _length);
        }
        catch (Exception trouble) when (StoreTrouble.Is(trouble))
        {
            return false;
        }
    }
}
