using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

internal sealed class TlsSuite : TransitRule
{
    public override RuleDefinition Definition { get; } = new("tls-suite", Severity.Critical,
        "the endpoint accepts a cipher suite that is not strong",
        "name in the server's settings the suites that remain: ECDHE with AES-GCM or ChaCha20-Poly1305");

    private protected override void Assess(EndpointObservation seen, TlsProfile profile, Instant now, Assessment assessment)
    {
        assessment.Asks(profile.Suites.Allowed);
        if (!assessment.Asks(profile.Suites.Forbidden) && profile.Suites.Allowed is null) return;
        var accepted = seen.Suites.Select(suite => CipherSuites.Of(suite.Id)).Distinct().ToList();
        foreach (var held in accepted.GroupBy(suite => Against(suite, profile)).Where(held => held.Key is not null))
            assessment.Fails(held.Key!, $"{Words(held.Key!)}: {Reading.Listed(held.Select(suite => suite.Name))}", $"{Words(held.Key!)} ({held.Count()} suites)");

        var unregistered = accepted.FindAll(suite => TransitRules.VerdictOf(suite, profile) == Verdict.NotEvaluable);
        if (unregistered.Count > 0) Open(profile, assessment, $"{Reading.Listed(unregistered.Select(suite => suite.Name))}: registered nowhere, so nothing is known of it");
        if (Unseen(seen) is { } why) Open(profile, assessment, why);
        assessment.Good($"{accepted.Count} suites accepted, all of them strong");
    }

    /// <summary>The worst that the profile holds against a suite; null: nothing.</summary>
    public static Demand? Against(CipherSuite suite, TlsProfile profile)
    {
        Demand? worst = profile.Suites.Forbidden.Where(demand => (demand.Trait & suite.Traits) != 0).MaxBy(demand => demand.Severity);
        if (profile.Suites.Allowed is { } allowed && !allowed.Names.Contains(suite.Name) && (worst is null || worst.Severity < allowed.Severity)) worst = allowed;
        return worst;
    }

    // A suite that nobody saw may be any: what is not known is the worst that the profile forbids.
    private static void Open(TlsProfile profile, Assessment assessment, string why)
    {
        if (profile.Suites.Forbidden.Append<Demand?>(profile.Suites.Allowed).OfType<Demand>().MaxBy(demand => demand.Severity) is { } demand) assessment.IsOpen(demand, why);
    }

    /// <summary>Why there may be suites that were not seen; null: all were.</summary>
    private static string? Unseen(EndpointObservation seen)
    {
        if (seen.Incomplete is not null) return $"which suites are accepted is {seen.WhyNotKnown()}";
        foreach (var version in TlsVersionWords.All)
        {
            if (seen.Accepts(version) is null) return seen.WhyNotKnown(version);
            if (seen.Accepts(version) is true && seen.Suites.All(suite => suite.Version != version)) return $"which suites are accepted in {version.Title()} is not known";
        }
        return null;
    }

    private static string Words(Demand demand) => demand switch
    {
        TraitDemand trait => Words(trait.Trait),
        _ => "not among the suites of the profile",
    };

    private static string Words(SuiteTraits trait) => trait switch
    {
        SuiteTraits.NoEncryption => "no encryption",
        SuiteTraits.Anonymous => "nobody proves who he is",
        SuiteTraits.Export => "export grade",
        SuiteTraits.Rc4 => "RC4",
        SuiteTraits.ShortKey => "fewer than 112 bits",
        SuiteTraits.Block64 => "blocks of 64 bits",
        SuiteTraits.Md5 => "MD5",
        SuiteTraits.NoForwardSecrecy => "no forward secrecy",
        SuiteTraits.CbcSha1 => "CBC with SHA-1",
        SuiteTraits.ShortTag => "a tag of 64 bits",
        _ => trait.ToString(),
    };
}
