using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>How writers of one log or ledger wait for one another, and for a store that does not answer.</summary>
internal sealed class Backoff(TimeProvider clock)
{
    public const int MaxRaces = 64;
    public const int MaxUnanswered = 6;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LastDelay = TimeSpan.FromMilliseconds(500);

    // Doubling, with full jitter: writers that collided once must not collide again in step.
    public Task DelayAsync(int attempt, CancellationToken cancellationToken)
    {
        var ceiling = Math.Min(FirstDelay.TotalMilliseconds * (1 << Math.Min(attempt, 6)), LastDelay.TotalMilliseconds);
        return Task.Delay(TimeSpan.FromMilliseconds(1 + Random.Shared.NextDouble() * ceiling), clock, cancellationToken);
    }

    /// <summary>Repeats an attempt until it is done. An attempt looks at what is there first, so that one whose answer was lost is not done twice.</summary>
    /// <param name="act">For messages: what is done to the trail.</param>
    /// <param name="attempt">False: another was first, look again.</param>
    /// <exception cref="TrailUnavailableException">It was never done.</exception>
    public async Task UntilDoneAsync(string vendor, string act, Func<Task<bool>> attempt, CancellationToken cancellationToken)
    {
        var (races, unanswered) = (0, 0);
        while (true)
        {
            try
            {
                if (await attempt()) return;
                if (++races > MaxRaces) throw new TrailUnavailableException($"the trail of `{vendor}` is busy: {MaxRaces} times another writer was first while {act}. Try again");
            }
            catch (Exception e) when (Ambiguous.Is(e, cancellationToken))
            {
                if (++unanswered > MaxUnanswered)
                    throw new TrailUnavailableException($"the store did not answer while {act}, the trail of `{vendor}`; whether it was is unknown. Try again", e);
            }
            await DelayAsync(races + unanswered, cancellationToken);
        }
    }
}
