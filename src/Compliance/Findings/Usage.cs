using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Findings;

/// <summary>What audits have seen of use, remembered from one audit to the next: so each needs only the logs since the last.</summary>
/// <remarks>Days are counted from 1970-01-01 in the access model's timezone. INVARIANT: what was merged once (<see cref="UsageMerge"/>) changes
/// nothing when it is merged again, so that an audit that was interrupted may write it all over.</remarks>
public sealed record Usage
{
    /// <summary>The latest <em>now</em> of the audits: what happened later is not in it. An audit of an earlier time cannot use it.</summary>
    public required Instant Until { get; init; }

    /// <summary>Days on which each log with an <c>expect</c> had records.</summary>
    public IReadOnlyList<SourceUsage> Sources { get; init; } = [];

    /// <summary>Days that the logs as a whole reached over, from the first record of an audit to its last; apart and in order.</summary>
    public IReadOnlyList<DayRange> Reached { get; init; } = [];

    public IReadOnlyList<PrincipalUsage> Principals { get; init; } = [];

    public IReadOnlyList<PermissionUsage> Permissions { get; init; } = [];
}

/// <summary>The records of one entry of <c>logs:</c>.</summary>
/// <param name="Path">Its path pattern, as vendor.yaml has it.</param>
/// <param name="Days">Day → records accepted; where several audits saw the day, the most that one did.</param>
public sealed record SourceUsage(string Path, IReadOnlyDictionary<int, long> Days);

/// <summary>One principal of the access model.</summary>
/// <param name="Principal">Name, or where it is stored its pseudonym.</param>
/// <param name="Accounts">What accounts.csv gives to it, or where it is stored the pseudonym of that, so that a change is noticed: absence
/// under other accounts proves nothing.</param>
/// <param name="Since">From when on nothing of it can have escaped: evidence is known without a gap from there.</param>
/// <param name="AsOf">The <em>now</em> of the audit that last saw it with these accounts.</param>
/// <param name="Last">Last successful event; null: none.</param>
/// <param name="Uses">Last use of each permission.</param>
public sealed record PrincipalUsage(string Principal, string Accounts, Instant Since, Instant AsOf, Instant? Last, IReadOnlyList<PermissionUse> Uses)
{
    /// <summary>Where the logs begin that have been looked at without a gap up to <see cref="AsOf"/>; null: not known, it counts from <see cref="Since"/>.</summary>
    public Instant? From { get; init; }

    /// <summary>Accounts as <see cref="Accounts"/> has them: the same text for the same rows.</summary>
    public static string TextOf(IEnumerable<Account> accounts) =>
        string.Join('\n', accounts.Select(account => Pattern.Fold($"{account.Name}\t{account.System}")).Order(StringComparer.Ordinal));
}

/// <param name="Action">The action pattern.</param>
public sealed record PermissionUse(string Role, string Action, Instant Last);

/// <summary>One action pattern of a role.</summary>
/// <param name="Since">From when on a use by anybody would have been noticed: a pattern that is new in access.yaml was not looked for before.</param>
public sealed record PermissionUsage(string Role, string Action, Instant Since)
{
    /// <summary>The <em>now</em> of the audit that last looked for it; null: not known.</summary>
    public Instant? AsOf { get; init; }

    /// <inheritdoc cref="PrincipalUsage.From"/>
    public Instant? From { get; init; }
}

/// <summary>Days from the first to the last, both included.</summary>
public sealed record DayRange(int First, int Last);

/// <summary>What an audit is given of earlier ones.</summary>
/// <param name="Usage">With the names of the vendor's record.</param>
/// <param name="Sha256">Of the document it was read from, lower-case hex: the trail names it as evidence.</param>
/// <param name="Bytes">Length of the document.</param>
public sealed record PriorUsage(Usage Usage, string Sha256, long Bytes)
{
    /// <summary>As the evidence that it is.</summary>
    public SourceSummary Summary => new() { Source = "usage", Kind = "usage", Format = "usage", Method = "store", Sha256 = Sha256, Bytes = Bytes };
}
