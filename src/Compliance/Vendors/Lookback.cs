using NodaTime;

namespace Compliance.Vendors;

/// <summary>How far back an audit of the service reads logs, by when they came: the key <c>lookback</c> of vendor.yaml. What older ones held of use is remembered from earlier audits
/// (<see cref="Findings.Usage"/>), and what was found in them stays a finding.</summary>
public sealed record Lookback
{
    // `segregation-of-duties` sets an event against those of the 30 days before; logs of a day come when it is over.
    private static readonly Duration Shortest = Duration.FromDays(31);
    private static readonly Duration UntilItCame = Duration.FromDays(1);

    private Lookback(Duration span) => Span = span;

    /// <summary>At least 31 days.</summary>
    public Duration Span { get; }

    /// <param name="span">At least 31 days.</param>
    public static Lookback Of(Duration span) =>
        span >= Shortest ? new(span) : throw new ArgumentOutOfRangeException(nameof(span), "an audit looks back 31 days at least");

    /// <summary>Logs that came before this are not read: they hold nothing of the window, nor of what its events are set against. A contract with a longer <c>per</c> or <c>within</c> is given
    /// that, and a day.</summary>
    /// <param name="from">Where the window begins; null: where the audit does.</param>
    public Instant Begin(AccessModel access, Instant? from, Instant started)
    {
        var start = from is { } window && window < started ? window : started;
        var back = Duration.Max(Span, LongestWindow(access) + UntilItCame);
        return start - Instant.MinValue > back ? start - back : Instant.MinValue;
    }

    /// <summary>As vendor.yaml has it.</summary>
    public override string ToString() => Notations.TextOf(Span);

    internal static Lookback? Read(YamlValue value)
    {
        if (value.Text() is not { } text) return null;
        if (Notations.Duration(text, out var problem) is { } span)
        {
            if (span >= Shortest) return new(span);
            problem = $"{Excerpt.Of(text)} is too short: at least 31d, since events are set against those of the 30 days before";
        }
        value.Refuse(problem);
        return null;
    }

    private static Duration LongestWindow(AccessModel access) => access.Roles
        .SelectMany(role => role.Allow)
        .SelectMany(entry => (entry.When.Volume ?? []).Select(limit => limit.Per).Append(entry.When.Case?.Within ?? Duration.Zero))
        .DefaultIfEmpty(Duration.Zero)
        .Max();
}
