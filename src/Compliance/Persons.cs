using System.Globalization;
using System.Text;

namespace Compliance;

/// <summary>Names of those who act.</summary>
public static class Persons
{
    public const string MachinePrefix = "system:";

    public static bool IsMachine(string by) => Folded(by).StartsWith(MachinePrefix, StringComparison.Ordinal);

    /// <summary>Whether it is the name of whoever is not signed in.</summary>
    public static bool IsNobody(string by) => Folded(by) == "local";

    /// <summary>Whether two names are of one person: case, blanks, wide letters and characters that nobody sees say nothing.</summary>
    public static bool AreOne(string? one, string? other) => one is not null && other is not null && Folded(one) == Folded(other);

    // By hand: there are no tables for normalizing where cultures are not.
    private static string Folded(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format) continue;
            if (!Rune.IsWhiteSpace(rune)) folded.Append(Rune.ToLowerInvariant(rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0) : rune));
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }
        return folded.ToString().TrimEnd();
    }
}
