using System.Globalization;

namespace Compliance.Regimes;

/// <summary>How a number of persons is compared. "More than 500" and "500 or more" differ by one person and both are law somewhere.</summary>
public enum ThresholdOperator
{
    MoreThan,
    AtLeast,
    FewerThan,
}

/// <summary>From how many persons a rule applies.</summary>
/// <param name="Unit">Who is counted, in the words of the rule: <c>California residents</c>.</param>
public sealed record Threshold(ThresholdOperator Operator, long Number, string Unit)
{
    /// <summary>Whether other limbs trigger the rule as well: a count short of the number then decides nothing.</summary>
    public bool OneOfSeveral { get; init; }

    public bool IsMetBy(long count) => Operator switch
    {
        ThresholdOperator.MoreThan => count > Number,
        ThresholdOperator.AtLeast => count >= Number,
        _ => count < Number,
    };

    /// <summary><c>more than 500 California residents</c>.</summary>
    public override string ToString()
    {
        var words = Operator switch { ThresholdOperator.MoreThan => "more than", ThresholdOperator.AtLeast => "at least", _ => "fewer than" };
        return string.Create(CultureInfo.InvariantCulture, $"{words} {Number:N0} {Unit}");
    }
}
