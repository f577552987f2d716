using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

internal sealed class TlsCompression : TransitRule
{
    public override RuleDefinition Definition { get; } = new("tls-compression", Severity.High,
        "the endpoint compresses before it encrypts, which lets secrets be guessed from lengths",
        "switch compression of TLS off; compression of HTTP is another matter");

    private protected override void Assess(EndpointObservation seen, TlsProfile profile, Instant now, Assessment assessment)
    {
        var demand = profile.Handshake.NoCompression;
        if (!assessment.Asks(demand)) return;
        if (seen.HasOnlyTls13() && seen.Compression is not true) assessment.DoesNotApply("TLS 1.3 has no compression");
        else if (seen.Compression is null) assessment.IsOpen(demand!, $"whether it compresses is {seen.WhyNotKnown()}");
        else if (seen.Compression is false && seen.UnknownOlder() is { } why) assessment.IsOpen(demand!, why);
        else if (seen.Compression is true) assessment.Fails(demand!, "compresses what it encrypts (CRIME, CVE-2012-4929)");
        assessment.Good("does not compress");
    }
}
