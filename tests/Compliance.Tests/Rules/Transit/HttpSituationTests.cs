using Compliance.Findings;
using Compliance.Transit;

namespace Compliance.Tests.Rules.Transit;

/// <summary>What the rules say of HTTP beside TLS in situations that are easily judged wrong.</summary>
public sealed class HttpSituationTests
{
    [Fact]
    public void Behind_STARTTLS_there_is_no_HTTP()
    {
        var mail = Sight.Good with { Endpoint = new("mx.acme.example", 25, StartTls.Smtp), Http = null };

        Assert.Equal(Verdict.NotApplicable, mail.Judged("http-strict-transport-security").Verdict);
        Assert.Equal(Verdict.NotApplicable, mail.Judged("http-redirect").Verdict);
        Assert.Equal(Verdict.Pass, mail.Verdict(Sight.Intermediate));
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
}
