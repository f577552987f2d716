using Compliance.Frameworks;

namespace Compliance.Tests.Frameworks;

/// <summary>An assessor reads these: a rule stands only where its own definition bears on the clause.</summary>
public sealed class TightMappingTests
{
    /// <summary>Everything that bears on PCI DSS outside cryptography: <c>+</c> partially tests, <c>~</c> supports.</summary>
    private static readonly Dictionary<string, string> Pci = new()
    {
        ["7.2.1"] = "~unauthorized-action",
        ["7.2.2"] = "+unauthorized-action +grant-not-in-force ~unused-permission +excess-entitlement ~privileged-account",
        ["7.2.3"] = "+grant-without-approval",
        ["7.2.4"] = "~unused-permission ~orphaned-account +excess-entitlement ~account-without-person ~dormant-entitlement ~privileged-account +revocation-overdue",
        ["8.2.1"] = "~unknown-account +account-without-person",
        ["8.2.2"] = "~shared-account",
        ["8.2.4"] = "~grant-without-approval",
        ["8.2.5"] = "+access-after-termination +orphaned-account +account-enabled-after-left",
        ["8.2.7"] = "+grant-not-in-force ~off-network-access ~unlisted-egress ~off-shift-access",
        ["8.4.1"] = "~mfa-not-enrolled",
        ["8.4.2"] = "+mfa-missing ~mfa-not-enrolled",
        ["8.4.3"] = "+mfa-missing",
        ["8.6.3"] = "~secret-without-expiry ~secret-expired-enabled ~secret-lifetime +secret-not-rotated ~secret-old-versions-enabled",
        ["10.2.1"] = "~evidence-gap",
        ["10.4.1"] = "~repeated-denials ~impossible-travel ~evidence-unread",
        ["10.5.1"] = "~evidence-gap",
        ["12.6.3"] = "+training-lapsed",
        ["12.7.1"] = "+access-before-clearance",
        ["12.8.4"] = "+attestation-missing +attestation-expired ~attestation-expiring ~attestation-qualified ~attestation-scope +attestation-gap ~attestation-document",
        ["12.8.5"] = "~attestation-scope",
        ["12.10.1"] = "~notice-overdue",
    };

    private static readonly string[] OfCryptography = ["4.2.1", "4.2.1.1", "12.3.3"];

    [Fact]
    public void Pci_has_these_rules_at_these_clauses_and_no_others()
    {
        var mapped = Clauses("pci-dss-4.0.1").Where(clause => clause.Rules.Count > 0 && !OfCryptography.Contains(clause.Number));

        Assert.Equal(Pci.OrderBy(clause => clause.Key), mapped.ToDictionary(clause => clause.Number, Written).OrderBy(clause => clause.Key));
    }

    [Theory]
    [InlineData("4.2.1")]
    [InlineData("4.2.1.1")]
    [InlineData("12.3.3")]
    public void Only_what_the_probe_sees_of_an_endpoint_bears_on_cryptography_in_transit(string number) =>
        Assert.All(Clause("pci-dss-4.0.1", number).Rules, rule => Assert.Matches("^(tls|http)-", rule.Rule));

    [Theory]
    [InlineData("8.2.6")]
    [InlineData("12.8.2")]
    [InlineData("12.8.3")]
    public void Clauses_that_no_rule_can_test_are_listed_without_one(string number) => Assert.Empty(Clause("pci-dss-4.0.1", number).Rules);

    [Theory]
    [InlineData("tls-suite")]
    [InlineData("tls-key-exchange")]
    [InlineData("tls-stapling")]
    [InlineData("tls-version-missing")]
    [InlineData("tls-certificate-expiring")]
    [InlineData("tls-certificate-lifetime")]
    [InlineData("tls-extended-master-secret")]
    [InlineData("tls-fallback-scsv")]
    [InlineData("http-strict-transport-security")]
    [InlineData("secret-expiring")]
    [InlineData("attestation-expiring")]
    public void What_a_rule_only_advises_is_nowhere_an_exception(string rule) => Assert.All(
        FrameworkCatalogue.All.SelectMany(framework => framework.Clauses).SelectMany(clause => clause.Rules).Where(bears => bears.Rule == rule),
        bears => Assert.True(bears.FromMedium));

    [Fact]
    public void Stored_account_data_is_not_judged_by_secrets_of_unknown_use() =>
        Assert.All(Clauses("pci-dss-4.0.1").Where(clause => clause.Number.StartsWith("3.", StringComparison.Ordinal)), clause => Assert.Empty(clause.Rules));

    [Fact]
    public void Assurance_about_a_vendor_supports_and_never_tests_what_a_contract_must_say() =>
        Assert.All(Clauses("hipaa").Where(clause => clause.Rules.Any(rule => rule.Rule.StartsWith("attestation", StringComparison.Ordinal))), clause =>
        {
            Assert.Equal("164.308(b)(1)", clause.Number);
            Assert.All(clause.Rules, rule => Assert.Equal(Relation.Supports, rule.Relation));
        });

    private static IReadOnlyList<Clause> Clauses(string framework) => FrameworkCatalogue.Find(framework)!.Clauses;

    private static Clause Clause(string framework, string number) => Clauses(framework).Single(clause => clause.Number == number);

    private static string Written(Clause clause) =>
        string.Join(' ', clause.Rules.Select(rule => $"{(rule.Relation is Relation.PartiallyTests ? '+' : '~')}{rule.Rule}"));
}
