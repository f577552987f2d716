using System.Text.RegularExpressions;
using Compliance.Frameworks;
using Compliance.Rules;

namespace Compliance.Tests.Frameworks;

public sealed class FrameworkCatalogueTests
{
    private static readonly IReadOnlyDictionary<string, string> ClauseShapes = new Dictionary<string, string>
    {
        ["cis-azure"] = @"\A\d(\.\d{1,2}){2,3}\z",
        ["hipaa"] = @"\A164\.\d{3}(\([a-z0-9]+\)|\([ivx]+\)|\([A-Z]\))+\z",
        ["iso-27001-2022"] = @"\AA\.[5-8]\.\d{1,2}\z",
        ["mcsb"] = @"\A(NS|IM|PA|DP|AM|LT|IR|PV|ES|BR|DS|GS)-\d{1,2}\z",
        ["nist-800-53r5"] = @"\A[A-Z]{2}-\d{1,2}(\(\d{1,2}\))?\z",
        ["pci-dss-4.0.1"] = @"\A(\d{1,2}(\.\d{1,2}){2,4}|A1\.[12]\.\d)\z",
        ["soc-2"] = @"\A(CC[1-9]|A1|C1|PI1|P[1-8])\.\d\z",
    };

    // Where nothing bears on a clause, the report says so; so the lists must be whole.
    private static readonly Dictionary<string, int> ClauseCounts = new Dictionary<string, int>
    {
        ["cis-azure"] = 15,
        ["hipaa"] = 77,
        ["iso-27001-2022"] = 93,
        ["mcsb"] = 86,
        ["nist-800-53r5"] = 190,
        ["pci-dss-4.0.1"] = 257,
        ["soc-2"] = 61,
    };

    public static TheoryData<string> Rules() => [.. RuleCatalogue.All.Select(rule => rule.Id)];

    public static TheoryData<string> Ids() => [.. ClauseShapes.Keys];

    [Fact]
    public void The_frameworks_are_there_in_order_of_their_ids() =>
        Assert.Equal(ClauseShapes.Keys.Order(StringComparer.Ordinal), FrameworkCatalogue.All.Select(framework => framework.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_clause_is_written_as_its_document_writes_it_and_stands_once(string id)
    {
        var framework = FrameworkCatalogue.Find(id)!;
        Assert.All(framework.Clauses, clause => Assert.Matches(ClauseShapes[id], clause.Number));
        Assert.Equal(framework.Clauses.Count, framework.Clauses.Select(clause => clause.Number).Distinct().Count());
        Assert.All(framework.Clauses, clause => Assert.False(string.IsNullOrWhiteSpace(clause.Subject)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_list_of_clauses_is_whole_and_says_how_far_it_goes(string id)
    {
        var framework = FrameworkCatalogue.Find(id)!;
        Assert.Equal(ClauseCounts[id], framework.Clauses.Count);
        Assert.EndsWith(".", framework.Scope, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Clauses_stand_in_the_order_of_the_document(string id)
    {
        foreach (var family in Runs(FrameworkCatalogue.Find(id)!.Clauses.Select(clause => clause.Number)))
            Assert.Equal(family.Order(Comparer<string>.Create(CompareNumbers)), family);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Families_of_clauses_stand_together(string id)
    {
        var families = Runs(FrameworkCatalogue.Find(id)!.Clauses.Select(clause => clause.Number)).Select(run => Family(run[0])).ToList();
        Assert.Equal(families.Distinct(), families);
    }

    [Fact]
    public void Every_rule_named_by_a_clause_is_known_and_is_named_once_there()
    {
        string[] known = [.. RuleCatalogue.All.Select(rule => rule.Id)];
        foreach (var clause in FrameworkCatalogue.All.SelectMany(framework => framework.Clauses))
        {
            Assert.All(clause.Rules, named => Assert.Contains(named.Rule, known));
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

    [Fact]
    public void Every_control_that_a_check_of_resources_names_is_a_clause() =>
        Assert.Contains(Catalogue.Frameworks.Single(framework => framework.Id == "pci-dss-4.0.1").Clauses.Single(clause => clause.Number == "4.2.1").Rules, rule => rule.Rule == "ST-HTTPS");

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

    [Fact]
    public void An_unknown_framework_is_not_found() => Assert.Null(FrameworkCatalogue.Find("pci-dss-3.2.1"));

    /// <summary>Neighbours of one family: <c>AC</c>, <c>DP</c>, <c>CC</c>; all of a document without letters before its numbers are one.</summary>
    private static List<List<string>> Runs(IEnumerable<string> numbers)
    {
        var runs = new List<List<string>>();
        foreach (var number in numbers)
        {
            if (runs.Count == 0 || Family(runs[^1][0]) != Family(number)) runs.Add([]);
            runs[^1].Add(number);
        }
        return runs;
    }

    private static string Family(string number) => Regex.Match(number, @"\A[A-Z]*").Value;

    private static int CompareNumbers(string a, string b)
    {
        var (left, right) = (Parts(a), Parts(b));
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            var order = int.TryParse(left[i], out var x) && int.TryParse(right[i], out var y) ? x.CompareTo(y) : string.CompareOrdinal(left[i], right[i]);
            if (order != 0) return order;
        }
        return left.Count.CompareTo(right.Count);
    }

    private static List<string> Parts(string number) => [.. Regex.Matches(number, "[0-9]+|[A-Za-z]+").Select(part => part.Value)];

    private static string PageOf(string rule)
    {
        var name = string.Concat(rule.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + ".md";
        using var page = typeof(FrameworkCatalogue).Assembly.GetManifestResourceStream(name);
        Assert.NotNull(page);
        using var reader = new StreamReader(page);
        return reader.ReadToEnd();
    }
}
