using System.Globalization;
using System.Text;

namespace Compliance.Onboarding;

/// <summary>Names of people and of columns in a form in which two spellings of one are equal.</summary>
internal static class NameText
{
    // Letters that stand for one of `a` to `z`, each with its accents. The program runs without the tables of cultures, which would
    // take them apart.
    private static readonly string[] Accented =
    [
        "aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ", "bḃḅḇ", "cçćĉċčḉ", "dďḋḍḏḑḓđð", "eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ", "fḟ", "gĝğġģǧǵḡ", "hĥȟḣḥḧḩḫẖħ",
        "iìíîïĩīĭįǐȉȋḭḯỉịı", "jĵǰ", "kķǩḱḳḵ", "lĺļľḷḹḻḽł", "mḿṁṃ", "nñńņňǹṅṇṉṋ", "oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợø", "pṕṗ", "rŕŗřȑȓṙṛṝṟ",
        "sśŝşšșṡṣṥṧṩ", "tţťțṫṭṯṱẗŧ", "uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", "vṽṿ", "wŵẁẃẅẇẉẘ", "xẋẍ", "yýÿŷȳẏẙỳỵỷỹ", "zźżžẑẓẕ",
    ];

    private static readonly Dictionary<char, string> Letters = Accented
        .SelectMany(letters => letters.Skip(1).Select(accented => (accented, Plain: letters[..1])))
        .Concat([('ß', "ss"), ('æ', "ae"), ('œ', "oe"), ('þ', "th")]).ToDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>A person's name: lower case, without accents, dots and doubled spaces, given name first (<c>Cruz, José</c> is <c>jose cruz</c>).</summary>
    public static string Person(string name)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0 && name.IndexOf(',', comma + 1) < 0) name = $"{name[(comma + 1)..]} {name[..comma]}";
        return string.Join(' ', Plain(name, keepSpaces: true).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A column's name: letters and digits alone, lower case, without accents (<c>Date of Hire</c> is <c>dateofhire</c>).</summary>
    public static string Column(string name) => Plain(name, keepSpaces: false);

    /// <summary>A name for a key of YAML or a file: <c>Support Agent II</c> is <c>support-agent-ii</c>; empty when nothing is left.</summary>
    public static string Slug(string name, int longest = 48)
    {
        var words = Plain(name.Replace('/', ' ').Replace('-', ' ').Replace('_', ' '), keepSpaces: true).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var slug = string.Join('-', words);
        return (slug.Length <= longest ? slug : slug[..longest]).Trim('-');
    }

    private static string Plain(string text, bool keepSpaces)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark) continue;
            if (Rune.IsLetterOrDigit(rune)) Add(plain, Rune.ToLowerInvariant(rune));
            else if (keepSpaces && (Rune.IsWhiteSpace(rune) || rune.Value is '-' or '.' or '_')) plain.Append(' ');
        }
        return plain.ToString();
    }

    private static void Add(StringBuilder plain, Rune letter)
    {
        if (letter.IsBmp && Letters.TryGetValue((char)letter.Value, out var spelled)) plain.Append(spelled);
        else plain.Append(letter.ToString());
    }
}
