namespace Compliance.Transit.Probing;

/// <summary>A token that is cancelled when a step's time is up, when the endpoint's is, or when the caller wants no more.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _step;
    private readonly CancellationTokenSource _linked;

    public Deadline(TimeSpan time, TimeProvider clock, CancellationToken endpoint, CancellationToken caller)
    {
        _step = new CancellationTokenSource(time, clock);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_step.Token, endpoint, caller);
    }

    public CancellationToken Token => _linked.Token;

    public void Dispose()
    {
        _linked.Dispose();
        _step.Dispose();
    }
}
