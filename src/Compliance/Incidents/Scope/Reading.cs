namespace Compliance.Incidents.Scope;

/// <summary>An answer of three values with its reason, and with what would make it another. Kleene's logic: what is not known stays so
/// unless the rest decides.</summary>
internal sealed record Reading(Applies Applies, string Why, IReadOnlyList<string> Needs)
{
    public static Reading Yes(string why) => new(Applies.Yes, why, []);

    public static Reading No(string why) => new(Applies.No, why, []);

    public static Reading CannotTell(string why, params IReadOnlyList<string> needs) => new(Applies.CannotTell, why, needs);

    /// <summary>One no decides; else one that cannot be told.</summary>
    public static Reading All(params IReadOnlyList<Reading> readings) => Joined(readings, Applies.No, Applies.Yes);

    /// <summary>One yes decides; else one that cannot be told.</summary>
    public static Reading Any(params IReadOnlyList<Reading> readings) => Joined(readings, Applies.Yes, Applies.No);

    private static Reading Joined(IReadOnlyList<Reading> readings, Applies decides, Applies otherwise)
    {
        var applies = readings.Any(reading => reading.Applies == decides) ? decides
            : readings.Any(reading => reading.Applies == Applies.CannotTell) ? Applies.CannotTell
            : otherwise;
        var speak = readings.Where(reading => reading.Applies == applies).ToList();
        return new Reading(applies,
            string.Join("; ", speak.Select(reading => reading.Why).Where(why => why.Length > 0).Distinct(StringComparer.Ordinal)),
            [.. speak.SelectMany(reading => reading.Needs).Distinct(StringComparer.Ordinal)]);
    }
}
