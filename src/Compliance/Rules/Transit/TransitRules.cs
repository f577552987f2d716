using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

/// <summary>The rules on endpoints. Adding one means adding its folder and its line here.</summary>
public static class TransitRules
{
    /// <summary>In the order of reports.</summary>
    public static IReadOnlyList<TransitRule> All { get; } =
    [
        new AcceptedVersion(),
        new TlsVersionMissing(),
        new TlsSuite(),
        new TlsKeyExchange(),
        new TlsCertificateTrust(),
        new TlsCertificateKey(),
        new TlsCertificateExpired(),
        new TlsCertificateExpiring(),
        new TlsCertificateLifetime(),
        new TlsStapling(),
        new TlsRenegotiation(),
        new TlsCompression(),
        new TlsExtendedMasterSecret(),
        new TlsFallbackScsv(),
        new HttpStrictTransportSecurity(),
        new HttpRedirect(),
    ];

    /// <summary>One judgement for each rule, in their order; as of when the endpoint was probed, so that judging the same evidence again gives the same.</summary>
    public static IReadOnlyList<Judgement> Judge(EndpointObservation seen, TlsProfile profile) => Judge(seen, profile, seen.At);

    /// <inheritdoc cref="Judge(EndpointObservation, TlsProfile)"/>
    public static IReadOnlyList<Judgement> Judge(EndpointObservation seen, TlsProfile profile, Instant now) => [.. All.Select(rule => rule.Judge(seen, profile, now))];

    /// <summary>Whether a judgement decides: what a profile only advises is low or info (see <see cref="Demand"/>).</summary>
    public static bool Decides(this Judgement judgement) => judgement.Severity >= Severity.Medium;

    /// <summary>The endpoint's verdict: the worst of what is required. Where nothing required was judged, nothing passes.</summary>
    public static Verdict VerdictOf(IEnumerable<Judgement> judgements) =>
        VerdictAlgebra.OfAudit(judgements.Where(Decides).Select(judgement => judgement.Verdict));

    /// <summary>What a profile holds of one accepted suite: <see cref="Verdict.NotEvaluable"/> where the number is registered nowhere.</summary>
    public static Verdict VerdictOf(CipherSuite suite, TlsProfile profile)
    {
        if (TlsSuite.Against(suite, profile) is { Level: DemandLevel.Require }) return Verdict.Fail;
        return suite.IsRegistered ? Verdict.Pass : Verdict.NotEvaluable;
    }
}
