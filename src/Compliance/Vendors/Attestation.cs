using NodaTime;

namespace Compliance.Vendors;

/// <summary><c>attestations.yaml</c>: what others attest of the vendor.</summary>
public sealed record Attestations
{
    /// <summary>What the contract asks for; null: the file does not say.</summary>
    public IReadOnlyList<RequiredAttestation>? Required { get; init; }

    /// <summary>What the contract buys, in the words of the attestations.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>In file order. Several of one type each name a document, no document twice.</summary>
    public IReadOnlyList<Attestation> All { get; init; } = [];

    /// <summary>SHA-256 of the file's bytes, lower-case hex.</summary>
    public required string Sha256 { get; init; }
}

/// <summary>One entry of <c>attestations</c>: what somebody says of the vendor, as the entry tells it. Null: the entry does not say. Dates are days in the access model's timezone.</summary>
public sealed record Attestation
{
    public required AttestationType Type { get; init; }

    /// <summary>One of the type's levels.</summary>
    public string? Level { get; init; }

    /// <summary>The firm that attests.</summary>
    public string? Issuer { get; init; }
    public AuditOpinion? Opinion { get; init; }
    public AttestedExceptions? Exceptions { get; init; }
    public Subservice? Subservice { get; init; }
    public BridgeLetter? Bridge { get; init; }
    public StatementOfApplicability? StatementOfApplicability { get; init; }

    /// <summary>The last surveillance audit of a certificate.</summary>
    public LocalDate? Surveillance { get; init; }

    /// <summary>1 to 4.</summary>
    public int? MerchantLevel { get; init; }

    /// <summary>1 or 2.</summary>
    public int? ServiceProviderLevel { get; init; }

    /// <summary>Document that says which requirement is whose.</summary>
    public string? ResponsibilityMatrix { get; init; }
    public TestFindings? Findings { get; init; }
    public IReadOnlyList<string>? DataClasses { get; init; }
    public IReadOnlyList<string>? Services { get; init; }
    public IReadOnlyList<string>? Sites { get; init; }

    /// <summary>First and last day; the last is not before the first.</summary>
    public (LocalDate From, LocalDate To)? Period { get; init; }

    /// <summary>The day it speaks of: the end of its period, or when it was issued or performed.</summary>
    public required LocalDate Dated { get; init; }
    public LocalDate? Expires { get; init; }

    /// <summary>Path in the vendor folder, or a name.</summary>
    public string? Document { get; init; }

    /// <summary>Digest of the document as the entry tells it, lower-case hex.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The document in the vendor folder; null: it is not there.</summary>
    public DocumentCopy? Copy { get; init; }

    /// <summary>Position in the file, from 1.</summary>
    public required int Number { get; init; }
    public int Line { get; init; }

    /// <summary>The last day on which it is good.</summary>
    public LocalDate LastDay => Expires ?? After(Dated, Type.Life);

    /// <summary>The same day some months or years later, or the last of its month; a date near the end of the calendar stays there.</summary>
    internal static LocalDate After(LocalDate day, Period life) => day.Year + 10 > LocalDate.MaxIsoValue.Year ? LocalDate.MaxIsoValue : day + life;
}

/// <summary>What an auditor concludes (AICPA AT-C 205).</summary>
public enum AuditOpinion : byte
{
    Unqualified,
    Qualified,
    Adverse,
    Disclaimer,
}

/// <param name="Texts">As many as <paramref name="Count"/>, or none: only their number was given.</param>
public sealed record AttestedExceptions(long Count, IReadOnlyList<string> Texts);

/// <summary>Whether the vendor's own vendors are part of a report.</summary>
public enum SubserviceMethod : byte
{
    /// <summary>There are none.</summary>
    None,
    Inclusive,
    CarveOut,
}

/// <param name="Reports">The subservice organizations' own reports, by document.</param>
public sealed record Subservice(SubserviceMethod Method, IReadOnlyList<string> Reports);

/// <summary>A letter that says nothing changed since the period of a report ended.</summary>
public sealed record BridgeLetter(LocalDate Until, string Document);

public sealed record StatementOfApplicability(string Document, string? Version);

/// <summary>What a penetration test found.</summary>
/// <param name="Critical">How many critical ones.</param>
/// <param name="High">How many of high severity.</param>
/// <param name="Open">How many of all are not closed.</param>
public sealed record TestFindings(long? Critical, long? High, long? Open);

/// <param name="Sha256">Lower-case hex; null: too large to be read.</param>
public sealed record DocumentCopy(string? Sha256);
