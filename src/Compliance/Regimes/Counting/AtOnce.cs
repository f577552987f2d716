namespace Compliance.Regimes.Counting;

/// <summary>Immediately: a standard and no number, whose measure is the fact itself.</summary>
public sealed record AtOnce : TimeLimit
{
    public override string Words => "immediate";

    internal override string? Problem => null;

    internal override Reckoning From(AnchorFact anchor, Ground ground) =>
        new Reckoning.Soft(anchor.At.InZone(ground.Zone), $"immediately from `{anchor.Name}`: at once, without a number");
}
