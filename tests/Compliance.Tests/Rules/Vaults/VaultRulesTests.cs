using Compliance.Findings;
using Compliance.Rules.Vaults;
using Compliance.Vaults;
using static Compliance.Tests.Vaults.Inventories;

namespace Compliance.Tests.Rules.Vaults;

public sealed class VaultRulesTests
{
    public static TheoryData<string> Rules() => [.. VaultRules.All.Select(rule => rule.Definition.Id)];

    [Fact]
    public void The_rules_are_these_ten_in_this_order() => Assert.Equal(
        [
            "secret-without-expiry", "secret-expired-enabled", "secret-expiring", "secret-lifetime", "secret-not-rotated",
            "secret-old-versions-enabled", "secret-dates", "secret-without-owner", "secret-disabled-leftover", "vault-recovery",
        ],
        VaultRules.All.Select(rule => rule.Definition.Id));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_has_its_page(string rule) =>
        Assert.StartsWith($"# {rule}\n", Definition(rule).Page, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_secret_without_fault_fails_nothing(string rule) =>
        Assert.Equal(Verdict.Pass, One(rule, Vault(Secret(Version()))).Verdict);

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_vault_that_could_not_be_listed_is_not_evaluable_and_says_why(string rule)
    {
        var judged = One(rule, Vault() with { Unread = "403: no right to list" });
        Assert.Equal((Verdict.NotEvaluable, "acme.vault.azure.net", "403: no right to list"), (judged.Verdict, judged.Subject, judged.Message));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void To_an_empty_vault_nothing_applies(string rule) => Assert.Equal(Verdict.NotApplicable, One(rule, Vault()).Verdict);

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_secret_of_which_no_version_is_known_is_not_evaluable(string rule) => Assert.Equal(Verdict.NotEvaluable, One(rule, Vault(Secret())).Verdict);

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_list_that_breaks_off_leaves_the_vault_not_evaluable(string rule)
    {
        var vault = Vault(Secret(Version())) with { Unread = "the limit of 1 secret was reached" };
        Assert.Contains(Judge(rule, vault), judged => judged is { Verdict: Verdict.NotEvaluable, Subject: "acme.vault.azure.net" });
    }

    [Fact]
    public void The_secret_of_a_certificate_is_left_to_that_certificate()
    {
        var judged = VaultRules.Judge(Vault(Secret(Version(4_000) with { Managed = true, ExpiresOn = null })), new VaultPolicy())
            .Where(judgement => judgement.Rule != "vault-recovery").ToList();
        Assert.Equal(9, judged.Count);
        Assert.All(judged, judgement => Assert.Equal(Verdict.NotApplicable, judgement.Verdict));
        Assert.All(judged, judgement => Assert.Contains("certificate", judgement.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_judgement_carries_subject_time_and_fix_and_no_controls_of_its_own()
    {
        var judged = One("secret-without-expiry", Vault(Secret(Version() with { ExpiresOn = null })));
        Assert.Equal(("acme.vault.azure.net/crm-key", Noon), (judged.Subject, judged.At));
        Assert.Equal(Definition("secret-without-expiry").Fix, judged.Fix);
        Assert.Empty(judged.Controls);
    }

    [Fact]
    public void A_policy_out_of_range_is_refused_before_judging() =>
        Assert.Throws<InputException>(() => VaultRules.Judge(Vault(), new VaultPolicy { MaxLifeDays = 0 }));

    internal static Judgement One(string rule, VaultInventory vault, VaultPolicy? policy = null) => Assert.Single(Judge(rule, vault, policy));

    private static IEnumerable<Judgement> Judge(string rule, VaultInventory vault, VaultPolicy? policy = null) =>
        VaultRules.Judge(vault, policy ?? new()).Where(judgement => judgement.Rule == rule);

    private static Compliance.Rules.RuleDefinition Definition(string rule) => VaultRules.All.Single(known => known.Definition.Id == rule).Definition;
}
