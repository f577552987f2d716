using Compliance.Transit;
using NodaTime;

namespace Compliance.Tests.Transit;

/// <summary>Certificates as real servers present them, issued by an authority of the tests' own.</summary>
[Collection(RealServersFixture.Collection)]
public sealed class RealServersCertificateTests(RealServersFixture real)
{
    [SkippableFact]
    public async Task A_certificate_is_told_as_it_was_issued()
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var seen = await CertificateAsync("tls12-only");

        var issued = Assert.Single(real.Servers.Certificates("tls12-only"));
        Assert.Equal(issued.Sha256, seen.Sha256, ignoreCase: true);
        Assert.Equal("CN=localhost", seen.Subject);
        Assert.Equal("CN=Compliance Test Root", seen.Issuer);
        Assert.Equal(["localhost"], seen.Names);
        Assert.Equal(("RSA", 2048, null), (seen.KeyType, seen.KeyBits, seen.Curve));
        Assert.Equal("sha256RSA", seen.Signature);
        Assert.Equal(91, (seen.NotAfter - seen.NotBefore).TotalDays, tolerance: 0.01);
        Assert.Equal((true, false, true, false), (seen.NameMatches, seen.SelfSigned, seen.Trusted, seen.MustStaple));
        Assert.Empty(seen.ChainProblems);
    }

    [SkippableFact]
    public async Task What_stands_above_the_leaf_is_told_too()
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var seen = await CertificateAsync("tls13-only");

        Assert.Equal(2, seen.ChainLength);
        var root = Assert.Single(seen.Chain);
        Assert.Equal(("CN=Compliance Test Root", "RSA", 2048, "sha256RSA", true), (root.Subject, root.KeyType, root.KeyBits, root.Signature, root.SelfSigned));
    }

    [SkippableFact]
    public async Task Both_certificates_of_a_server_with_two_kinds_of_key_are_seen()
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var seen = (await real.ProbeAsync("modern")).Certificates;

        Assert.Equal(real.Servers.Certificates("modern").Select(issued => issued.Sha256).Order(), seen.Select(one => one.Sha256.ToLowerInvariant()).Order());
        Assert.Equal(["EC", "RSA"], seen.Select(one => one.KeyType).Order());
        Assert.Equal("P-256", Assert.Single(seen, one => one.KeyType == "EC").Curve);
    }

    [SkippableTheory]
    [InlineData("rsa-1024", "RSA", 1024, null, "sha256RSA")]
    [InlineData("sha1", "RSA", 2048, null, "sha1RSA")]
    [InlineData("p384", "EC", 384, "P-384", "sha384RSA")]
    public async Task Key_and_signature_are_seen(string server, string type, int bits, string? curve, string signature)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var seen = await CertificateAsync(server);

        Assert.Equal((type, bits, curve, signature), (seen.KeyType, seen.KeyBits, seen.Curve, seen.Signature));
    }

    [SkippableTheory]
    [InlineData("expired", -100, -10)]
    [InlineData("not-yet-valid", 10, 90)]
    [InlineData("long-lived", -1, 800)]
    public async Task Validity_is_seen_and_the_platform_says_what_it_holds_against_it(string server, int fromDays, int untilDays)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var at = (await real.ProbeAsync(server)).At;
        var seen = await CertificateAsync(server);

        Assert.Equal(0, (seen.NotBefore - (at + Duration.FromDays(fromDays))).TotalHours, tolerance: 1);
        Assert.Equal(0, (seen.NotAfter - (at + Duration.FromDays(untilDays))).TotalHours, tolerance: 1);
        var valid = fromDays < 0 && untilDays > 0;
        Assert.Equal(valid, seen.Trusted);
        Assert.Equal(valid ? [] : ["NotTimeValid"], seen.ChainProblems);
    }

    [SkippableFact]
    public async Task A_certificate_for_another_name_does_not_match()
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var seen = await CertificateAsync("wrong-name");

        Assert.False(seen.NameMatches);
        Assert.Equal(["other.test", "*.other.test"], seen.Names);
    }

    [SkippableFact]
    public async Task A_self_signed_certificate_is_seen_as_such_and_not_trusted()
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var seen = await CertificateAsync("self-signed");

        Assert.Equal((true, false, 1), (seen.SelfSigned, seen.Trusted, seen.ChainLength));
        Assert.Contains("UntrustedRoot", seen.ChainProblems);
    }

    [SkippableFact]
    public async Task A_root_that_nobody_was_told_to_trust_is_not_trusted()
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var seen = Assert.Single((await RealServersFixture.ProbeAsync(real.Servers.Port("tls12-only"))).Certificates);

        Assert.False(seen.Trusted);
        Assert.Contains("UntrustedRoot", seen.ChainProblems);
    }

    [SkippableTheory]
    [InlineData("stapled", true, true)]
    [InlineData("must-staple", true, false)]
    [InlineData("tls12-only", false, false)]
    public async Task Whether_a_response_must_be_and_is_stapled_is_seen(string server, bool must, bool stapled)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var seen = await CertificateAsync(server);

        Assert.Equal((must, stapled), (seen.MustStaple, seen.Stapled));
    }

    [SkippableFact]
    public async Task An_anonymous_server_presents_none()
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        Assert.Empty((await real.ProbeAsync("anonymous")).Certificates);
    }

    [SkippableFact]
    public async Task The_certificate_is_seen_where_no_library_here_completes_a_handshake()
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        Assert.Equal("CN=localhost", (await CertificateAsync("null")).Subject);
    }

    private async Task<CertificateObservation> CertificateAsync(string server) => Assert.Single((await real.ProbeAsync(server)).Certificates);
}
