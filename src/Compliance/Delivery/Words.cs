using System.Globalization;
using System.Text;

namespace Compliance.Delivery;

/// <summary>What channels have in common in writing.</summary>
internal static class Words
{
    private const string Cut = "…";

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    /// <summary>The word of PagerDuty, and of our own envelope.</summary>
    public static string Of(Urgency urgency) => urgency switch
    {
        Urgency.Info => "info",
        Urgency.Warning => "warning",
        Urgency.Error => "error",
        Urgency.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(urgency), urgency, "expected one of four"),
    };

    /// <summary>Writes a text as another notation has it, and no more of it than fits; what is left out is shown by an ellipsis.</summary>
    /// <param name="most">Characters of the result.</param>
    /// <param name="write">One character in that notation.</param>
    public static string Fitted(string text, int most, Func<Rune, string>? write = null)
    {
        var fitted = new StringBuilder();
        var kept = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            fitted.Append(write is null ? rune.ToString() : write(rune));
            if (fitted.Length <= most - Cut.Length) kept = fitted.Length;
            if (fitted.Length > most) return fitted.ToString(0, kept) + Cut;
        }
        return fitted.ToString();
    }
}
