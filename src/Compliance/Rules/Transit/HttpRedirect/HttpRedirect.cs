using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

internal sealed class HttpRedirect : TransitRule
{
    private const int PortOfTls = 443;

    public override RuleDefinition Definition { get; } = new("http-redirect", Severity.Medium,
        "port 80 answers in clear instead of leading to https",
        "answer on port 80 with a redirect to https://, or not at all");

    private protected override void Assess(EndpointObservation seen, TlsProfile profile, Instant now, Assessment assessment)
    {
        if (!assessment.Asks(profile.Http.Redirect)) return;
        var demand = profile.Http.Redirect!;
        if (seen.Endpoint.StartTls != StartTls.None) assessment.DoesNotApply("there is no HTTP behind STARTTLS");
        else if (seen.Http is { PlainAsked: true } http) Assess(http, demand, assessment);
        else if (seen.Endpoint.Port != PortOfTls) assessment.DoesNotApply("port 80 is asked only beside port 443");
        else assessment.IsOpen(demand, $"what port 80 answers is {seen.WhyNotKnown()}");
    }

    private static void Assess(HttpObservation http, Demand demand, Assessment assessment)
    {
        switch (http.PlainStatus)
        {
            case null when http.PlainTrouble is { } trouble:
                assessment.IsOpen(demand, $"what port 80 answers is not known: {Reading.Cut(trouble, 200)}");
                break;
            case null:
                assessment.Good("port 80 does not answer");
                break;
            case >= 200 and < 300:
                assessment.Fails(demand, $"port 80 answers {http.PlainStatus} in clear");
                break;
            case 300 or 301 or 302 or 303 or 307 or 308 when http.PlainLocation is { } location:
                if (location.TrimStart().StartsWith("https://", StringComparison.OrdinalIgnoreCase)) assessment.Good("port 80 leads to https");
                else assessment.Fails(demand, $"port 80 redirects to `{Reading.Cut(location)}`, which is in clear");
                break;
            case 401 or 407:
                assessment.Fails(demand, $"port 80 asks for credentials in clear: {http.PlainStatus}");
                break;
            case >= 400 and < 500:
                assessment.Good($"port 80 gives nothing away: {http.PlainStatus}");
                break;
            default:
                assessment.IsOpen(demand, $"port 80 answers {http.PlainStatus}, which says neither that it leads to https nor that it serves nothing");
                break;
        }
    }
}
