using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

internal sealed class TlsExtendedMasterSecret : TransitRule
{
    public override RuleDefinition Definition { get; } = new("tls-extended-master-secret", Severity.Medium,
        "the endpoint does not bind the keys of a session to its handshake",
        "update the TLS library: the extension of RFC 7627 needs no setting");

    private protected override void Assess(EndpointObservation seen, TlsProfile profile, Instant now, Assessment assessment)
    {
        var demand = profile.Handshake.ExtendedMasterSecret;
        if (!assessment.Asks(demand)) return;
        if (seen.HasOnlyTls13()) assessment.DoesNotApply("TLS 1.3 binds keys to the handshake by itself");
        else if (seen.ExtendedMasterSecret is null) assessment.IsOpen(demand!, $"whether keys are bound to the handshake is {seen.WhyNotKnown()}");
        else if (seen.ExtendedMasterSecret is true && seen.UnknownOlder() is { } why) assessment.IsOpen(demand!, why);
        else if (seen.ExtendedMasterSecret is false) assessment.Fails(demand!, "does not answer the extension of RFC 7627 (extended master secret)");
        assessment.Good("keys are bound to the handshake (RFC 7627)");
    }
}
