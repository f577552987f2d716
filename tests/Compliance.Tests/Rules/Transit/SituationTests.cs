using Compliance.Findings;
using Compliance.Rules.Transit;
using Compliance.Transit;
using NodaTime;

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
    public void Behind_STARTTLS_there_is_no_HTTP()
    {
        var mail = Sight.Good with { Endpoint = new("mx.acme.example", 25, StartTls.Smtp), Http = null };

        Assert.Equal(Verdict.NotApplicable, mail.Judged("http-strict-transport-security").Verdict);
        Assert.Equal(Verdict.NotApplicable, mail.Judged("http-redirect").Verdict);
        Assert.Equal(Verdict.Pass, mail.Verdict(Sight.Intermediate));
    }

    [Fact]
    public void Only_anonymous_suites_need_no_certificate_but_fail_as_suites()
    {
        var anonymous = Sight.Good with
        {
            Versions = Sight.VersionsOf(TlsVersion.Tls12),
            Suites = [.. Sight.SuitesOf(TlsVersion.Tls12, "TLS_ECDH_anon_WITH_AES_128_CBC_SHA")],
            Certificates = [],
        };

        Assert.Equal(Verdict.NotApplicable, anonymous.Judged("tls-certificate-trust").Verdict);
        Assert.Equal(Verdict.Fail, anonymous.Judged("tls-suite").Verdict);
    }

    [Fact]
    public void No_certificate_where_there_should_be_one_is_not_known_and_no_pass()
    {
        var nothing = Sight.Good with { Certificates = [] };

        foreach (var rule in TransitRules.All.OfType<CertificateRule>()) Assert.Equal(Verdict.NotEvaluable, nothing.Judged(rule.Definition.Id).Verdict);
    }

    [Fact]
    public void One_bad_certificate_of_two_is_enough()
    {
        var two = Sight.Good with { Certificates = [Sight.Certificate, Sight.Certificate with { Subject = "CN=old", KeyType = "RSA", KeyBits = 1024, Curve = null }] };

        Assert.Contains("`CN=old` has a key of RSA 1024", two.Judged("tls-certificate-key").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_self_signed_certificate_that_the_operator_trusts_is_trusted() =>
        Assert.Equal(Verdict.Pass, Sight.With(Sight.Certificate with { SelfSigned = true, Trusted = true }).Judged("tls-certificate-trust").Verdict);

    [Fact]
    public void A_revoked_certificate_fails_even_where_the_chain_stands() =>
        Assert.Equal(Verdict.Fail, Sight.With(Sight.Certificate with { ChainProblems = ["Revoked"] }).Judged("tls-certificate-trust").Verdict);

    [Fact]
    public void A_weak_intermediate_fails_but_what_a_root_signs_of_itself_does_not_matter()
    {
        var later = Sight.Now + Duration.FromDays(900);

        Assert.Equal(Verdict.Fail, Chained(new("CN=mid", "RSA", 2048, "sha1RSA", later, SelfSigned: false)).Verdict);
        Assert.Equal(Verdict.Fail, Chained(new("CN=mid", "RSA", 1024, "sha256RSA", later, SelfSigned: false)).Verdict);
        Assert.Equal(Verdict.Pass, Chained(new("CN=root", "RSA", 4096, "sha1RSA", later, SelfSigned: true)).Verdict);

        static Judgement Chained(ChainCertificate above) => Sight.With(Sight.Certificate with { Chain = [above] }).Judged("tls-certificate-key");
    }

    [Fact]
    public void A_signature_whose_hash_its_name_does_not_tell_is_not_known() =>
        Assert.Equal(Verdict.NotEvaluable, Sight.With(Sight.Certificate with { Signature = "RSASSA-PSS" }).Judged("tls-certificate-key").Verdict);

    [Theory]
    [InlineData("sha256RSA", "SHA-256")]
    [InlineData("sha1RSA", "SHA-1")]
    [InlineData("md5RSA", "MD5")]
    [InlineData("ecdsa-with-SHA384", "SHA-384")]
    [InlineData("1.2.840.113549.1.1.5", "SHA-1")]
    [InlineData("1.2.840.10045.4.3.2", "SHA-256")]
    [InlineData("1.3.101.112", "its own")]
    [InlineData("RSASSA-PSS", null)]
    [InlineData("1.2.3.4", null)]
    public void The_hash_is_read_from_the_name_of_the_algorithm(string signature, string? hash) => Assert.Equal(hash, SignatureHash.Of(signature));

    [Fact]
    public void What_is_valid_now_is_asked_of_the_time_given()
    {
        var rule = new TlsCertificateExpired();

        Assert.Equal(Verdict.Pass, rule.Judge(Sight.Good, Sight.Pci, Sight.Certificate.NotAfter).Verdict);
        Assert.Equal(Verdict.Fail, rule.Judge(Sight.Good, Sight.Pci, Sight.Certificate.NotAfter + Duration.FromSeconds(1)).Verdict);
        Assert.Contains("begins only on", rule.Judge(Sight.Good, Sight.Pci, Sight.Certificate.NotBefore - Duration.FromSeconds(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_ended_is_not_also_about_to_end() =>
        Assert.Equal(Verdict.NotApplicable, Sight.With(Sight.Certificate with { NotAfter = Sight.Now - Duration.FromDays(1) }).Judged("tls-certificate-expiring").Verdict);

    [Fact]
    public void Thirty_days_left_are_enough_and_a_second_less_is_not()
    {
        Assert.Equal(Verdict.Pass, Sight.With(Sight.Certificate with { NotAfter = Sight.Now + Duration.FromDays(30) }).Judged("tls-certificate-expiring").Verdict);
        Assert.Equal(Verdict.Fail, Sight.With(Sight.Certificate with { NotAfter = Sight.Now + Duration.FromDays(30) - Duration.FromSeconds(1) }).Judged("tls-certificate-expiring").Verdict);
    }

    [Theory]
    [InlineData("2026-03-14T00:00:00Z", 300, true, Verdict.Pass)]
    [InlineData("2026-03-15T00:00:00Z", 200, true, Verdict.Pass)]
    [InlineData("2026-03-15T00:00:00Z", 201, true, Verdict.Fail)]
    [InlineData("2026-03-15T00:00:00Z", 201, false, Verdict.Pass)]
    [InlineData("2026-03-15T00:00:00Z", 201, null, Verdict.NotEvaluable)]
    [InlineData("2025-08-01T00:00:00Z", 399, true, Verdict.Fail)]
    public void How_long_a_public_CA_may_issue_for_depends_on_the_day(string from, int days, bool? trusted, Verdict expected)
    {
        var begin = NodaTime.Text.InstantPattern.General.Parse(from).Value;
        var seen = Sight.With(Sight.Certificate with { NotBefore = begin, NotAfter = begin + Duration.FromDays(days), Trusted = trusted });

        Assert.Equal(expected, seen.Judged("tls-certificate-lifetime").Verdict);
    }

    [Fact]
    public void Must_staple_without_knowing_whether_it_is_stapled_is_open_and_required()
    {
        var judgement = Sight.With(Sight.Certificate with { MustStaple = true, Stapled = null }).Judged("tls-stapling");

        Assert.Equal(Verdict.NotEvaluable, judgement.Verdict);
        Assert.True(judgement.Decides());
    }

    [Theory]
    [InlineData(301, "https://elsewhere.example/", Verdict.Pass)]
    [InlineData(308, "HTTPS://crm.acme.example", Verdict.Pass)]
    [InlineData(302, "/login", Verdict.Fail)]
    [InlineData(302, "//crm.acme.example/", Verdict.Fail)]
    [InlineData(301, "http://crm.acme.example:443/", Verdict.Fail)]
    [InlineData(301, null, Verdict.NotEvaluable)]
    [InlineData(200, null, Verdict.Fail)]
    [InlineData(204, null, Verdict.Fail)]
    [InlineData(404, null, Verdict.Pass)]
    [InlineData(401, null, Verdict.Fail)]
    [InlineData(503, null, Verdict.NotEvaluable)]
    [InlineData(null, null, Verdict.Pass)]
    public void Port_80_leads_to_https_or_gives_nothing_away(int? status, string? location, Verdict expected) =>
        Assert.Equal(expected, Sight.With(Sight.Good.Http! with { PlainStatus = status, PlainLocation = location }).Judged("http-redirect").Verdict);

    [Fact]
    public void Port_80_that_was_not_asked_is_open_beside_443_and_no_matter_elsewhere()
    {
        var unasked = Sight.With(Sight.Good.Http! with { PlainAsked = false, PlainStatus = null, PlainLocation = null });

        Assert.Equal(Verdict.NotEvaluable, unasked.Judged("http-redirect").Verdict);
        Assert.Equal(Verdict.NotApplicable, (unasked with { Endpoint = new("crm.acme.example", 8443) }).Judged("http-redirect").Verdict);
    }

    [Fact]
    public void A_max_age_of_zero_or_of_nonsense_is_as_good_as_none()
    {
        Assert.Equal(Verdict.Fail, Sight.With(Sight.Good.Http! with { StrictTransportSecurity = "max-age=0", MaxAge = 0 }).Judged("http-strict-transport-security").Verdict);
        Assert.Equal(Verdict.Fail, Sight.With(Sight.Good.Http! with { StrictTransportSecurity = "forever", MaxAge = null }).Judged("http-strict-transport-security").Verdict);
    }

    [Fact]
    public void A_port_that_does_not_speak_HTTP_leaves_its_header_open() =>
        Assert.Equal(Verdict.NotEvaluable, Sight.With(Sight.Good.Http! with { Status = null, StrictTransportSecurity = null, MaxAge = null }).Judged("http-strict-transport-security").Verdict);

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
