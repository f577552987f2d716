namespace Compliance.Regimes;

/// <summary>The rules of the data set: data in <c>Rules/</c>, embedded, read once, strictly. That it has no rule for a place says nothing
/// about duties there.</summary>
public static class RegimeCatalogue
{
    private const string Folder = "Regimes/";

    private static readonly Lazy<IReadOnlyList<RegimeRule>> Rules = new(Read);
    private static readonly Lazy<Dictionary<string, RegimeRule>> ById = new(() => All.ToDictionary(rule => rule.Id, StringComparer.Ordinal));

    /// <summary>In the order of their ids.</summary>
    public static IReadOnlyList<RegimeRule> All => Rules.Value;

    /// <summary>The rule of an id; null: there is none.</summary>
    public static RegimeRule? Find(string id) => ById.Value.GetValueOrDefault(id);

    /// <summary>The rules of a family; empty: there is none of that name.</summary>
    public static IEnumerable<RegimeRule> OfRegime(string regime) => All.Where(rule => rule.Regime == regime);

    /// <summary>Whether the data set has a rule of this very place or of one that it lies in; what binds everywhere does not count.</summary>
    /// <param name="iso">ISO 3166-1 alpha-2, with a subdivision where there is one: <c>DE</c>, <c>US-CA</c>.</param>
    public static bool KnowsJurisdiction(string iso) => JurisdictionsOf(iso).Any(name => name != Jurisdictions.Everywhere && All.Any(rule => rule.Jurisdiction == name));

    /// <summary>The rules' jurisdictions that cover a place, the widest first; <c>Global</c> always.</summary>
    public static IReadOnlyList<string> JurisdictionsOf(string iso)
    {
        ArgumentNullException.ThrowIfNull(iso);
        return [Jurisdictions.Everywhere, .. Jurisdictions.Covering(iso)];
    }

    /// <summary>The answer where there is no rule of that id.</summary>
    public static Deadline NoRule(string id) => new()
    {
        Regime = id,
        Duty = Duty.Customer,
        Recipient = "",
        Status = DeadlineStatus.NoRule,
        Rule = "none",
        Confidence = "low",
        Why = "not in this data set, ask counsel; that is not to say that there is no duty",
        Source = "",
    };

    private static IReadOnlyList<RegimeRule> Read()
    {
        var assembly = typeof(RegimeCatalogue).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .SelectMany(name => Read(name, assembly.GetManifestResourceStream(name)!))
                .OrderBy(rule => rule.Id, StringComparer.Ordinal),
        ];
    }

    private static IReadOnlyList<RegimeRule> Read(string name, Stream json)
    {
        using (json) return RuleFile.Read(name, json);
    }
}
