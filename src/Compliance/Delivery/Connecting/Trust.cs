using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compliance.Delivery.Connecting;

/// <summary>Whose certificates are believed: the system's authorities, and the roots of the options. Nothing turns the check off.</summary>
internal sealed class Trust(X509Certificate2Collection roots)
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <param name="host">Whom the certificate has to name; null: the caller of TLS sets it.</param>
    public SslClientAuthenticationOptions Options(string? host = null) => new()
    {
        TargetHost = host,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Believes(certificate as X509Certificate2, chain, errors),
    };

    private bool Believes(X509Certificate2? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        // Another name, or no certificate, is no matter of roots.
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null || roots.Count == 0) return false;

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        foreach (var element in sent?.ChainElements.AsEnumerable() ?? []) chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(certificate);
    }
}
