namespace Compliance.Tests.Frameworks;

/// <summary>Rules on evidence other than logs that the framework files name, whether or not the catalogue of rules lists them.</summary>
internal static class AwaitedRules
{
    public static readonly IReadOnlyList<string> All =
    [
        "tls-version", "tls-version-missing", "tls-suite", "tls-key-exchange", "tls-certificate-trust", "tls-certificate-key", "tls-certificate-expired",
        "tls-certificate-expiring", "tls-certificate-lifetime", "tls-stapling", "tls-renegotiation", "tls-compression", "tls-extended-master-secret",
        "tls-fallback-scsv", "http-strict-transport-security", "http-redirect",
        "secret-without-expiry", "secret-expired-enabled", "secret-expiring", "secret-lifetime", "secret-not-rotated", "secret-old-versions-enabled",
        "secret-dates", "secret-without-owner", "secret-disabled-leftover", "vault-recovery",
        "attestation-missing", "attestation-expired", "attestation-expiring", "attestation-qualified", "attestation-scope", "attestation-gap",
        "attestation-document",
    ];
}
