using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

internal sealed class HttpStrictTransportSecurity : TransitRule
{
    public override RuleDefinition Definition { get; } = new("http-strict-transport-security", Severity.Medium,
        "the endpoint does not tell browsers to come by https only",
        "send Strict-Transport-Security: max-age=63072000 with every answer over https");

    private protected override void Assess(EndpointObservation seen, TlsProfile profile, Instant now, Assessment assessment)
    {
        if (!(assessment.Asks(profile.Http.TransportSecurity) | assessment.Asks(profile.Http.MaxAge))) return;
        if (seen.Endpoint.StartTls != StartTls.None) assessment.DoesNotApply("there is no HTTP behind STARTTLS");
        else if (seen.Http is not { } http) assessment.AllIsOpen($"what HTTP says is {seen.WhyNotKnown()}");
        else if (http.Status is null && http.StrictTransportSecurity is null) assessment.AllIsOpen("not known: there was no answer that is HTTP");
        else Assess(http, profile.Http, assessment);
    }

    private static void Assess(HttpObservation http, HttpDemands asked, Assessment assessment)
    {
        if (Missing(http) is { } what)
        {
            if ((asked.TransportSecurity ?? asked.MaxAge.FirstOrDefault()) is { } demand) assessment.Fails(demand, what);
        }
        else if (asked.MaxAge.FirstOrDefault(limit => http.MaxAge < limit.Below) is { } broken)
        {
            assessment.Fails(broken, $"Strict-Transport-Security holds for {http.MaxAge} s, at least {broken.Below} expected");
        }
        assessment.Good($"Strict-Transport-Security holds for {http.MaxAge} s");
    }

    private static string? Missing(HttpObservation http)
    {
        if (http.StrictTransportSecurity is null) return "the header Strict-Transport-Security is missing";
        if (http.MaxAge is null) return $"Strict-Transport-Security has no max-age that can be read: {Reading.Cut(http.StrictTransportSecurity)}";
        return http.MaxAge <= 0 ? "Strict-Transport-Security takes itself back: max-age=0" : null;
    }
}
