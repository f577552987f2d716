using Compliance.Findings;
using Compliance.Rules.Vaults;
using Compliance.Vaults;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Compliance.Tests.Vaults.Inventories;

namespace Compliance.Tests.Rules.Vaults;

/// <summary>What holds for any vault.</summary>
public sealed class VaultRuleProperties
{
    private static readonly Gen<Instant?> Times = Gen.OneOf(
        Gen.Constant<Instant?>(null),
        Gen.Choose(-900, 900).Select(days => (Instant?)In(days)),
        Gen.Elements<Instant?>(Noon, Instant.FromUtc(1970, 1, 1, 0, 0), Instant.FromUtc(9999, 12, 31, 23, 59)));

    private static readonly Gen<SecretVersion> Versions =
        from enabled in Gen.Elements<bool?>(true, true, false, null)
        from managed in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        from created in Times
        from updated in Times
        from expires in Times
        from begins in Times
        from level in Gen.Elements("Recoverable", "Recoverable+Purgeable", "odd", null)
        from days in Gen.Elements<int?>(90, 7, null)
        from rotation in Gen.Elements("30", "x", null)
        select new SecretVersion
        {
            Enabled = enabled,
            Managed = managed,
            CreatedOn = created,
            UpdatedOn = updated,
            ExpiresOn = expires,
            NotBefore = begins,
            RecoveryLevel = level,
            RecoverableDays = days,
            Tags = rotation is null ? [] : [SecretVersion.RotationTag],
            RotationDays = rotation,
        };

    private static readonly Gen<VaultSecret> Secrets =
        from versions in Versions.ListOf()
        from unread in Gen.Elements("not seen", null)
        select new VaultSecret { Name = "s", Unread = unread, Versions = [.. versions.Take(4)] };

    private static readonly Gen<VaultInventory> Vaults =
        from secrets in Secrets.ListOf()
        from unread in Gen.Elements("not seen", null, null)
        from at in Gen.Elements(Noon, Instant.FromUtc(9999, 12, 31, 23, 59), Instant.FromUtc(1970, 1, 1, 0, 0))
        select Vault([.. secrets.Take(4).Select((secret, index) => secret with { Name = $"s{index}" })]) with { Unread = unread, At = at };

    [Fact]
    public void Each_rule_judges_each_subject_once_and_always_says_why() => Holds(Vaults, vault =>
        VaultRules.All.All(rule =>
        {
            var judged = rule.Judge(vault, new VaultPolicy()).ToList();
            return judged.Count > 0 && judged.DistinctBy(judgement => judgement.Subject).Count() == judged.Count
                && judged.TrueForAll(judgement => judgement.Message.Length > 0 && judgement.Rule == rule.Definition.Id);
        }));

    [Fact]
    public void Nothing_passes_without_a_version_that_was_seen() => Holds(Vaults, vault =>
    {
        var blind = vault with { Secrets = [.. vault.Secrets.Select(secret => secret with { Versions = [] })] };
        return VaultRules.Judge(blind, new VaultPolicy()).All(judged => judged.Verdict is Verdict.NotEvaluable or Verdict.NotApplicable);
    });

    [Fact]
    public void What_could_not_be_read_never_turns_a_verdict_into_a_pass() => Holds(Vaults, vault =>
    {
        var whole = vault with { Unread = null, Secrets = [.. vault.Secrets.Select(secret => secret with { Unread = null })] };
        var seen = VaultRules.Judge(whole, new VaultPolicy()).ToDictionary(judged => (judged.Rule, judged.Subject), judged => judged.Verdict);
        return VaultRules.Judge(vault, new VaultPolicy())
            .Where(judged => judged.Verdict is Verdict.Pass)
            .All(judged => seen[(judged.Rule, judged.Subject)] is Verdict.Pass);
    });

    // Fewer versions seen, the current one among them: what passed must pass with all of them.
    [Fact]
    public void A_pass_with_some_versions_unseen_stands_whatever_they_are() => Holds(Secrets.Where(secret => secret.Versions.Count > 1), secret =>
    {
        var part = secret with { Unread = "not seen", Versions = [secret.Current!] };
        var seen = VaultRules.Judge(Vault(secret with { Unread = null }), new VaultPolicy()).ToLookup(judged => judged.Rule, judged => judged.Verdict);
        return VaultRules.Judge(Vault(part), new VaultPolicy())
            .Where(judged => judged.Verdict is Verdict.Pass && judged.Rule != "vault-recovery")
            .All(judged => seen[judged.Rule].Single() is Verdict.Pass or Verdict.NotApplicable or Verdict.NotEvaluable);
    });

    [Fact]
    public void Only_what_is_enabled_fails_for_its_dates() => Holds(Secrets, secret =>
    {
        var off = secret with { Versions = [.. secret.Versions.Select(version => version with { Enabled = false })] };
        return VaultRules.Judge(Vault(off), new VaultPolicy())
            .Where(judged => judged.Verdict is Verdict.Fail)
            .All(judged => judged.Rule is "secret-disabled-leftover" or "secret-without-owner" or "vault-recovery");
    });

    private static void Holds<T>(Gen<T> of, Func<T, bool> property) => FsCheck.Check.One(Tried.Times(1_000), Prop.ForAll(Arb.From(of), property));
}
