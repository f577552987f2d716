using System.Text;
using Compliance.Findings;

namespace Compliance.Rules;

/// <summary>A rule as users know it.</summary>
/// <param name="Id">Stable id, kebab case: <c>unauthorized-action</c>.</param>
/// <param name="Severity">Severity of what it finds, unless the event makes it less.</param>
/// <param name="Summary">What it finds, in one line.</param>
/// <param name="Fix">What to do about a finding, in one line.</param>
public sealed record RuleDefinition(string Id, Severity Severity, string Summary, string Fix)
{
    /// <summary>The rule's page: why, what it finds, what to do, references. Markdown. Default: the one that lies beside the rule.</summary>
    public string Page { get => field ?? Embedded(); init; }

    private string Embedded()
    {
        var name = string.Concat(Id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + ".md";
        using var stream = typeof(RuleDefinition).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the page {name} is not built into the program");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
