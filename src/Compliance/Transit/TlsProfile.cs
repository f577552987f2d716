using Compliance.Findings;
using NodaTime;

namespace Compliance.Transit;

/// <summary>What a standard asks of an endpoint: data (<c>Profiles/*.json</c>). A part that is null or empty is one of which the standard says nothing.</summary>
/// <param name="Id"><c>pci-dss-4.0.1</c>.</param>
/// <param name="Title">As people name it.</param>
/// <param name="Document">What it was made from, and which parts are taken from where.</param>
public sealed record TlsProfile(
    string Id, string Title, string Document,
    VersionDemands Versions, SuiteDemands Suites, KeyExchangeDemands KeyExchange, CertificateDemands Certificate, HandshakeDemands Handshake, HttpDemands Http)
{
    public override string ToString() => Id;
}

/// <summary>Whether something must be, or had better be.</summary>
public enum DemandLevel : byte
{
    /// <summary>Decides the endpoint's verdict.</summary>
    Require,

    /// <summary>Is said, and decides nothing.</summary>
    Advise,
}

/// <summary>One thing that a profile asks.</summary>
/// <remarks>INVARIANT: what is required is at least <see cref="Findings.Severity.Medium"/>, what is advised below it, so that a judgement's
/// severity tells whether it decides. <see cref="TlsProfiles"/> refuses a profile that breaks it.</remarks>
public record Demand
{
    public required DemandLevel Level { get; init; }
    public required Severity Severity { get; init; }

    /// <summary>Document and section that ask for it.</summary>
    public required string Source { get; init; }
}

/// <param name="Forbidden">Versions that must not be accepted.</param>
/// <param name="Wanted">Versions that must be.</param>
public sealed record VersionDemands(IReadOnlyList<VersionDemand> Forbidden, IReadOnlyList<VersionDemand> Wanted);

public sealed record VersionDemand : Demand
{
    public required IReadOnlyList<TlsVersion> Versions { get; init; }
}

/// <param name="Allowed">Every other suite is held against the endpoint; null: the profile has no closed list.</param>
/// <param name="Forbidden">The first that a suite has decides.</param>
public sealed record SuiteDemands(NameDemand? Allowed, IReadOnlyList<TraitDemand> Forbidden);

public sealed record TraitDemand : Demand
{
    /// <summary>Any of them.</summary>
    public required SuiteTraits Trait { get; init; }
}

public sealed record NameDemand : Demand
{
    public required IReadOnlyList<string> Names { get; init; }
}

/// <summary>A number that must not be smaller; the first limit that is broken decides.</summary>
public sealed record LimitDemand : Demand
{
    public required long Below { get; init; }
}

/// <param name="DhBits">Of the prime of finite-field Diffie–Hellman.</param>
/// <param name="CurveBits">Of an elliptic curve.</param>
/// <param name="Allowed">Names of groups; every other is held against the endpoint.</param>
/// <param name="Wanted">Names of groups of which one must be accepted.</param>
public sealed record KeyExchangeDemands(
    IReadOnlyList<LimitDemand> DhBits, IReadOnlyList<LimitDemand> CurveBits, NameDemand? Allowed, NameDemand? Wanted);

/// <param name="RsaBits">Of RSA and DSA keys, those of the chain included.</param>
/// <param name="CurveBits">Of keys on elliptic curves.</param>
/// <param name="AllowedKeys"><c>RSA</c>, or a curve: <c>P-256</c>. Of the certificate itself; its chain is its CA's affair.</param>
/// <param name="WeakHashes">Names of hashes that no signature may rest on.</param>
/// <param name="Expiring">Days before the end from which on it is said.</param>
/// <param name="Lifetime">The first that is exceeded decides.</param>
/// <param name="MustStaple">The certificate demands a stapled response, and there is none.</param>
/// <param name="Stapling">There is none, and the certificate does not demand it.</param>
public sealed record CertificateDemands(
    Demand? Trust, IReadOnlyList<LimitDemand> RsaBits, IReadOnlyList<LimitDemand> CurveBits, NameDemand? AllowedKeys, NameDemand? WeakHashes,
    Demand? Expired, LimitDemand? Expiring, IReadOnlyList<LifetimeDemand> Lifetime, Demand? MustStaple, Demand? Stapling);

public sealed record LifetimeDemand : Demand
{
    /// <summary>Longest lifetime.</summary>
    public required int Days { get; init; }

    /// <summary>Only of certificates whose validity begins on this day (UTC) or later.</summary>
    public LocalDate? IssuedFrom { get; init; }

    /// <summary>Only of certificates of a CA that the public trusts.</summary>
    public bool PublicOnly { get; init; }
}

public sealed record HandshakeDemands(Demand? SecureRenegotiation, Demand? NoCompression, Demand? ExtendedMasterSecret, Demand? FallbackScsv);

/// <param name="TransportSecurity">The header is missing, or takes itself back.</param>
/// <param name="MaxAge">Of the header, seconds; the first limit that is broken decides.</param>
/// <param name="Redirect">Port 80 answers without leading to https.</param>
public sealed record HttpDemands(Demand? TransportSecurity, IReadOnlyList<LimitDemand> MaxAge, Demand? Redirect);
