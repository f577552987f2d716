using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>What changes.csv announced; asked only of an event that would break a condition.</summary>
internal sealed class Announcements
{
    private readonly Dictionary<int, Announced[]> _ofPerson;
    private readonly Dictionary<string, Announced[]> _ofRole;
    private readonly EventPasses _passes;

    public Announcements(VendorRecord record, AuditTables tables, EventPasses passes)
    {
        // A name that nobody has is nobody's.
        _ofPerson = record.Changes.Where(change => change.Person is not null)
            .GroupBy(change => tables.Subjects.Find(change.Person!)?.Index)
            .Where(changes => changes.Key is not null)
            .ToDictionary(changes => changes.Key!.Value, Announced.Of);
        _ofRole = record.Changes.Where(change => change is { Person: null, Role: not null })
            .GroupBy(change => change.Role!)
            .ToDictionary(changes => changes.Key, Announced.Of);
        _passes = passes;
    }

    /// <summary>Whether one of them matches the event by time, by who did it and by action.</summary>
    public bool Cover(in JudgedEvent e)
    {
        if (e.Subject is not { } subject) return false;
        string? action = null;
        if (_ofPerson.TryGetValue(subject.Index, out var own) && Cover(own, e, ref action)) return true;
        if (_ofRole.Count == 0) return false;
        foreach (var role in subject.HeldAt(e.Time).Roles)
            if (_ofRole.TryGetValue(role.Name, out var ofRole) && Cover(ofRole, e, ref action)) return true;
        return false;
    }

    private bool Cover(Announced[] announced, in JudgedEvent e, ref string? action)
    {
        foreach (var one in announced)
            if (one.Times.Contain(e.Time) && one.Action.MatchesFolded(action ??= _passes.FoldedActionOf(e.Row))) return true;
        return false;
    }

    /// <summary>The times for which one pattern of actions was announced.</summary>
    private sealed record Announced(Pattern Action, Stretches Times)
    {
        public static Announced[] Of(IEnumerable<AnnouncedChange> changes) =>
        [
            .. changes.GroupBy(change => Pattern.Fold(change.Action.Text))
                .Select(same => new Announced(same.First().Action, Stretches.Of(same.Select(change => (Ticks.From(change.From), Ticks.From(change.Until)))))),
        ];
    }
}
