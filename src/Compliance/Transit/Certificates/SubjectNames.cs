using System.Net;
using System.Security.Cryptography.X509Certificates;
using Compliance.Transit.Probing;

namespace Compliance.Transit.Certificates;

/// <summary>Whom a certificate is for: the subject alternative name alone (RFC 9525, section 6.1); the common name is no longer looked at.</summary>
internal sealed record SubjectNames(IReadOnlyList<string> Dns, IReadOnlyList<IPAddress> Addresses)
{
    private static readonly SubjectNames None = new([], []);

    public IReadOnlyList<string> All => [.. Dns, .. Addresses.Select(address => address.ToString())];

    /// <exception cref="System.Security.Cryptography.CryptographicException">The extension is malformed.</exception>
    public static SubjectNames Of(X509Certificate2 certificate)
    {
        var extension = certificate.Extensions.FirstOrDefault(one => one.Oid?.Value == "2.5.29.17");
        if (extension is null) return None;
        var names = extension as X509SubjectAlternativeNameExtension ?? new X509SubjectAlternativeNameExtension(extension.RawData, extension.Critical);
        return new SubjectNames([.. names.EnumerateDnsNames()], [.. names.EnumerateIPAddresses()]);
    }

    /// <summary>An address is matched by an address alone, a name by a name.</summary>
    public bool Match(HostName host) => host.Address is { } address ? Addresses.Contains(address) : Dns.Any(pattern => Matches(pattern, host.Name!));

    /// <summary>A wildcard is the whole leftmost label and stands for exactly one (RFC 9525, section 6.3), and never for all of a top-level domain.</summary>
    private static bool Matches(string pattern, string name)
    {
        if (pattern.EndsWith('.')) pattern = pattern[..^1];
        if (!pattern.StartsWith("*.", StringComparison.Ordinal)) return pattern.Length > 0 && pattern.Equals(name, StringComparison.OrdinalIgnoreCase);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && name.AsSpan(dot + 1).Contains('.') && name.AsSpan(dot).Equals(pattern.AsSpan(1), StringComparison.OrdinalIgnoreCase);
    }
}
