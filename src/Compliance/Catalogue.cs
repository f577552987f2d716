using System.Security.Cryptography;
using System.Text;
using Compliance.Frameworks;
using Compliance.Resources.Catalogue;
using Compliance.Rules;

namespace Compliance;

/// <summary>Everything that an audit can hold against a vendor, by id.</summary>
public static class Catalogue
{
    private static readonly Lazy<string> Sum = new(DigestOfAll);

    /// <summary>The rules, then the checks of resources; in the order in which they are reported.</summary>
    public static IReadOnlyList<RuleDefinition> All { get; } = [.. RuleCatalogue.All, .. CheckCatalogue.Default.All.Select(Definition)];

    /// <summary>Every framework, by id, with what bears on each of its clauses.</summary>
    public static IReadOnlyList<Framework> Frameworks { get; } = FrameworkCatalogue.With(
        CheckCatalogue.Default.All.SelectMany(check => check.Controls, (check, control) => (check.Id, control)));

    /// <summary>SHA-256 over ids, severities and pages, lower-case hex: which rules judged.</summary>
    public static string Digest => Sum.Value;

    public static RuleDefinition? Find(string id, StringComparison comparison = StringComparison.Ordinal) => All.FirstOrDefault(rule => rule.Id.Equals(id, comparison));

    /// <summary>The ids that may have been meant by one that is not there, in words that follow a colon.</summary>
    public static string NearTo(string id) => NearNames.Phrase(id, All.Select(rule => rule.Id));

    /// <summary>The clauses on which a rule or check bears, <c>framework:clause</c>.</summary>
    public static IReadOnlyList<string> ControlsOf(string id) =>
        CheckCatalogue.Default.All.FirstOrDefault(check => check.Id == id)?.Controls ?? FrameworkCatalogue.ControlsOf(id);

    private static RuleDefinition Definition(ResourceCheck check) =>
        new(check.Id, check.Severity, check.Title, check.Fix) { Page = CheckCatalogue.Default.PageOf(check) };

    private static string DigestOfAll() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(All.Select(rule => $"{rule.Id}\n{rule.Severity}\n{rule.Page}\n")))));
}
