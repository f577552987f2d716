using System.Globalization;
using System.Text;

namespace Compliance;

/// <summary>Characters that a reader does not see and a screen, a page or a mail obeys: a line break makes two lines of a name, a mark that
/// turns the direction of writing makes it look like another one.</summary>
public static class UnseenCharacters
{
    // Words of several scripts are written with these.
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;

    public static bool Include(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is not (NonJoiner or Joiner),
        _ => false,
    };

    /// <summary>Whether a character may stand in the name that somebody signs in with: there, also what joins letters only makes one name look like another.</summary>
    public static bool MayStandInName(Rune rune) => !Include(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned) && rune != Rune.ReplacementChar;
}
