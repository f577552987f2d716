using Compliance.Events;
using Compliance.Judging;

namespace Compliance.Touched;

/// <summary>Counts the distinct records, seen anywhere in the logs, that the principals' roles would have let them reach.</summary>
/// <remarks>A pair of action and record that the logs show is asked of the allow and deny entries. Conditions are left aside: they narrow
/// how a permission is used, not what it reaches. A record of which no log shows such an action is not counted, so the number is a lower bound.</remarks>
internal sealed class Reach(AuditTables tables, HeldRoles[] held, long memory, string? folder) : IDisposable
{
    private const int Recent = 1 << 14;

    private readonly SpillSorter<ReachableRecord> _records = new(memory, folder);

    // Most events name what others named shortly before; a slot holds the last that was counted as reachable.
    private readonly UInt128[] _recent = new UInt128[Recent];

    /// <summary>A successful event of anybody names a record.</summary>
    /// <param name="record">Keyed hash of type and id.</param>
    public void Saw(in AccessEvent e, int type, UInt128 record)
    {
        if (held.Length == 0) return;
        ref var recent = ref _recent[(int)(record & (Recent - 1))];
        if (recent == record) return;
        var action = tables.Actions.Get(e.Action);
        foreach (var roles in held)
        {
            if (!tables.Grants.Decide(subject: null, roles, action, e.Resource, e.Time, out _).IsAllowed) continue;
            recent = record;
            _records.Add(new ReachableRecord { Record = record, Type = type });
            return;
        }
    }

    /// <summary>Adds to the numbers of each type, and returns the number of all.</summary>
    public long Count(RecordTypes types)
    {
        var (count, last) = (0L, UInt128.Zero);
        var merge = _records.Sorted();
        while (merge.Next())
        {
            ref readonly var record = ref merge.Current;
            if (count > 0 && record.Record == last) continue;
            last = record.Record;
            count++;
            types[record.Type].Reachable++;
        }
        return count;
    }

    public void Dispose() => _records.Dispose();

    private struct ReachableRecord : ISortable<ReachableRecord>
    {
        public UInt128 Record;
        public int Type;

        public readonly ulong Prefix => (ulong)(Record >> 64);

        public static int Compare(in ReachableRecord left, in ReachableRecord right) => left.Record.CompareTo(right.Record);
    }
}
