using Compliance.Events;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Entitlements;

/// <summary>One account of one system, with all that the lists of that system tell of it.</summary>
public sealed record SystemAccount
{
    public required string System { get; init; }

    /// <summary>The sign-in name; the system's own id where no list tells a name.</summary>
    public required string Name { get; init; }

    /// <summary>The system's own id.</summary>
    public string? Id { get; init; }

    /// <summary>Whose it is: the person of accounts.csv, else the name by which people.csv or an assignment knows it, else the account itself.</summary>
    public required string Principal { get; init; }

    /// <summary>Null: people.csv has nobody of that name.</summary>
    public Person? Person { get; init; }

    /// <summary>Its row of accounts.csv; null: it has none.</summary>
    public Account? Row { get; init; }

    /// <summary>Whether people.csv, accounts.csv or an assignment knows it.</summary>
    public required bool IsKnown { get; init; }
    public required AccountKind Kind { get; init; }

    /// <summary>Null: no list says.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Of when that is.</summary>
    public Instant? EnabledAsOf { get; init; }

    /// <summary>Why it cannot be said whose it is or whether it is enabled: lists or accounts.csv contradict each other. Null: they do not.</summary>
    public string? Contradiction { get; init; }

    /// <summary>The newest of the lists that name it.</summary>
    public Instant? AsOf { get; init; }
    public Instant? LastLogin { get; init; }

    /// <summary>True where a list says that nobody ever signed in.</summary>
    public bool NeverUsed { get; init; }
    public Instant? CreatedAt { get; init; }
    public bool? MfaEnrolled { get; init; }

    /// <summary>Whether lists contradict each other on it, and time does not tell which is right.</summary>
    public bool MfaContradicts { get; init; }

    /// <summary>What it is granted, each role once; an account without any has one without a role.</summary>
    public required IReadOnlyList<Entitlement> Grants { get; init; }

    /// <summary>Every row of a list that gives it a role: one for each time that a role was granted.</summary>
    public IReadOnlyList<Entitlement> Rows { get; init; } = [];

    /// <summary>The roles it holds in the system.</summary>
    public IEnumerable<Entitlement> Roles => Grants.Where(grant => grant.Role is not null);

    /// <summary>Whether it can be used, as far as is known: what is not said to be disabled is granted.</summary>
    public bool IsUsable => Enabled is not false;

    /// <summary>Whether a person uses it, alone or with others.</summary>
    public bool IsHuman => Kind is not (AccountKind.Service or AccountKind.Bot);

    /// <summary>By which findings tell accounts apart.</summary>
    public string Subject => $"{System}:{Name}";
}
