using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compliance.Frameworks;

/// <summary>Clauses of standards and laws, and the rules that bear on them: data in this folder, embedded, read once.</summary>
/// <remarks>A rule stands at a clause only where its own definition bears on it. So <c>inactive-account</c>, which looks
/// back 45 days, does not stand at the clause of PCI DSS that asks for 90.</remarks>
public static class FrameworkCatalogue
{
    private const string Folder = "Frameworks/";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter<Relation>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    private static readonly Lazy<IReadOnlyList<Framework>> Frameworks = new(Read);
    private static readonly Lazy<ILookup<string, string>> Controls = new(IndexByRule);

    /// <summary>Every framework, by id.</summary>
    public static IReadOnlyList<Framework> All => Frameworks.Value;

    /// <summary>The clauses on which a rule bears, <c>framework:clause</c>, in ordinal order; empty for a rule of none.</summary>
    public static IReadOnlyList<string> ControlsOf(string ruleId) => [.. Controls.Value[ruleId]];

    private static ILookup<string, string> IndexByRule() => All
        .SelectMany(framework => framework.Clauses, (framework, clause) => (Control: $"{framework.Id}:{clause.Number}", clause.Rules))
        .SelectMany(clause => clause.Rules, (clause, rule) => (rule.Rule, clause.Control))
        .OrderBy(pair => pair.Control, StringComparer.Ordinal)
        .ToLookup(pair => pair.Rule, pair => pair.Control, StringComparer.Ordinal);

    private static IReadOnlyList<Framework> Read()
    {
        var assembly = typeof(FrameworkCatalogue).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => Read(assembly.GetManifestResourceStream(name)!)),
        ];
    }

    private static Framework Read(Stream json)
    {
        using (json)
        {
            return JsonSerializer.Deserialize<Framework>(json, Format)
                ?? throw new InvalidOperationException("an embedded framework file is empty");
        }
    }
}
