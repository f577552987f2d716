using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

internal sealed class TlsKeyExchange : TransitRule
{
    public override RuleDefinition Definition { get; } = new("tls-key-exchange", Severity.High,
        "the endpoint agrees on keys with a prime or a group that is too small or not allowed",
        "allow X25519MLKEM768, X25519, P-256 and P-384 only; take away DHE, or give it a prime of RFC 7919");

    private protected override void Assess(EndpointObservation seen, TlsProfile profile, Instant now, Assessment assessment)
    {
        var asked = profile.KeyExchange;
        assessment.Asks([.. asked.DhBits, .. asked.CurveBits]);
        assessment.Asks(asked.Allowed);
        assessment.Asks(asked.Wanted);
        AssessPrime(seen, asked, assessment);
        AssessGroups(seen, asked, assessment);
        if (Unseen(seen) is { } why) assessment.AllIsOpen(why);
        assessment.Good(Offered(seen));
    }

    private static void AssessPrime(EndpointObservation seen, KeyExchangeDemands asked, Assessment assessment)
    {
        if (seen.SmallestDhBits is { } bits)
        {
            if (asked.DhBits.FirstOrDefault(limit => bits < limit.Below) is { } broken)
                assessment.Fails(broken, $"Diffie–Hellman with a prime of {bits} bits, at least {broken.Below} expected");
        }
        else if (seen.Suites.Any(suite => CipherSuites.Of(suite.Id).UsesFiniteField))
        {
            foreach (var limit in asked.DhBits) assessment.IsOpen(limit, "the size of the Diffie–Hellman prime is not known");
        }
    }

    private static void AssessGroups(EndpointObservation seen, KeyExchangeDemands asked, Assessment assessment)
    {
        var groups = seen.Groups.Select(group => NamedGroup.Of(group.Id)).Distinct().ToList();
        foreach (var small in groups.Where(group => group.Kind == GroupKind.Curve)
            .Select(group => (group, Limit: asked.CurveBits.FirstOrDefault(limit => group.Bits < limit.Below)))
            .Where(pair => pair.Limit is not null).GroupBy(pair => pair.Limit!, pair => pair.group.Name))
            assessment.Fails(small.Key, $"groups of fewer than {small.Key.Below} bits: {Reading.Listed(small)}");

        if (asked.Allowed is { } allowed && groups.Where(group => !allowed.Names.Contains(group.Name)).ToList() is { Count: > 0 } other)
            assessment.Fails(allowed, $"groups not among those of the profile: {Reading.Listed(other.Select(group => group.Name))}");
        foreach (var limit in asked.CurveBits.Where(_ => asked.Allowed is null && groups.Any(group => group.Kind == GroupKind.Unknown)))
            assessment.IsOpen(limit, $"{Reading.Listed(groups.Where(group => group.Kind == GroupKind.Unknown).Select(group => group.Name))}: a group registered nowhere, so nothing is known of it");

        if (asked.Wanted is { } wanted && Unseen(seen) is null && !groups.Exists(group => wanted.Names.Contains(group.Name)))
            assessment.Fails(wanted, $"does not accept {string.Join(" or ", wanted.Names.Take(3))}: what is recorded today a quantum computer may read later");
    }

    /// <summary>Why there may be groups that were not seen; null: all were.</summary>
    private static string? Unseen(EndpointObservation seen)
    {
        if (seen.Incomplete is not null) return $"which groups are accepted is {seen.WhyNotKnown()}";
        if (TlsVersionWords.All.Where(version => seen.Accepts(version) is null).Select(version => (TlsVersion?)version).FirstOrDefault() is { } unknown) return seen.WhyNotKnown(unknown);
        foreach (var version in TlsVersionWords.All.Where(version => seen.Accepts(version) is true))
        {
            var suites = seen.Suites.Where(suite => suite.Version == version).ToList();
            if (suites.Count == 0) return $"which groups are accepted in {version.Title()} is not known, as its suites are not";
        }
        if (seen.Accepts(TlsVersion.Tls13) is true && seen.Groups.All(group => group.Version != TlsVersion.Tls13)) return "which groups are accepted in TLS 1.3 is not known";
        var curves = seen.Suites.Any(suite => suite.Version != TlsVersion.Tls13 && CipherSuites.Of(suite.Id).UsesCurves);
        return curves && seen.Groups.All(group => group.Version == TlsVersion.Tls13) ? "which groups are accepted before TLS 1.3 is not known" : null;
    }

    private static string Offered(EndpointObservation seen)
    {
        var groups = seen.Groups.Select(group => NamedGroup.Of(group.Id).Name).Distinct(StringComparer.Ordinal).ToList();
        var said = groups.Count > 0 ? $"accepts {string.Join(", ", groups)}" : "no group is negotiated";
        return seen.SmallestDhBits is { } bits ? $"{said}; Diffie–Hellman with {bits} bits" : said;
    }
}
