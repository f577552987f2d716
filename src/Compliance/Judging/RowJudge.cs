using Compliance.Rules;

namespace Compliance.Judging;

/// <summary>Second half of an audit: the rows in order of principal and time, past every rule.</summary>
internal sealed class RowJudge(AuditTables tables, IReadOnlyList<Rule> rules, UsageWatch usage, ConflictCount conflicts, long from, long to)
{
    // The events of one principal at one instant: nearly always there is a single one.
    private readonly HashSet<UInt128> _others = [];
    private UInt128 _first;
    private PrincipalKey _principal;
    private long _time = long.MinValue;

    /// <summary>Events in scope inside the window.</summary>
    public long Judged { get; private set; }

    /// <param name="counts">Added to.</param>
    public void Judge(RunMerge<EventRow> rows, SourceCounts counts, CancellationToken cancellation)
    {
        PrincipalKey? principal = null;
        Subject? subject = null;
        while (rows.Next())
        {
            ref readonly var row = ref rows.Current;
            var duplicate = IsDuplicate(row);
            conflicts.Add(row, duplicate);
            counts.Add(row, duplicate);
            if (duplicate || !row.Has(EventTraits.InScope) || row.Time >= to) continue;
            if (row.Principal != principal)
            {
                cancellation.ThrowIfCancellationRequested();
                if (principal is not null) End();
                principal = row.Principal;
                subject = tables.SubjectOf(row.Principal);
                usage.Begin(subject);
                foreach (var rule in rules) rule.Begin(subject);
            }
            var e = new JudgedEvent(row, tables.Grants[row.Grant], subject, row.Time >= from);
            if (e.InWindow) Judged++;
            usage.See(e);
            foreach (var rule in rules) rule.Judge(e);
        }
        if (principal is not null) End();
        conflicts.AddTo(counts.Conflicts);
    }

    private void End()
    {
        usage.End();
        foreach (var rule in rules) rule.End();
    }

    // Equal events have one principal and one time, so they lie side by side; the first in reading order comes first.
    private bool IsDuplicate(in EventRow row)
    {
        if (row.Principal != _principal || row.Time != _time)
        {
            (_principal, _time, _first) = (row.Principal, row.Time, row.Identity);
            if (_others.Count > 0) _others.Clear();
            return row.Has(EventTraits.Duplicate);
        }
        return row.Identity == _first || !_others.Add(row.Identity) || row.Has(EventTraits.Duplicate);
    }
}
