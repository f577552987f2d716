using NodaTime;

namespace Compliance.Transit;

/// <summary>What an endpoint was seen to do. It is evidence: it says nothing of good or bad, and null means not known, never no.</summary>
public sealed record EndpointObservation
{
    public required Endpoint Endpoint { get; init; }

    /// <summary>The address that was probed; null: none could be connected to.</summary>
    public string? Address { get; init; }

    /// <summary>When probing began.</summary>
    public required Instant At { get; init; }

    /// <summary>Why nothing, or not everything, could be asked: no route, a limit reached, an answer that is no TLS. Null: everything was.</summary>
    public string? Incomplete { get; init; }

    /// <summary>Each version asked for, oldest first. Only an answer with exactly that version accepts it.</summary>
    public IReadOnlyList<VersionObservation> Versions { get; init; } = [];

    /// <summary>Every suite accepted, by version, in the order in which the server chose.</summary>
    public IReadOnlyList<SuiteObservation> Suites { get; init; } = [];

    /// <summary>Every key exchange group accepted.</summary>
    public IReadOnlyList<GroupObservation> Groups { get; init; } = [];

    /// <summary>Smallest prime of a finite-field Diffie–Hellman key exchange that was offered, bits; null: none was, or none was seen.</summary>
    public int? SmallestDhBits { get; init; }

    /// <summary>Each certificate that was presented: one for each kind of key, at most.</summary>
    public IReadOnlyList<CertificateObservation> Certificates { get; init; } = [];

    /// <summary>Whether the extension of RFC 5746 was answered, in TLS 1.2 or older; null where the server has TLS 1.3 alone, or was not asked.</summary>
    public bool? SecureRenegotiation { get; init; }

    /// <summary>RFC 7627, TLS 1.2 or older.</summary>
    public bool? ExtendedMasterSecret { get; init; }

    /// <summary>Whether the server chose a compression method.</summary>
    public bool? Compression { get; init; }

    /// <summary>Whether a needless downgrade was refused with the alert of RFC 7507; null where there is nothing to fall back from.</summary>
    public bool? FallbackScsv { get; init; }

    /// <summary>What HTTP on this endpoint and on port 80 said; null where it was not asked.</summary>
    public HttpObservation? Http { get; init; }

    public required int Connections { get; init; }
    public required long Milliseconds { get; init; }
}

/// <param name="Accepted">Null: not known, and <paramref name="Why"/> says why.</param>
/// <param name="ServerPreference">Whether the order of suites is the server's; null where only one suite is accepted, or not known.</param>
public sealed record VersionObservation(TlsVersion Version, bool? Accepted, string? Why = null, bool? ServerPreference = null);

/// <param name="Id">Number in the registry of IANA.</param>
public sealed record SuiteObservation(TlsVersion Version, ushort Id);

/// <param name="Id">Number in the registry of IANA: 0x11EC is X25519MLKEM768.</param>
public sealed record GroupObservation(ushort Id, TlsVersion Version);

/// <summary>A certificate as it was presented, with its chain.</summary>
public sealed record CertificateObservation
{
    public required string Subject { get; init; }
    public required string Issuer { get; init; }
    public required string Sha256 { get; init; }
    public required string SerialNumber { get; init; }
    public required Instant NotBefore { get; init; }
    public required Instant NotAfter { get; init; }

    /// <summary>Names and addresses of the subject alternative name.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary><c>RSA</c>, <c>EC</c>, <c>DSA</c>, <c>Ed25519</c> or the OID.</summary>
    public required string KeyType { get; init; }
    public int? KeyBits { get; init; }

    /// <summary>Curve of an EC key: <c>P-256</c>, or its OID.</summary>
    public string? Curve { get; init; }

    /// <summary>Signature algorithm as registered: <c>sha256RSA</c>, <c>sha1RSA</c>, or the OID.</summary>
    public required string Signature { get; init; }

    /// <summary>Whether the name that was asked for is among its names.</summary>
    public required bool NameMatches { get; init; }
    public required bool SelfSigned { get; init; }

    /// <summary>Whether a chain to a trusted root could be built now from what was presented; null where that was not tried.</summary>
    public bool? Trusted { get; init; }

    /// <summary>What the platform says against the chain: <c>UntrustedRoot</c>, <c>Revoked</c> ….</summary>
    public IReadOnlyList<string> ChainProblems { get; init; } = [];

    /// <summary>Certificates presented, this one included.</summary>
    public required int ChainLength { get; init; }

    /// <summary>What was presented above the leaf, in the order of the message.</summary>
    public IReadOnlyList<ChainCertificate> Chain { get; init; } = [];

    /// <summary>Whether it demands a stapled response (RFC 7633).</summary>
    public required bool MustStaple { get; init; }

    /// <summary>Whether a response was stapled; null: not asked.</summary>
    public bool? Stapled { get; init; }
}

/// <summary>A certificate above the leaf, as presented.</summary>
public sealed record ChainCertificate(string Subject, string KeyType, int? KeyBits, string Signature, Instant NotAfter, bool SelfSigned);

/// <summary>What HTTP said.</summary>
public sealed record HttpObservation
{
    /// <summary>Status of <c>GET /</c> over TLS; null: no answer that is HTTP.</summary>
    public int? Status { get; init; }

    /// <summary><c>Strict-Transport-Security</c> as sent; null: not sent.</summary>
    public string? StrictTransportSecurity { get; init; }

    /// <summary><c>max-age</c> of it, seconds; null: absent or unreadable.</summary>
    public long? MaxAge { get; init; }

    /// <summary>Status of <c>GET /</c> on port 80 in clear; null: nothing listens there, it was not asked (<see cref="PlainAsked"/>), or <see cref="PlainTrouble"/>.</summary>
    public int? PlainStatus { get; init; }

    /// <summary><c>Location</c> of a redirect from port 80.</summary>
    public string? PlainLocation { get; init; }

    /// <summary>Why it is not known what port 80 says, although something listens there; null: it is known.</summary>
    public string? PlainTrouble { get; init; }

    /// <summary>Whether port 80 was asked: only for an endpoint on port 443, or where the caller names the plain port.</summary>
    public bool PlainAsked { get; init; }
}
