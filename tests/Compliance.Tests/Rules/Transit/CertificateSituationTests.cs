using Compliance.Findings;
using Compliance.Rules.Transit;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Tests.Rules.Transit;

/// <summary>What the rules say of certificates in situations that are easily judged wrong.</summary>
public sealed class CertificateSituationTests
{
    [Fact]
    public void No_certificate_where_there_should_be_one_is_not_known_and_no_pass()
    {
        var nothing = Sight.Good with { Certificates = [] };

        foreach (var rule in TransitRules.All.OfType<CertificateRule>()) Assert.Equal(Verdict.NotEvaluable, nothing.Judged(rule.Definition.Id).Verdict);
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
}
