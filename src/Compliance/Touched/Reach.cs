using System.Text;
using Compliance.Events;
using Compliance.Judging;

namespace Compliance.Touched;

/// <summary>Counts the distinct records, seen anywhere in the logs, that the principals' roles would have let them reach.</summary>
/// <remarks>A pair of action and record that the logs show is asked of the allow and deny entries. Conditions are left aside: they narrow
/// how a permission is used, not what it reaches. A record of which no log shows such an action is not counted, so the number is a lower bound.</remarks>
internal sealed class Reach(ActionTable actions, HeldRoles[] held, long memory, string? folder) : IDisposable
{
    private const int Recent = 1 << 14;

    private readonly SpillSorter<ReachableRecord> _records = new(memory, folder);

    // Most events name what others named shortly before; a slot holds the last that was counted as reachable.
    private readonly UInt128[] _recent = new UInt128[Recent];
    private char[] _written = new char[256];
    private char[] _folded = new char[256];

    /// <summary>A successful event of anybody names a record.</summary>
    /// <param name="record">Keyed hash of type and id.</param>
    public void Saw(in AccessEvent e, int type, UInt128 record)
    {
        if (held.Length == 0) return;
        ref var recent = ref _recent[(int)(record & (Recent - 1))];
        if (recent == record || !IsAllowed(actions.Get(e.Action), e.Resource)) return;
        recent = record;
        _records.Add(new ReachableRecord { Record = record, Type = type });
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

    private bool IsAllowed(AccessAction action, ReadOnlySpan<byte> record)
    {
        var folded = -1;
        foreach (var roles in held)
        {
            var grants = roles.For(action);
            if (grants.Allow.Length == 0) continue;
            if (!grants.DependsOnResource)
            {
                if (grants.Deny.Length == 0) return true;
                continue;
            }
            if (folded < 0) folded = Fold(record);
            if (Allow(grants, new ResourceText(absent: false, _folded.AsSpan(0, folded)))) return true;
        }
        return false;
    }

    private static bool Allow(ActionGrants grants, ResourceText record)
    {
        foreach (var deny in grants.Deny)
            if (ActionGrants.Matches(deny, record)) return false;
        foreach (var allow in grants.Allow)
            if (ActionGrants.Matches(allow.Entry.Resources, record)) return true;
        return false;
    }

    private int Fold(ReadOnlySpan<byte> text)
    {
        if (_written.Length < text.Length) (_written, _folded) = (new char[text.Length], new char[text.Length]);
        var length = Encoding.UTF8.GetChars(text, _written);
        _written.AsSpan(0, length).ToUpperInvariant(_folded);
        return length;
    }

    private struct ReachableRecord : ISortable<ReachableRecord>
    {
        public UInt128 Record;
        public int Type;

        public readonly ulong Prefix => (ulong)(Record >> 64);

        public static int Compare(in ReachableRecord left, in ReachableRecord right) => left.Record.CompareTo(right.Record);
    }
}
