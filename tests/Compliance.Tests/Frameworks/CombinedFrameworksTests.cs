using Compliance.Frameworks;

namespace Compliance.Tests.Frameworks;

public sealed class CombinedFrameworksTests
{
    [Fact]
    public void A_check_that_names_its_clauses_itself_partially_tests_them()
    {
        var combined = FrameworkCatalogue.With([("ST-HTTPS", "mcsb:DP-3"), ("ST-HTTPS", "pci-dss-4.0.1:2.2.7")]);

        Assert.Equal([new ClauseRule("ST-HTTPS", Relation.PartiallyTests)], Clause(combined, "pci-dss-4.0.1", "2.2.7").Rules);
        Assert.Equal([.. Clause(FrameworkCatalogue.All, "mcsb", "DP-3").Rules, new ClauseRule("ST-HTTPS", Relation.PartiallyTests)], Clause(combined, "mcsb", "DP-3").Rules);
        Assert.Equal(Clause(FrameworkCatalogue.All, "mcsb", "DP-4"), Clause(combined, "mcsb", "DP-4"));
    }

    [Fact]
    public void A_control_named_twice_counts_once_and_a_rule_of_the_file_keeps_its_relation()
    {
        var combined = FrameworkCatalogue.With([("ST-TLS", "mcsb:DP-3"), ("ST-TLS", "mcsb:DP-3"), ("http-strict-transport-security", "mcsb:DP-3")]);

        var rules = Clause(combined, "mcsb", "DP-3").Rules;
        Assert.Single(rules, rule => rule.Rule == "ST-TLS");
        Assert.Equal(Relation.Supports, Assert.Single(rules, rule => rule.Rule == "http-strict-transport-security").Relation);
    }

    [Theory]
    [InlineData("mcsb:DP-9", "mcsb has no clause `DP-9`, which `ST-TLS` names")]
    [InlineData("iso-27001-2022:8.24", "iso-27001-2022 has no clause `8.24`")]
    [InlineData("pci:4.2.1", "`ST-TLS` names the control `pci:4.2.1`: expected `framework:clause` with one of ")]
    [InlineData("DP-3", "`ST-TLS` names the control `DP-3`")]
    public void A_control_that_no_file_has_is_refused(string control, string said)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => FrameworkCatalogue.With([("ST-TLS", control)]));

        Assert.StartsWith(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_added_changes_nothing() => Assert.Equal(FrameworkCatalogue.All.Select(f => f.Clauses.Sum(c => c.Rules.Count)), FrameworkCatalogue.With([]).Select(f => f.Clauses.Sum(c => c.Rules.Count)));

    private static Clause Clause(IReadOnlyList<Framework> frameworks, string id, string number) =>
        frameworks.Single(framework => framework.Id == id).Clauses.Single(clause => clause.Number == number);
}
