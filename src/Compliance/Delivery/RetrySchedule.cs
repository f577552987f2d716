using NodaTime;

namespace Compliance.Delivery;

/// <summary>
/// When a message that was not taken is tried again: after 5 s, then twice as long each time up to an hour. Legal clocks of 4 and 24 hours
/// leave no room for the schedules of mail and webhooks, which go on for days.
/// </summary>
public static class RetrySchedule
{
    /// <summary>After so many failures of one contact the next one of the ladder is told, beside the retries of this one.</summary>
    public const int FailuresBeforeNextContact = 2;

    public static readonly Duration First = Duration.FromSeconds(5);
    public static readonly Duration Longest = Duration.FromHours(1);

    /// <summary>The most that a receiver's Retry-After may ask for.</summary>
    public static readonly Duration MostAsked = Duration.FromHours(24);

    /// <summary>The last attempt begins so long before the end, to be over by then.</summary>
    public static readonly Duration Margin = Duration.FromSeconds(30);

    /// <summary>The next attempt.</summary>
    /// <param name="failures">So far, by this contact; from 1.</param>
    /// <param name="notAfter">When the message is too late to be of use; null: never.</param>
    /// <param name="jitter">From 0 to 1: the wait is between half and the whole of what the schedule says, so that what failed together does not come back together.</param>
    /// <param name="asked">Retry-After of the receiver: never earlier than that.</param>
    /// <returns>At least <see cref="First"/> / 2 from now, at the latest <see cref="Margin"/> before <paramref name="notAfter"/>; null: no attempt fits any more.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There was no failure, or the jitter is none.</exception>
    public static Instant? Next(int failures, Instant now, Instant? notAfter, double jitter, Duration? asked = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        if (!(jitter is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(jitter), jitter, "expected 0 to 1");

        var earliest = now + Duration.Max(First / 2, Duration.Min(asked ?? Duration.Zero, MostAsked));
        var wanted = Instant.Max(earliest, now + Nominal(failures) * (0.5 + jitter / 2));
        if (notAfter is not { } end) return wanted;

        var last = end - Margin;
        return last < earliest ? null : Instant.Min(wanted, last);
    }

    private static Duration Nominal(int failures) => failures > 10 ? Longest : Duration.Min(First * (1 << (failures - 1)), Longest);
}
