using NodaTime;

namespace Compliance.Vendors;

/// <summary>How long evidence is kept as it was received, so that a test can be performed again: the key <c>retain</c> of vendor.yaml.</summary>
public sealed record Retention
{
    private static readonly Duration Shortest = Duration.FromDays(1);

    private Retention(Duration? span) => Span = span;

    /// <summary>Thirteen months: a year's audit can be repeated when the next is due.</summary>
    public static Retention Default { get; } = new(Duration.FromDays(396));

    /// <summary>No copy of evidence is made.</summary>
    public static Retention None { get; } = new((Duration?)null);

    /// <summary>Null: <see cref="None"/>.</summary>
    public Duration? Span { get; }

    public bool IsNone => Span is null;

    /// <param name="span">At least a day.</param>
    public static Retention Of(Duration span) =>
        span >= Shortest ? new(span) : throw new ArgumentOutOfRangeException(nameof(span), "evidence is kept for a day at least, or not at all");

    /// <summary>As vendor.yaml has it: <c>396d</c>, <c>36h</c>, <c>none</c>.</summary>
    public override string ToString() => Span is { } span ? Notations.TextOf(span) : "none";

    internal static Retention? Read(YamlValue value)
    {
        if (value.Text() is not { } text) return null;
        if (text == "none") return None;
        if (Notations.Duration(text, out var problem) is { } span)
        {
            if (span >= Shortest) return new(span);
            problem = $"{Excerpt.Of(text)} is too short: at least 1d";
        }
        value.Refuse($"{problem}, or none");
        return null;
    }
}
