namespace Compliance.Regimes;

/// <summary>The rules of the data set. That it has no rule for a place says nothing about duties there.</summary>
public static class RegimeCatalogue
{
    /// <summary>In the order of their ids.</summary>
    public static IReadOnlyList<RegimeRule> All { get; } = [];

    public static RegimeRule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);

    public static IEnumerable<RegimeRule> OfRegime(string regime) => All.Where(rule => rule.Regime == regime);

    /// <summary>Whether the data set has a rule of this very place or of one that it lies in.</summary>
    /// <param name="iso">ISO 3166-1 alpha-2, with a subdivision where there is one: <c>DE</c>, <c>US-CA</c>.</param>
    public static bool KnowsJurisdiction(string iso) => JurisdictionsOf(iso).Any(name => name != "Global");

    /// <summary>The rules' jurisdictions that cover a place; <c>Global</c> always.</summary>
    public static IReadOnlyList<string> JurisdictionsOf(string iso) => ["Global"];

    /// <summary>The answer where there is no rule of that id.</summary>
    public static Deadline NoRule(string id) => new()
    {
        Regime = id,
        Duty = Duty.Customer,
        Recipient = "",
        Status = DeadlineStatus.NoRule,
        Rule = "none",
        Confidence = "low",
        Why = $"`{id}` is not in this data set, ask counsel; that is not to say that there is no duty",
        Source = "",
    };
}
