using System.Text.RegularExpressions;
using Compliance.Frameworks;
using Compliance.Tests.SecondReading;

namespace Compliance.Tests.Frameworks;

public sealed class FrameworkCatalogueTests
{
    private static readonly IReadOnlyDictionary<string, string> ClauseShapes = new Dictionary<string, string>
    {
        ["hipaa"] = @"\A164\.\d{3}(\([a-z0-9]+\)|\([ivx]+\)|\([A-Z]\))+\z",
        ["iso-27001-2022"] = @"\AA\.[5-8]\.\d{1,2}\z",
        ["nist-800-53r5"] = @"\A[A-Z]{2}-\d{1,2}(\(\d{1,2}\))?\z",
        ["pci-dss-4.0.1"] = @"\A\d{1,2}(\.\d{1,2}){2,3}\z",
        ["soc-2"] = @"\ACC[1-9]\.\d\z",
    };

    public static TheoryData<string> Rules() => [.. RuleNames.All];

    [Fact]
    public void The_five_frameworks_are_there_in_order_of_their_ids() =>
        Assert.Equal(ClauseShapes.Keys.Order(StringComparer.Ordinal), FrameworkCatalogue.All.Select(framework => framework.Id));

    [Fact]
    public void Every_clause_is_written_as_its_document_writes_it_and_stands_once()
    {
        foreach (var framework in FrameworkCatalogue.All)
        {
            Assert.All(framework.Clauses, clause => Assert.Matches(ClauseShapes[framework.Id], clause.Number));
            Assert.Equal(framework.Clauses.Count, framework.Clauses.Select(clause => clause.Number).Distinct().Count());
            Assert.All(framework.Clauses, clause => Assert.False(string.IsNullOrWhiteSpace(clause.Subject)));
        }
    }

    [Fact]
    public void Every_rule_named_by_a_clause_exists_and_is_named_once_there()
    {
        foreach (var clause in FrameworkCatalogue.All.SelectMany(framework => framework.Clauses))
        {
            Assert.NotEmpty(clause.Rules);
            Assert.All(clause.Rules, named => Assert.Contains(named.Rule, RuleNames.All));
            Assert.Equal(clause.Rules.Count, clause.Rules.Select(named => named.Rule).Distinct().Count());
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_bears_on_some_clause_and_its_clauses_are_in_order(string rule)
    {
        var controls = FrameworkCatalogue.ControlsOf(rule);
        Assert.NotEmpty(controls);
        Assert.Equal(controls.Order(StringComparer.Ordinal), controls);
        Assert.All(controls, control => Assert.Contains(control.Split(':')[0], ClauseShapes.Keys));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_page_of_a_rule_names_its_clauses_and_no_others(string rule)
    {
        var references = PageOf(rule).Split("## References")[1];
        foreach (var framework in FrameworkCatalogue.All)
        {
            var line = Regex.Match(references, $@"^- {Regex.Escape(framework.Title)}: (.*(\n  .*)*)", RegexOptions.Multiline);
            var named = Regex.Split(line.Groups[1].Value.Replace("\n ", "", StringComparison.Ordinal), "; ")
                .Where(text => text.Length > 0)
                .Select(text => $"{framework.Id}:{text.Split(' ')[0]}");
            var mapped = FrameworkCatalogue.ControlsOf(rule).Where(control => control.StartsWith(framework.Id + ":", StringComparison.Ordinal));
            Assert.Equal(mapped, named.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Access_after_termination_tests_the_clause_on_terminated_users()
    {
        Assert.Contains("pci-dss-4.0.1:8.2.5", FrameworkCatalogue.ControlsOf("access-after-termination"));
        var clause = FrameworkCatalogue.All.Single(framework => framework.Id == "pci-dss-4.0.1").Clauses.Single(clause => clause.Number == "8.2.5");
        Assert.Contains(new ClauseRule("access-after-termination", Relation.PartiallyTests), clause.Rules);
    }

    [Fact]
    public void Forty_five_days_of_inactivity_are_not_the_ninety_of_PCI() =>
        Assert.DoesNotContain(FrameworkCatalogue.ControlsOf("inactive-account"), control => control.StartsWith("pci-dss", StringComparison.Ordinal));

    [Fact]
    public void A_rule_that_does_not_exist_bears_on_nothing() => Assert.Empty(FrameworkCatalogue.ControlsOf("no-such-rule"));

    private static string PageOf(string rule)
    {
        var name = string.Concat(rule.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + ".md";
        using var page = typeof(FrameworkCatalogue).Assembly.GetManifestResourceStream(name);
        Assert.NotNull(page);
        using var reader = new StreamReader(page);
        return reader.ReadToEnd();
    }
}
