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
        foreach (var held in seen.Suites.Select(accepted => (accepted, Demand: Against(CipherSuites.Of(accepted.Id), profile)))
            .Where(pair => pair.Demand is not null).GroupBy(pair => pair.Demand!, pair => pair.accepted))
            assessment.Fails(held.Key, $"{Words(held.Key)}: {Reading.Listed(held.Select(Shown))}");

        var unregistered = seen.Suites.Where(accepted => VerdictOf(accepted, profile) == Verdict.NotEvaluable).ToList();
        if (unregistered.Count > 0) Open(profile, assessment, $"{Reading.Listed(unregistered.Select(Shown))}: registered nowhere, so nothing is known of it");
        if (Unseen(seen) is { } why) Open(profile, assessment, why);
        assessment.Good($"{seen.Suites.Count} suites accepted, all of them strong");
    }

    /// <summary>The worst that the profile holds against a suite; null: nothing.</summary>
    public static Demand? Against(CipherSuite suite, TlsProfile profile)
    {
        Demand? worst = profile.Suites.Forbidden.Where(demand => (demand.Trait & suite.Traits) != 0).MaxBy(demand => demand.Severity);
        if (profile.Suites.Allowed is { } allowed && !allowed.Names.Contains(suite.Name) && (worst is null || worst.Severity < allowed.Severity)) worst = allowed;
        return worst;
    }

    private static Verdict VerdictOf(SuiteObservation accepted, TlsProfile profile) => TransitRules.VerdictOf(CipherSuites.Of(accepted.Id), profile);

    private static string Shown(SuiteObservation accepted) => $"{CipherSuites.Of(accepted.Id).Name} in {accepted.Version.Title()}";

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
