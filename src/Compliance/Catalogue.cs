using System.Security.Cryptography;
using System.Text;
using Compliance.Rules;

namespace Compliance;

/// <summary>Everything that an audit can hold against a vendor, by id.</summary>
public static class Catalogue
{
    private static readonly Lazy<string> Sum = new(DigestOfAll);

    /// <summary>In the order in which checks are reported.</summary>
    public static IReadOnlyList<RuleDefinition> All { get; } = [.. RuleCatalogue.All];

    /// <summary>SHA-256 over ids, severities and pages, lower-case hex: which rules judged.</summary>
    public static string Digest => Sum.Value;

    public static RuleDefinition? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);

    private static string DigestOfAll() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(All.Select(rule => $"{rule.Id}\n{rule.Severity}\n{rule.Page}\n")))));
}
