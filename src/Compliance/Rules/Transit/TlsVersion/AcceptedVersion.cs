using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

/// <summary><c>tls-version</c>.</summary>
internal sealed class AcceptedVersion : TransitRule
{
    public override RuleDefinition Definition { get; } = new("tls-version", Severity.Critical,
        "the endpoint accepts a version of TLS that is not secure",
        "switch the old versions off in the server's settings; clients that still need them must be renewed");

    private protected override void Assess(EndpointObservation seen, TlsProfile profile, Instant now, Assessment assessment)
    {
        assessment.Asks(profile.Versions.Forbidden);
        foreach (var demand in profile.Versions.Forbidden)
        {
            var accepted = demand.Versions.Where(version => seen.Accepts(version) is true).ToList();
            if (accepted.Count > 0) assessment.Fails(demand, $"accepts {string.Join(", ", accepted.Select(version => version.Title()))}");
            foreach (var version in demand.Versions.Where(version => seen.Accepts(version) is null)) assessment.IsOpen(demand, seen.WhyNotKnown(version));
        }
        assessment.Good($"accepts {string.Join(", ", TlsVersionWords.All.Where(version => seen.Accepts(version) is true).Select(version => version.Title()))} only");
    }
}
