using Compliance.Events;
using NodaTime;

namespace Compliance.Onboarding;

/// <summary>What an account was joined to a person by; the surest first.</summary>
public enum JoinGround
{
    /// <summary>Nothing: see <see cref="JoinedAccount.Why"/>.</summary>
    None,

    /// <summary>A person wrote it into accounts.csv.</summary>
    Given,
    Email,
    Guest,
    Id,
    Login,
    Session,
    LocalPart,
    DisplayName,
}

/// <summary>An account of the logs or of a list of users, and whose it is.</summary>
public sealed record JoinedAccount
{
    /// <summary>As its system has it.</summary>
    public required string Account { get; init; }
    public string? System { get; init; }

    /// <summary>Null: nobody, or not one person alone.</summary>
    public RosterPerson? Person { get; init; }
    public JoinGround Ground { get; init; }

    /// <summary>Whose it is without what a person gave: what accounts.csv is drafted from.</summary>
    public RosterPerson? Drafted { get; init; }

    /// <summary>Of an account that is joined to nobody: the people it could be.</summary>
    public IReadOnlyList<RosterPerson> Candidates { get; init; } = [];

    /// <summary>In words: what it was joined by, or why it was not.</summary>
    public required string Why { get; init; }
    public AccountKind Kind { get; init; }
    public long Events { get; init; }
    public Instant? Last { get; init; }

    /// <summary>What it did; null: it stands in a list of users alone.</summary>
    public AccountUse? Use { get; init; }

    /// <summary>As a list of users has it; null: in none.</summary>
    public ListedUser? Listed { get; init; }

    /// <summary>How the list of users names it, beside the account itself; null: not at all.</summary>
    public string? ListedAs => Listed is null ? null
        : string.Join(", ", new[] { Listed.DisplayName, Listed.Account }.OfType<string>().Where(name => !name.Equals(Account, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase)) is { Length: > 0 } names ? names : null;

    public bool IsAmbiguous => Person is null && Candidates.Count > 0;
}
