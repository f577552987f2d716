using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

internal sealed class TlsVersionMissing : TransitRule
{
    public override RuleDefinition Definition { get; } = new("tls-version-missing", Severity.Medium,
        "the endpoint does not accept a version of TLS that it should",
        "switch TLS 1.3 on, beside TLS 1.2; it may need a newer TLS library");

    private protected override void Assess(EndpointObservation seen, TlsProfile profile, Instant now, Assessment assessment)
    {
        assessment.Asks(profile.Versions.Wanted);
        foreach (var demand in profile.Versions.Wanted)
        {
            foreach (var version in demand.Versions)
            {
                if (seen.Accepts(version) is false) assessment.Fails(demand, $"does not accept {version.Title()}");
                else if (seen.Accepts(version) is null) assessment.IsOpen(demand, seen.WhyNotKnown(version));
            }
        }
        assessment.Good($"accepts {string.Join(", ", profile.Versions.Wanted.SelectMany(demand => demand.Versions).Select(version => version.Title()))}");
    }
}
