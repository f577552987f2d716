using NodaTime;

namespace Compliance.Regimes.Counting;

/// <summary>Hours from the anchor, and not later than hours from another fact; the latter limit drops away when the anchor itself comes after it.</summary>
/// <param name="Dropped">Why, with the clause.</param>
public sealed record EarlierOfTwo(int Hours, string OtherFact, int OtherHours, string Dropped) : TimeLimit
{
    // The rule that has this form names its anchor so; a general word would say less.
    public override string Words => $"min(classification+{Hours}h, {OtherFact}+{OtherHours}h)";

    public override IReadOnlyList<string> OtherFacts => [OtherFact];

    internal override string? Problem =>
        Hours is > 0 and <= ElapsedHours.Most && OtherHours is > 0 and <= ElapsedHours.Most ? null : "`hours` and `otherHours` are not numbers of hours";

    internal override Reckoning From(AnchorFact anchor, Ground ground)
    {
        var own = anchor.At + Duration.FromHours(Hours);
        if (ground.First(OtherFact) is not { } began)
            return End(own, $"{Hours} h from `{anchor.Name}`; the other limit, {OtherHours} h from `{OtherFact}`, is not known: it may be earlier");
        var other = began + Duration.FromHours(OtherHours);
        if (anchor.At > other) return End(own, $"{Hours} h from `{anchor.Name}`; {Dropped}");
        return own < other
            ? End(own, $"{Hours} h from `{anchor.Name}`, earlier than {OtherHours} h from `{OtherFact}`")
            : End(other, $"{OtherHours} h from `{OtherFact}`, not later than {Hours} h from `{anchor.Name}`");

        Reckoning.End End(Instant at, string why) => new(at.InZone(ground.Zone), why);
    }

    internal override string? WhilePending(Ground ground) => ground.First(OtherFact) is not { } began ? null
        : $"the limit of {OtherHours} h from `{OtherFact}` would fall on {Instants.Text((began + Duration.FromHours(OtherHours)).InZone(ground.Zone))}";
}
