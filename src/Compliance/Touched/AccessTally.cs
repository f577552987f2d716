using Compliance.Judging;

namespace Compliance.Touched;

/// <summary>Takes duplicates out and counts what is no list: denials, rows that nobody named, events that say nothing of what they touched.</summary>
internal sealed class AccessTally
{
    private RowSum _rows;

    public long Denied { get; private set; }

    public long Rows => _rows.Value;
    public bool RowsAreCut => _rows.IsCut;

    /// <summary>Successful events that neither name a record nor count rows, sign-ins and sign-outs left aside.</summary>
    public long Silent { get; private set; }

    /// <summary>Events counted as successful because nothing says how they ended.</summary>
    public long UnknownOutcomes { get; private set; }

    /// <summary>Events that count rows without naming them.</summary>
    public long Unnamed { get; private set; }
    public long? First { get; private set; }
    public long? Last { get; private set; }

    /// <param name="merge">In the order that brings equal events together.</param>
    /// <param name="accesses">Receives every access once; one that counts rows without naming them also as one that names nothing.</param>
    public void Read(RunMerge<AccessByIdentity> merge, SpillSorter<AccessByRecord> accesses, RecordTypes types, CancellationToken cancellation)
    {
        (long Time, UInt128 Identity)? last = null;
        for (var n = 0L; merge.Next(); n++)
        {
            if ((n & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            ref readonly var row = ref merge.Current.Row;
            var duplicate = last == (row.Time, row.Identity);
            last = (row.Time, row.Identity);
            if (!duplicate && row.Has(AccessTraits.Asked)) Count(row, accesses, types);
        }
    }

    private void Count(in AccessRow row, SpillSorter<AccessByRecord> accesses, RecordTypes types)
    {
        if (row.Has(AccessTraits.Denied))
        {
            Denied++;
            return;
        }
        var names = row.Has(AccessTraits.NamesRecord);
        // A count beside one name is of what the name holds: a report, a query, a file. A count of one is of the record named.
        var unnamed = row.Rows > (names ? 1 : 0);
        if (!names && row.Rows < 0 && !row.Has(AccessTraits.Session)) Silent++;
        if (!names && !unnamed) return;
        if (row.Has(AccessTraits.UnknownOutcome)) UnknownOutcomes++;
        // In order of time: the first stays the first.
        First ??= row.Time;
        Last = row.Time;
        if (names) accesses.Add(new AccessByRecord { Row = row });
        if (!unnamed) return;
        Unnamed++;
        _rows.Add(row.Rows);
        types[row.Type].AddRows(row.Rows);
        accesses.Add(new AccessByRecord { Row = row with { Traits = row.Traits & ~AccessTraits.NamesRecord } });
    }
}
