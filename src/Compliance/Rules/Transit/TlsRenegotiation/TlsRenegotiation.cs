using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

internal sealed class TlsRenegotiation : TransitRule
{
    public override RuleDefinition Definition { get; } = new("tls-renegotiation", Severity.High,
        "the endpoint lets a renegotiated session be spliced into another's",
        "update the TLS library: every one since 2010 answers the extension of RFC 5746");

    private protected override void Assess(EndpointObservation seen, TlsProfile profile, Instant now, Assessment assessment)
    {
        var demand = profile.Handshake.SecureRenegotiation;
        if (!assessment.Asks(demand)) return;
        if (seen.HasOnlyTls13()) assessment.DoesNotApply("TLS 1.3 has no renegotiation");
        else if (seen.SecureRenegotiation is null) assessment.IsOpen(demand!, $"whether renegotiation is secure is {seen.WhyNotKnown()}");
        else if (seen.SecureRenegotiation is true && seen.UnknownOlder() is { } why) assessment.IsOpen(demand!, why);
        else if (seen.SecureRenegotiation is false) assessment.Fails(demand!, "does not answer the extension of RFC 5746 (secure renegotiation)");
        assessment.Good("renegotiation is secure (RFC 5746)");
    }
}
