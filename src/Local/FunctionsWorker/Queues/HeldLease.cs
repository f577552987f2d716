namespace Compliance.Local.FunctionsWorker.Queues;

/// <summary>Renews a lease, three times in its length, until disposed. <see cref="Cancelled"/> is signalled when it was lost all the same.</summary>
internal sealed class HeldLease : IAsyncDisposable
{
    private readonly CancellationTokenSource _cancelled;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewal;

    /// <param name="renew">Renews once; false when the lease was lost.</param>
    /// <param name="length">The lease.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">Also signals <see cref="Cancelled"/>; the lease is renewed on.</param>
    public HeldLease(Func<bool> renew, TimeSpan length, TimeProvider time, CancellationToken stopping)
    {
        _cancelled = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _renewal = RenewAsync(renew, length / 3, time);
    }

    public CancellationToken Cancelled => _cancelled.Token;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewal;
        _ended.Dispose();
        _cancelled.Dispose();
    }

    private async Task RenewAsync(Func<bool> renew, TimeSpan interval, TimeProvider time)
    {
        while (true)
        {
            await Task.Delay(interval, time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_ended.IsCancellationRequested)
                return;
            if (!renew())
            {
                await _cancelled.CancelAsync();
                return;
            }
        }
    }
}
