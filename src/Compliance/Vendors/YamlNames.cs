using NodaTime;

namespace Compliance.Vendors;

/// <summary>Reads that need more than a notation: patterns, zones, networks.</summary>
internal static class YamlNames
{
    public static string? Text(YamlValue value) => value.Text();

    /// <summary>A list of texts, possibly empty; one that differs from an earlier one only in case is left out.</summary>
    public static IReadOnlyList<string>? DistinctTexts(YamlValue value) =>
        value.Any(Text) is { } texts ? [.. texts.Distinct(StringComparer.OrdinalIgnoreCase)] : null;

    public static Pattern? Pattern(YamlValue value) => value.Text() is { } text ? new Pattern(text) : null;

    public static IReadOnlyList<Pattern>? Patterns(YamlValue value) => value.Some(Pattern);

    public static Instant? Instant(YamlValue value) => value.As<Instant>(Notations.Instant);

    public static DateTimeZone? Zone(YamlValue value)
    {
        if (value.Text() is not { } text) return null;
        var zone = Notations.Zone(text, out var problem);
        if (zone is null) value.Refuse(problem);
        return zone;
    }

    /// <summary>A network: its text, or a mapping with a name and the time it is in force.</summary>
    public static Network? Network(YamlValue value)
    {
        if (value.Node is YamlScalar)
            return value.As<System.Net.IPNetwork>(Notations.Cidr) is { } plain ? new Network(null, plain, null, null) : null;
        if (value.Fields("a network", "name", "cidr", "from", "until") is not { } network) return null;
        var name = network.Optional("name", Text);
        var cidr = network.Required("cidr", v => v.As<System.Net.IPNetwork>(Notations.Cidr));
        var (from, until) = Period(network, network.Optional("from", Instant));
        return cidr is null ? null : new Network(name, cidr.Value, from, until);
    }

    /// <summary>Reads <c>until</c> and refuses one that is not after <c>from</c>.</summary>
    public static (Instant? From, Instant? Until) Period(YamlFields fields, Instant? from)
    {
        var until = fields.Optional("until", Instant);
        if (until <= from) fields.RefuseAt("until", "`until` is not after `from`: correct one of them");
        return (from, until);
    }
}
