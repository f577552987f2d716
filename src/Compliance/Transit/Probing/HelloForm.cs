using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>Makes hellos for one server, in the form that it turned out to need.</summary>
internal sealed class HelloForm(HostName host)
{
    /// <summary>Whether long hellos were lost on it.</summary>
    public bool Short { get; set; }

    /// <summary>Whether it refused TLS 1.3 without a key share, and not with one.</summary>
    public bool NeedsKeyShare { get; set; }

    public ClientHello For(TlsVersion version, IReadOnlyList<ushort> suites) => For(version, suites, version == TlsVersion.Tls13 ? NamedGroups.Tls13 : NamedGroups.Curves);

    public ClientHello For(TlsVersion version, IReadOnlyList<ushort> suites, IReadOnlyList<ushort> groups) => new()
    {
        Version = version,
        Suites = suites,
        ServerName = host.Name,
        Groups = groups,
        KeyShares = version == TlsVersion.Tls13 && NeedsKeyShare ? [KeyShare.OfNobody()] : [],
    };
}
