namespace Compliance.Regimes;

/// <summary>Which jurisdictions of the data set cover a place that ISO 3166 names.</summary>
internal static class Jurisdictions
{
    /// <summary>Of rules that bind wherever one is: card schemes, contracts.</summary>
    public const string Everywhere = "Global";

    private static readonly string[] MemberStates =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
        // Parts of Member States with a code of their own in which Union law holds.
        "AX", "GF", "GP", "MF", "MQ", "RE", "YT",
    ];

    private static readonly string[] OnlyInTheEea = ["IS", "LI", "NO"];

    /// <summary>Territories with a code of their own to which federal law extends.</summary>
    private static readonly string[] Territories = ["AS", "GU", "MP", "PR", "VI"];

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["GB"] = "UK",
        ["US"] = "US",
        ["CA"] = "Canada",
        ["BR"] = "Brazil",
        ["CR"] = "Costa Rica",
        ["CO"] = "Colombia",
        ["MX"] = "Mexico",
        ["AU"] = "Australia",
        ["SG"] = "Singapore",
        ["IN"] = "India",
        ["JP"] = "Japan",
        ["KR"] = "South Korea",
        ["CN"] = "China",
        ["PH"] = "Philippines",
        ["MY"] = "Malaysia",
        ["TH"] = "Thailand",
        ["ID"] = "Indonesia",
        ["VN"] = "Vietnam",
        ["CH"] = "Switzerland",
        ["ZA"] = "South Africa",
        ["KE"] = "Kenya",
        ["NG"] = "Nigeria",
        ["SA"] = "Saudi Arabia",
        ["AE"] = "UAE",
        ["EG"] = "Egypt",
    };

    private static readonly Dictionary<string, string> Codes = Names.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every name that a rule's jurisdiction may have; states and provinces only with rules.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Everywhere, "EU/EEA", "EU", .. Names.Values, "US-CA", "US-CO", "US-FL", "US-NY", "US-TX", "US-WA", "Canada-QC"];

    /// <summary>The widest first; empty: none.</summary>
    /// <param name="iso">ISO 3166-1 alpha-2, with a subdivision where there is one; or the data set's own word; in any case of letters.</param>
    public static IEnumerable<string> Covering(string iso)
    {
        var place = iso.Trim().ToUpperInvariant();
        if (place is "EU" or "EU/EEA") return ["EU/EEA", "EU"];
        var parts = place.Split('-', 2);
        var country = Codes.GetValueOrDefault(parts[0], parts[0]);
        if (MemberStates.Contains(country)) return ["EU/EEA", "EU"];
        if (OnlyInTheEea.Contains(country)) return ["EU/EEA"];
        if (Territories.Contains(country)) return ["US", $"US-{country}"];
        if (!Names.TryGetValue(country, out var name)) return [];
        return parts.Length > 1 ? [name, $"{name}-{parts[1]}"] : [name];
    }
}
