using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compliance.Frameworks;

/// <summary>Clauses of standards and laws, and the rules that bear on them: data in this folder, embedded, read once.</summary>
/// <remarks>A rule stands at a clause only where its own definition bears on it. So <c>inactive-account</c>, which looks
/// back 45 days, does not stand at the clause of PCI DSS that asks for 90. Checks of resources name their clauses in their
/// own data: <see cref="With"/> puts them to the others.</remarks>
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

    /// <summary>The framework of an id; null when there is none.</summary>
    public static Framework? Find(string id) => All.FirstOrDefault(framework => framework.Id == id);

    /// <summary>Every framework, by id, with rules that name their clauses themselves: those partially test them.</summary>
    /// <param name="more">Rules and controls, <c>framework:clause</c>.</param>
    /// <exception cref="InvalidOperationException">A control names no framework, or a clause that the framework's file does not have.</exception>
    public static IReadOnlyList<Framework> With(IEnumerable<(string Rule, string Control)> more)
    {
        var byFramework = more.Select(pair => Split(pair.Rule, pair.Control)).ToLookup(pair => pair.Framework, pair => (pair.Rule, pair.Number), StringComparer.Ordinal);
        return [.. All.Select(framework => framework.With(byFramework[framework.Id]))];
    }

    private static (string Framework, string Rule, string Number) Split(string rule, string control)
    {
        var colon = control.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || Find(control[..colon]) is null)
            throw new InvalidOperationException(
                $"`{rule}` names the control `{control}`: expected `framework:clause` with one of {string.Join(", ", All.Select(framework => framework.Id))}");
        return (control[..colon], rule, control[(colon + 1)..]);
    }

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
