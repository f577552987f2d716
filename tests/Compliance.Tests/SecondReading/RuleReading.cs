using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>What one rule says about a world, before it is made into findings and a verdict.</summary>
internal sealed class RuleReading(string rule)
{
    public string Rule => rule;

    /// <summary>The events that violate it.</summary>
    public List<Hit> Hits { get; } = [];

    /// <summary>What a rule without an event found.</summary>
    public List<NaiveFinding> Findings { get; } = [];

    /// <summary>Events that a finding without a principal stands for.</summary>
    public List<JudgedEvent> Listed { get; } = [];

    /// <summary>The contract never sets its condition.</summary>
    public bool NotApplicable { get; set; }

    /// <summary>An event or a missing input leaves it open.</summary>
    public bool Undecided { get; set; }

    /// <summary>False for a rule that asks only people, accounts and assignments, and for one that asks only whether logs were read.</summary>
    public bool ReadsLogs { get; init; } = true;

    /// <summary>"Without <c>approved</c> what it finds carries the verdict NotEvaluable."</summary>
    public bool NeedsApproval { get; init; }

    public void Hit(JudgedEvent e, string? role, Severity severity) => Hits.Add(new(e, role, severity));

    public void Found(string? principal, string? role, string? action, Severity severity, long count = 1, Instant? first = null, Instant? last = null) =>
        Findings.Add(new(rule, principal, role, action, severity, Verdict.Fail, count, first, last, []));
}

internal sealed record Hit(JudgedEvent Event, string? Role, Severity Severity);

/// <summary>What a rule is told.</summary>
internal sealed record Facts(World World, EvidenceReading Evidence, AccessReading Access)
{
    public VendorRecord Record => World.Record;

    /// <summary>"<c>role</c> is that of the first allowing entry in file order", where there is one.</summary>
    public string? RoleOf(JudgedEvent e) => Access.Allowing(e) is [var first, ..] ? first.Role.Name : null;

    /// <summary>"In [from, until) conditions hours, volume, case, network are not broken by events that match."</summary>
    public bool IsAnnounced(JudgedEvent e) => Record.Changes.Any(change =>
        change.From <= e.Time && e.Time < change.Until
        && e.Event.Action is { } action && Matching.Matches(change.Action.Text, action)
        && (change.Person is { } person ? Matching.Same(person, e.Principal) : Access.Held(e.Principal, e.Time).Any(role => role.Name == change.Role)));

    /// <summary>The zone of the site of the employment in force, else the model's.</summary>
    public DateTimeZone ZoneOf(string principal, Instant at) =>
        Record.Vendor.ProcessingSites.FirstOrDefault(site => Matching.Same(site.Name, Access.RowInForce(principal, at)?.Site))?.Zone ?? Record.Access.Timezone;

    /// <summary>The window <c>(t − length, t]</c>: the event and those before it in order.</summary>
    public IEnumerable<JudgedEvent> Window(JudgedEvent e, Duration length) => Evidence.InScope.Where(other =>
        other.IsBy(e) && other.Time > e.Time - length && (other == e || other.IsBefore(e)));
}
