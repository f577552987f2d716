using NodaTime;

namespace Compliance.Vendors;

/// <summary><c>access.yaml</c>: what the contract lets the vendor's people do.</summary>
public sealed record AccessModel
{
    /// <summary>Name of the role that every person holds while employed, and nobody is assigned.</summary>
    public const string Everyone = "everyone";

    /// <summary>Zone of dates in people.csv, of local days and of hours that name none.</summary>
    public required DateTimeZone Timezone { get; init; }

    /// <summary>Who approved the model; null: not approved.</summary>
    public Approval? Approved { get; init; }

    /// <summary>In file order.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>In file order; those of one principal and role do not overlap.</summary>
    public required IReadOnlyList<Assignment> Assignments { get; init; }
    public IReadOnlyList<SegregationPair> Segregation { get; init; } = [];

    /// <summary>SHA-256 of the file's bytes, lower-case hex.</summary>
    public required string Sha256 { get; init; }
}

public sealed record Approval(string By, LocalDate On, string? Contract);

/// <summary>A named set of permissions.</summary>
public sealed record Role
{
    public required string Name { get; init; }

    /// <summary>Position in the file, from 0.</summary>
    public required int Index { get; init; }
    public IReadOnlyList<AllowEntry> Allow { get; init; } = [];
    public IReadOnlyList<DenyEntry> Deny { get; init; } = [];

    /// <summary>What it maps to in the systems themselves, in file order.</summary>
    public IReadOnlyList<SystemGrant> Grants { get; init; } = [];

    /// <summary>Whether the contract gives it administrator rights.</summary>
    public bool Privileged { get; init; }
    public int Line { get; init; }
    public bool IsEveryone => Name == AccessModel.Everyone;
}

/// <summary>An entry of <c>allow</c>: matches an event by action and resource.</summary>
/// <param name="When">Effective conditions: the entry's over the role's, by name.</param>
public sealed record AllowEntry(IReadOnlyList<Pattern> Actions, IReadOnlyList<Pattern> Resources, Conditions When, int Line);

/// <summary>An entry of <c>deny</c>: wins over every allow of every role held.</summary>
public sealed record DenyEntry(IReadOnlyList<Pattern> Actions, IReadOnlyList<Pattern> Resources, int Line);

/// <summary>An entry of <c>grants</c>: what a system may grant to who holds the role.</summary>
/// <param name="System">As entitlements name it; compared ignoring case.</param>
/// <param name="Roles">Patterns of the system's own names of roles, profiles, groups.</param>
public sealed record SystemGrant(string System, IReadOnlyList<Pattern> Roles, int Line);

/// <summary>Conditions of an allowed access; null: not set.</summary>
public sealed record Conditions
{
    public static readonly Conditions None = new();
    public bool MfaRequired { get; init; }
    public IReadOnlyList<Network>? Networks { get; init; }
    public IReadOnlyList<Shift>? Hours { get; init; }
    public CaseCondition? Case { get; init; }
    public IReadOnlyList<VolumeLimit>? Volume { get; init; }

    /// <summary>These conditions, and those of the role that are not set here: a name set here wins.</summary>
    public Conditions Over(Conditions role) => new()
    {
        MfaRequired = MfaRequired || role.MfaRequired,
        Networks = Networks ?? role.Networks,
        Hours = Hours ?? role.Hours,
        Case = Case ?? role.Case,
        Volume = Volume ?? role.Volume,
    };
}

/// <summary>A role held by a principal in <c>[From, Until)</c>.</summary>
/// <param name="Until">Null: open.</param>
public sealed record Assignment(string Principal, Role Role, Instant From, Instant? Until, int Line)
{
    public bool InForce(Instant at) => at >= From && (Until is null || at < Until);
}

/// <summary>Two kinds of action that one principal must not both do on one resource within 30 days.</summary>
public sealed record SegregationPair(Pattern Left, Pattern Right, int Line);

/// <summary>A case is required for a resource of a type in <paramref name="Of"/> (null: every type); with
/// <paramref name="Within"/>, one carried by another event at most that long before or after is enough.</summary>
public sealed record CaseCondition(IReadOnlyList<string>? Of, Duration? Within);

/// <summary>At most <paramref name="Max"/> of resources of type <paramref name="Of"/> (<c>*</c>: any) in a window <paramref name="Per"/>.</summary>
public sealed record VolumeLimit(string Of, Duration Per, long Max);
