using Compliance.Findings;
using Compliance.Rules.Transit;
using Compliance.Transit;

namespace Compliance.Tests.Rules.Transit;

/// <summary>What the rules say in situations that are easily judged wrong.</summary>
public sealed class SituationTests
{
    public static TheoryData<string> Profiles() => [.. TlsProfiles.All.Select(profile => profile.Id)];

    [Fact]
    public void The_rules_stand_in_their_order_each_with_a_page()
    {
        Assert.Equal(
            [
                "tls-version", "tls-version-missing", "tls-suite", "tls-key-exchange", "tls-certificate-trust", "tls-certificate-key",
                "tls-certificate-expired", "tls-certificate-expiring", "tls-certificate-lifetime", "tls-stapling", "tls-renegotiation",
                "tls-compression", "tls-extended-master-secret", "tls-fallback-scsv", "http-strict-transport-security", "http-redirect",
            ],
            TransitRules.All.Select(rule => rule.Definition.Id));
        Assert.All(TransitRules.All, rule => Assert.StartsWith($"# {rule.Definition.Id}\n", rule.Definition.Page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void An_endpoint_that_was_not_reached_passes_nothing_and_says_why(string profile)
    {
        var judgements = TransitRules.Judge(Sight.Unreached, TlsProfiles.Find(profile)!);

        Assert.All(judgements, judgement => Assert.Equal(Verdict.NotEvaluable, judgement.Verdict));
        Assert.All(judgements, judgement => Assert.Contains("no route to host", judgement.Message, StringComparison.Ordinal));
        Assert.Equal(Verdict.NotEvaluable, TransitRules.VerdictOf(judgements));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void An_endpoint_that_accepts_no_version_at_all_does_not_pass(string profile)
    {
        var silent = Sight.Good with { Versions = Sight.VersionsOf(), Suites = [], Groups = [], Certificates = [] };

        Assert.NotEqual(Verdict.Pass, silent.Verdict(TlsProfiles.Find(profile)));
        Assert.DoesNotContain(TransitRules.Judge(silent, TlsProfiles.Find(profile)!), judgement => judgement.Verdict == Verdict.Pass);
    }

    [Fact]
    public void A_failure_seen_counts_although_the_rest_is_unknown()
    {
        var partly = Sight.AcceptingVersions(TlsVersion.Tls10) with { Incomplete = "the limit of connections was reached" };

        Assert.Equal(Verdict.Fail, partly.Judged("tls-version").Verdict);
        Assert.Equal(Verdict.NotEvaluable, partly.Judged("tls-suite").Verdict);
        Assert.Contains("limit of connections", partly.Judged("tls-suite").Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Fail, partly.Verdict());
    }

    [Fact]
    public void Broken_advice_does_not_hide_that_something_required_was_not_seen()
    {
        var half = Sight.Accepting("TLS_RSA_WITH_AES_128_GCM_SHA256") with { Incomplete = "the time was up" };

        var judgement = half.Judged("tls-suite");

        Assert.Equal(Verdict.NotEvaluable, judgement.Verdict);
        Assert.True(judgement.Decides());
        Assert.Contains("no forward secrecy", judgement.Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.NotEvaluable, half.Verdict());
    }

    [Fact]
    public void Advice_decides_nothing()
    {
        var plain = Sight.With(Sight.Good.Http! with { StrictTransportSecurity = null, MaxAge = null });

        Assert.Equal(Verdict.Fail, plain.Judged("http-strict-transport-security").Verdict);
        Assert.Equal(Severity.Low, plain.Judged("http-strict-transport-security").Severity);
        Assert.Equal(Verdict.Pass, plain.Verdict());
    }

    [Fact]
    public void Advice_that_is_not_known_decides_nothing_either()
    {
        var unstapled = Sight.With(Sight.Certificate with { Stapled = null });

        Assert.Equal(Verdict.NotEvaluable, unstapled.Judged("tls-stapling").Verdict);
        Assert.Equal(Verdict.Pass, unstapled.Verdict());
    }

    [Fact]
    public void A_suite_that_is_registered_nowhere_is_never_called_strong()
    {
        var odd = Sight.Good with { Suites = [.. Sight.Good.Suites, new(TlsVersion.Tls12, 0x1234)] };

        Assert.Equal(Verdict.NotEvaluable, odd.Judged("tls-suite").Verdict);
        Assert.Contains("0x1234", odd.Judged("tls-suite").Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Fail, odd.Judged("tls-suite", Sight.Intermediate).Verdict);
        Assert.Equal(Verdict.NotEvaluable, TransitRules.VerdictOf(CipherSuites.Of(0x1234), Sight.Pci));
    }

    [Fact]
    public void A_version_whose_suites_were_not_seen_leaves_the_suites_open()
    {
        var bare = Sight.Good with { Suites = [.. Sight.Good.Suites.Where(suite => suite.Version == TlsVersion.Tls13)] };

        Assert.Equal(Verdict.NotEvaluable, bare.Judged("tls-suite").Verdict);
        Assert.Equal(Verdict.NotEvaluable, bare.Judged("tls-key-exchange").Verdict);
    }

    [Fact]
    public void Many_bad_suites_are_counted_and_some_named()
    {
        var judgement = Sight.Accepting([.. CipherSuites.All.Where(suite => suite.Traits.HasFlag(SuiteTraits.Rc4)
            && !suite.Traits.HasFlag(SuiteTraits.Anonymous) && !suite.Traits.HasFlag(SuiteTraits.Export)).Select(suite => suite.Name)]).Judged("tls-suite");

        Assert.Contains("RC4: ", judgement.Message, StringComparison.Ordinal);
        Assert.Contains(" more", judgement.Message, StringComparison.Ordinal);
        Assert.InRange(judgement.Message.Length, 50, 600);
    }

    [Fact]
    public void A_prime_that_was_not_seen_although_DHE_is_accepted_leaves_key_exchange_open() =>
        Assert.Equal(Verdict.NotEvaluable, Sight.Accepting("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256").Judged("tls-key-exchange").Verdict);

    [Fact]
    public void With_TLS_13_alone_there_is_no_renegotiation_compression_or_fallback()
    {
        foreach (var rule in new[] { "tls-renegotiation", "tls-compression", "tls-extended-master-secret", "tls-fallback-scsv" })
            Assert.Equal(Verdict.NotApplicable, Sight.OnlyTls13.Judged(rule).Verdict);
    }

    [Theory]
    [InlineData("tls-renegotiation")]
    [InlineData("tls-compression")]
    [InlineData("tls-extended-master-secret")]
    public void What_holds_in_one_version_is_not_said_of_another_that_nobody_saw(string rule)
    {
        var half = Sight.Good with { Versions = [.. Sight.Good.Versions.Select(version => version.Version == TlsVersion.Tls11 ? version with { Accepted = null, Why = "internal_error" } : version)] };

        Assert.Equal(Verdict.NotEvaluable, half.Judged(rule).Verdict);
        Assert.Contains("TLS 1.1", half.Judged(rule).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_judgement_names_the_endpoint_the_time_and_what_to_do()
    {
        var judgement = (Sight.AcceptingVersions(TlsVersion.Tls10) with { Endpoint = new("2001:db8::1", 8443) }).Judged("tls-version");

        Assert.Equal("[2001:db8::1]:8443", judgement.Subject);
        Assert.Equal(Sight.Now, judgement.At);
        Assert.Equal("accepts TLS 1.0 (PCI DSS 4.0.1, 4.2.1)", judgement.Message);
        Assert.StartsWith("switch the old versions off", judgement.Fix, StringComparison.Ordinal);
        Assert.Empty(judgement.Controls);
    }
}
