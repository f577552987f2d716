using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Judging;

/// <summary>What is known of use at an audit's <em>now</em>: from its own logs, and from what earlier audits remember.</summary>
internal sealed class UsageFacts
{
    private readonly Usage? _usage;
    private readonly Coverage? _coverage;
    private readonly Dictionary<string, PrincipalUsage> _principals;
    private readonly Dictionary<(string Role, string Action), Instant> _watched;
    private readonly Dictionary<(string Role, string Action), Instant> _used;

    /// <param name="own">What this audit's logs alone say; null when there is no <em>now</em>.</param>
    /// <param name="prior">What earlier audits remember. It is left aside when they saw later times than this one judges: what they last
    /// saw of anything may be later than its <em>now</em>.</param>
    public UsageFacts(VendorRecord record, Usage? own, PriorUsage? prior)
    {
        Prior = own is not null && prior?.Usage.Until <= own.Until ? prior : null;
        _usage = Prior is null ? own : Prior.Usage.With(own!);
        _coverage = _usage is null ? null : new Coverage(_usage, record.Vendor.Logs, record.Access.Timezone, _usage.Until);
        var principals = _usage?.Principals ?? [];
        _principals = principals.ToDictionary(principal => principal.Principal, StringComparer.OrdinalIgnoreCase);
        _watched = (_usage?.Permissions ?? []).ToDictionary(permission => (permission.Role, permission.Action), permission => permission.Since);
        _used = principals.SelectMany(principal => principal.Uses).GroupBy(use => (use.Role, use.Action)).ToDictionary(uses => uses.Key, uses => uses.Max(use => use.Last));
    }

    /// <summary>Whether a part of the logs was not read: then nothing can be said not to have happened, and there is nothing to remember.</summary>
    public bool IsPartial { private get; init; }

    /// <summary>What earlier audits remember, where it counts.</summary>
    public PriorUsage? Prior { get; }

    /// <summary>All of it, for the next audit; null when there is no <em>now</em>, or not all was read.</summary>
    public Usage? Usage => IsPartial ? null : _usage;

    /// <summary>Why a window is not known well enough to say of something that it did not happen; null when it is.</summary>
    /// <param name="days">Its length.</param>
    public string? Lack(int days) => IsPartial ? "a part of the logs was not read" : _coverage is null ? "there is no event" : _coverage.Of(days).Lack;

    /// <summary>When a permission was last used by anybody; null: not known to have been.</summary>
    public Instant? LastUse(Permission permission) => _used.TryGetValue(Key(permission), out var last) ? last : null;

    /// <summary>When a principal last did something with success; null: not known to have.</summary>
    public Instant? LastSuccess(Subject subject) => _principals.GetValueOrDefault(subject.Name)?.Last;

    /// <summary>Whether a use of the permission in a window could not have gone unnoticed.</summary>
    public bool WasWatched(Permission permission, int days) => _watched.TryGetValue(Key(permission), out var since) && IsEarly(since, days);

    /// <summary>Whether an event of the principal in a window could not have gone unnoticed.</summary>
    public bool WasWatched(Subject subject, int days) => _principals.GetValueOrDefault(subject.Name) is { } principal && IsEarly(principal.Since, days);

    /// <summary>Records of each known day of an entry.</summary>
    public IReadOnlyDictionary<int, long> DaysOf(LogEntry entry) =>
        _usage?.Sources.FirstOrDefault(source => source.Path == entry.Path.Text)?.Days ?? new Dictionary<int, long>();

    public static (string Role, string Action) Key(Permission permission) => (permission.Role.Name, Pattern.Fold(permission.Action.Text));

    // With the same allowance as the coverage itself: the first day may be one that is missing.
    private bool IsEarly(Instant since, int days) => since <= _usage!.Until - Duration.FromDays(days) * (Coverage.Needed / 100.0);
}
