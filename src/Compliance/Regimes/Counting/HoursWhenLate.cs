using NodaTime;

namespace Compliance.Regimes.Counting;

/// <summary>Hours from the anchor, only where the anchor came more than some hours after another fact.</summary>
public sealed record HoursWhenLate(int Hours, string OtherFact, int OtherHours) : TimeLimit
{
    public override string Words => $"elapsed_hours:{Hours}";

    public override IReadOnlyList<string> OtherFacts => [OtherFact];

    internal override string? Problem =>
        Hours is > 0 and <= ElapsedHours.Most && OtherHours is > 0 and <= ElapsedHours.Most ? null : "`hours` and `otherHours` are not numbers of hours";

    internal override Reckoning From(AnchorFact anchor, Ground ground)
    {
        if (ground.First(OtherFact) is not { } began)
            return new Reckoning.Waits(OtherFact, $"whether `{anchor.Name}` came more than {OtherHours} h after `{OtherFact}` is not known: record `{OtherFact}`");
        return anchor.At - began > Duration.FromHours(OtherHours)
            ? new Reckoning.End((anchor.At + Duration.FromHours(Hours)).InZone(ground.Zone), $"{Hours} h of elapsed time from `{anchor.Name}`, which came more than {OtherHours} h after `{OtherFact}`")
            : new Reckoning.Untouched($"`{anchor.Name}` came within {OtherHours} h of `{OtherFact}`: the ordinary limits hold");
    }
}
