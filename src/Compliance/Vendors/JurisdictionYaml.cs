using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Compliance.Vendors;

/// <summary>Reads a jurisdiction: a country by ISO 3166-1 alpha-2, or a part of one by ISO 3166-2.</summary>
internal static partial class JurisdictionYaml
{
    private const string Codes =
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU " +
        "CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE " +
        "IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT " +
        "MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM " +
        "SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

    private static readonly FrozenSet<string> Countries = Codes.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Meant = new Dictionary<string, string>
    {
        ["UK"] = "write GB",
        ["EL"] = "write GR",
        ["EU"] = "name the Member States, such as DE, FR",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string? Read(YamlValue value)
    {
        if (value.Text() is not { } text) return null;
        if (Is(text)) return text;
        var remedy = Meant.GetValueOrDefault(text) ?? (Is(text.ToUpperInvariant()) ? $"write {text.ToUpperInvariant()}" : "expected a country such as DE, or a part of one such as US-CA");
        value.Refuse($"{Excerpt.Of(text)} is not a code of ISO 3166: {remedy}");
        return null;
    }

    /// <summary>Whether it is written as one; of a subdivision only the country is looked up.</summary>
    public static bool Is(string text) => Form().IsMatch(text) && Countries.Contains(text[..2]);

    [GeneratedRegex(@"\A[A-Z]{2}(?:-[A-Z0-9]{1,3})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
