using System.Globalization;
using NodaTime;

namespace Compliance.Regimes.Counting;

/// <summary>Hours as they pass, whatever the clock on the wall does: never <em>the same time three days later</em>.</summary>
public sealed record ElapsedHours(decimal Number) : TimeLimit
{
    /// <summary>Ten years: longer is a slip of the pen.</summary>
    internal const int Most = 10 * 366 * 24;

    public override string Words => string.Create(CultureInfo.InvariantCulture, $"elapsed_hours:{Number:0.####}");

    internal override string? Problem => Number is > 0 and <= Most ? null : "`number` is not a number of hours";

    internal static Duration Of(decimal hours) => Duration.FromSeconds((long)decimal.Round(hours * 3600));

    internal override Reckoning From(AnchorFact anchor, Ground ground) => new Reckoning.End(
        (anchor.At + Of(Number)).InZone(ground.Zone),
        string.Create(CultureInfo.InvariantCulture, $"{Number:0.####} h of elapsed time from `{anchor.Name}`, weekends and holidays included"));
}
