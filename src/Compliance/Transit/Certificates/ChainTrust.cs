using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compliance.Transit.Certificates;

/// <summary>
/// Whether a chain to a trusted root can be built from what was presented. Nothing is fetched: neither a missing certificate nor a revocation
/// list, for their addresses are the server's to choose.
/// </summary>
internal sealed class ChainTrust(X509Certificate2Collection roots, TimeProvider clock)
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <returns>What stands against the chain; empty: it is trusted.</returns>
    /// <exception cref="CryptographicException">The platform cannot build chains of such a certificate.</exception>
    public IReadOnlyList<string> Problems(X509Certificate2 leaf, X509Certificate2Collection presented)
    {
        var problems = Problems(leaf, presented, Policy());
        if (problems.Count == 0 || roots.Count == 0) return problems;

        // The platform trusts its own roots or given ones, never both at once.
        var own = Policy();
        own.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.CustomTrustStore.AddRange(roots);
        var ownProblems = Problems(leaf, presented, own);
        return ownProblems.Count < problems.Count ? ownProblems : problems;
    }

    private static List<string> Problems(X509Certificate2 leaf, X509Certificate2Collection presented, X509ChainPolicy policy)
    {
        policy.ExtraStore.AddRange(presented);
        using var chain = new X509Chain { ChainPolicy = policy };
        var trusted = chain.Build(leaf);
        var problems = chain.ChainStatus.Select(status => status.Status.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var element in chain.ChainElements) element.Certificate.Dispose();
        if (trusted) return [];
        return problems.Count > 0 ? problems : [nameof(X509ChainStatusFlags.PartialChain)];
    }

    private X509ChainPolicy Policy() => new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
        VerificationTime = clock.GetUtcNow().UtcDateTime,
        ApplicationPolicy = { ServerAuthentication },
    };
}
