using Compliance.Findings;
using Compliance.Vaults;
using NodaTime;
using static Compliance.Tests.Rules.Vaults.VaultRulesTests;
using static Compliance.Tests.Vaults.Inventories;

namespace Compliance.Tests.Rules.Vaults;

public sealed class SecretSituations
{
    private static readonly VaultSecret Unseen = Secret(Version()) with { Unread = "403: no right to list versions" };

    [Fact]
    public void An_old_version_without_expiry_counts_so_long_as_it_is_enabled()
    {
        Assert.Equal(Verdict.Fail, Said("secret-without-expiry", Version(90) with { ExpiresOn = null }, Version()).Verdict);
        Assert.Equal(Verdict.Pass, Said("secret-without-expiry", Version(90) with { ExpiresOn = null, Enabled = false }, Version()).Verdict);
        Assert.Equal(Verdict.NotApplicable, Said("secret-without-expiry", Version() with { ExpiresOn = null, Enabled = false }).Verdict);
    }

    [Fact]
    public void A_version_that_does_not_say_is_enabled() =>
        Assert.Equal(Verdict.Fail, Said("secret-without-expiry", Version() with { ExpiresOn = null, Enabled = null }).Verdict);

    [Fact]
    public void Several_versions_with_one_fault_are_one_finding_that_counts_them()
    {
        var judged = Said("secret-without-expiry", Version(90) with { ExpiresOn = null }, Version(60) with { ExpiresOn = null }, Version(30) with { ExpiresOn = null });
        Assert.Contains("`v30`", judged.Message, StringComparison.Ordinal);
        Assert.EndsWith("2 other enabled versions", judged.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret-without-expiry")]
    [InlineData("secret-expired-enabled")]
    [InlineData("secret-lifetime")]
    [InlineData("secret-old-versions-enabled")]
    public void Nothing_passes_when_versions_were_not_seen(string rule) =>
        Assert.Equal((Verdict.NotEvaluable, "403: no right to list versions"), Verdicts(One(rule, Vault(Unseen))));

    [Theory]
    [InlineData("secret-expiring")]
    [InlineData("secret-not-rotated")]
    [InlineData("secret-without-owner")]
    [InlineData("secret-disabled-leftover")]
    public void What_the_current_version_alone_decides_needs_no_others(string rule) => Assert.Equal(Verdict.Pass, One(rule, Vault(Unseen)).Verdict);

    [Fact]
    public void When_the_current_version_is_disabled_the_newest_enabled_one_may_be_unseen()
    {
        var secret = Unseen with { Versions = [Version(400), Version() with { Enabled = false }] };
        Assert.Equal(Verdict.NotEvaluable, One("secret-not-rotated", Vault(secret)).Verdict);
        Assert.Equal(Verdict.Fail, One("secret-not-rotated", Vault(secret with { Unread = null })).Verdict);
    }

    [Theory]
    [InlineData(0, Verdict.Fail)]
    [InlineData(-1, Verdict.Fail)]
    [InlineData(1, Verdict.Pass)]
    public void A_secret_has_expired_from_the_instant_of_its_expiry(int seconds, Verdict verdict) =>
        Assert.Equal(verdict, Said("secret-expired-enabled", Version() with { ExpiresOn = Noon + Duration.FromSeconds(seconds) }).Verdict);

    [Fact]
    public void Without_an_expiry_none_can_have_passed() => Assert.Equal(Verdict.NotApplicable, Said("secret-expired-enabled", Version() with { ExpiresOn = null }).Verdict);

    [Theory]
    [InlineData(30, Verdict.Fail, Severity.High)]
    [InlineData(31, Verdict.Fail, Severity.Medium)]
    [InlineData(60, Verdict.Fail, Severity.Medium)]
    [InlineData(61, Verdict.Fail, Severity.Low)]
    [InlineData(90, Verdict.Fail, Severity.Low)]
    [InlineData(91, Verdict.Pass, Severity.High)]
    [InlineData(0, Verdict.NotApplicable, Severity.High)]
    public void The_nearer_the_expiry_the_more_severe(int days, Verdict verdict, Severity severity)
    {
        var judged = Said("secret-expiring", Version() with { ExpiresOn = In(days) });
        Assert.Equal((verdict, severity), (judged.Verdict, judged.Severity));
    }

    [Fact]
    public void An_old_version_may_run_out() => Assert.Equal(Verdict.Pass, Said("secret-expiring", Version(90) with { ExpiresOn = In(1) }, Version()).Verdict);

    [Theory]
    [InlineData(365, Verdict.Pass)]
    [InlineData(366, Verdict.Fail)]
    public void A_life_is_counted_from_making_to_expiry(int days, Verdict verdict) =>
        Assert.Equal(verdict, Said("secret-lifetime", Version(10) with { ExpiresOn = Ago(10) + Duration.FromDays(days) }).Verdict);

    [Fact]
    public void A_life_without_beginning_is_not_evaluable() => Assert.Equal(Verdict.NotEvaluable, Said("secret-lifetime", Version() with { CreatedOn = null }).Verdict);

    [Theory]
    [InlineData(365, null, Verdict.Pass)]
    [InlineData(366, null, Verdict.Fail)]
    [InlineData(91, "90", Verdict.Fail)]
    [InlineData(90, "90", Verdict.Pass)]
    [InlineData(366, "3650", Verdict.Fail)]
    [InlineData(300, "soon", Verdict.Pass)]
    [InlineData(300, "-1", Verdict.Pass)]
    public void A_tag_of_the_secret_can_only_shorten_its_age(int age, string? tag, Verdict verdict) =>
        Assert.Equal(verdict, Said("secret-not-rotated", Version(age) with { RotationDays = tag }).Verdict);

    [Fact]
    public void The_newest_enabled_version_tells_the_age()
    {
        Assert.Equal(Verdict.Pass, Said("secret-not-rotated", Version(800), Version(20)).Verdict);
        Assert.Equal(Verdict.Fail, Said("secret-not-rotated", Version(800), Version(20) with { Enabled = false }).Verdict);
    }

    [Fact]
    public void A_later_change_of_attributes_is_mentioned_and_is_no_rotation()
    {
        var judged = Said("secret-not-rotated", Version(500) with { UpdatedOn = Ago(3) });
        Assert.Equal(Verdict.Fail, judged.Verdict);
        Assert.Contains("never replaced", judged.Message, StringComparison.Ordinal);
        Assert.Contains("2026-02-26, which replaces nothing", judged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_old_version_may_stay_enabled_and_not_two()
    {
        Assert.Equal(Verdict.Pass, Said("secret-old-versions-enabled", Version(60), Version(30)).Verdict);
        Assert.Equal(Verdict.Fail, Said("secret-old-versions-enabled", Version(90), Version(60), Version(30)).Verdict);
        Assert.Equal(Verdict.Pass, Said("secret-old-versions-enabled", Version(90) with { Enabled = false }, Version(60), Version(30)).Verdict);
        Assert.Equal(Verdict.Fail, One("secret-old-versions-enabled", Vault(Secret(Version(60), Version(30))), new VaultPolicy { OldVersionsEnabled = 0 }).Verdict);
    }

    [Fact]
    public void Too_many_old_versions_are_too_many_though_others_were_not_seen() =>
        Assert.Equal(Verdict.Fail, One("secret-old-versions-enabled", Vault(Secret(Version(90), Version(60), Version(30)) with { Unread = "a limit" })).Verdict);

    [Fact]
    public void Dates_that_contradict_each_other_or_the_clock_fail()
    {
        Assert.Equal(Verdict.Fail, Said("secret-dates", Version() with { NotBefore = In(9), ExpiresOn = In(8) }).Verdict);
        Assert.Equal(Verdict.Fail, Said("secret-dates", Version() with { NotBefore = In(9) }).Verdict);
        Assert.Equal(Verdict.Fail, Said("secret-dates", Version(30) with { ExpiresOn = Ago(31) }).Verdict);
        Assert.Equal(Verdict.Fail, Said("secret-dates", Version(-1)).Verdict);
        Assert.Equal(Verdict.Fail, Said("secret-dates", Version(30) with { UpdatedOn = Ago(31) }).Verdict);
        Assert.Equal(Verdict.Pass, Said("secret-dates", Version() with { NotBefore = Ago(1) }).Verdict);
        Assert.Equal(Verdict.Pass, Said("secret-dates", Version() with { NotBefore = Noon + Duration.FromMinutes(5) }).Verdict);
        Assert.Equal(Verdict.NotApplicable, Said("secret-dates", Version() with { ExpiresOn = null }).Verdict);
        Assert.Equal(Verdict.NotApplicable, Said("secret-dates", Version() with { NotBefore = In(9), Enabled = false }).Verdict);
    }

    [Fact]
    public void An_owner_is_a_tag_with_a_value()
    {
        Assert.Equal("version `v30` lacks the tag `owner`", Said("secret-without-owner", Version() with { Tags = ["rotation-days"], Owner = null }).Message);
        Assert.Equal(Verdict.Fail, Said("secret-without-owner", Version() with { Owner = " " }).Verdict);
        Assert.Equal(Verdict.Pass, Said("secret-without-owner", Version() with { Tags = ["Owner"], RotationDays = null }).Verdict);
    }

    [Fact]
    public void Tags_and_content_type_are_asked_for_as_the_policy_says()
    {
        var bare = Vault(Secret(Version() with { Tags = ["owner"], RotationDays = null, ContentType = null }));
        Assert.Contains("a content type", One("secret-without-owner", bare).Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, One("secret-without-owner", bare, new VaultPolicy { ContentTypeRequired = false }).Verdict);
        Assert.Contains("`rotation-days`", One("secret-without-owner", bare, new VaultPolicy { RequiredTags = ["rotation-days"] }).Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Fail, Said("secret-without-owner", Version() with { RotationDays = "soon" }).Verdict);
    }

    [Fact]
    public void A_secret_is_a_leftover_when_nothing_of_it_is_enabled_for_long()
    {
        Assert.Equal(Verdict.Fail, Said("secret-disabled-leftover", Version(200) with { Enabled = false }, Version(91) with { Enabled = false }).Verdict);
        Assert.Equal(Verdict.Pass, Said("secret-disabled-leftover", Version(200) with { Enabled = false }, Version(90) with { Enabled = false }).Verdict);
        Assert.Equal(Verdict.Pass, Said("secret-disabled-leftover", Version(200) with { Enabled = false }, Version()).Verdict);
        Assert.Equal(Verdict.NotEvaluable, Said("secret-disabled-leftover", Version(200) with { Enabled = false, UpdatedOn = null }).Verdict);
    }

    [Theory]
    [InlineData("Recoverable", 90, Verdict.Pass, Severity.High)]
    [InlineData("CustomizedRecoverable+ProtectedSubscription", 90, Verdict.Pass, Severity.High)]
    [InlineData("Recoverable+Purgeable", 90, Verdict.Fail, Severity.High)]
    [InlineData("Purgeable", null, Verdict.Fail, Severity.High)]
    [InlineData("CustomizedRecoverable", 7, Verdict.Fail, Severity.Medium)]
    [InlineData("Recoverable", null, Verdict.NotEvaluable, Severity.High)]
    [InlineData("Everlasting", 90, Verdict.NotEvaluable, Severity.High)]
    [InlineData(null, 90, Verdict.NotEvaluable, Severity.High)]
    public void The_recovery_level_of_its_secrets_is_that_of_the_vault(string? level, int? days, Verdict verdict, Severity severity)
    {
        var judged = Said("vault-recovery", Version() with { RecoveryLevel = level, RecoverableDays = days });
        Assert.Equal(("acme.vault.azure.net", verdict, severity), (judged.Subject, judged.Verdict, judged.Severity));
    }

    [Fact]
    public void The_secret_of_a_certificate_shows_the_recovery_of_its_vault_too() =>
        Assert.Equal(Verdict.Fail, Said("vault-recovery", Version() with { Managed = true, RecoveryLevel = "Recoverable+Purgeable" }).Verdict);

    private static Judgement Said(string rule, params SecretVersion[] versions) => One(rule, Vault(Secret(versions)));

    private static (Verdict, string) Verdicts(Judgement judged) => (judged.Verdict, judged.Message);
}
