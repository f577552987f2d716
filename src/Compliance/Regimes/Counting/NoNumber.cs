namespace Compliance.Regimes.Counting;

/// <summary>The law gives no number.</summary>
public sealed record NoNumber : TimeLimit
{
    public override string Words => "none";

    internal override string? Problem => null;

    internal override Reckoning From(AnchorFact anchor, Ground ground) => new Reckoning.Soft(null, "the law gives no number");
}
