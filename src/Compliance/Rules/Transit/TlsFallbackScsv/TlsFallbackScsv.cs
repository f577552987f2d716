using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

internal sealed class TlsFallbackScsv : TransitRule
{
    public override RuleDefinition Definition { get; } = new("tls-fallback-scsv", Severity.Low,
        "the endpoint does not notice when a client is pushed to an older version",
        "update the TLS library, or better, leave TLS 1.2 and 1.3 only");

    private protected override void Assess(EndpointObservation seen, TlsProfile profile, Instant now, Assessment assessment)
    {
        var demand = profile.Handshake.FallbackScsv;
        if (!assessment.Asks(demand)) return;
        if (seen.FallbackScsv is null && HasOneVersion(seen)) assessment.DoesNotApply("one version only: there is nothing to fall back to");
        else if (seen.FallbackScsv is null) assessment.IsOpen(demand!, $"whether a downgrade is refused is {seen.WhyNotKnown("the answer was neither the alert for it nor an acceptance")}");
        else if (seen.FallbackScsv is false) assessment.Fails(demand!, "does not refuse a needless downgrade (RFC 7507)");
        assessment.Good("a needless downgrade is refused (RFC 7507)");
    }

    private static bool HasOneVersion(EndpointObservation seen) =>
        TlsVersionWords.All.All(version => seen.Accepts(version) is not null) && TlsVersionWords.All.Count(version => seen.Accepts(version) is true) == 1;
}
