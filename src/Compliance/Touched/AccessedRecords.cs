using Compliance.Evidence;
using Compliance.Judging;

namespace Compliance.Touched;

/// <summary>Makes a line of every record that was accessed.</summary>
internal sealed class AccessedRecords(RecordTypes types, AccessTexts texts, IReadOnlyList<SourceSummary> sources)
{
    private const int MostUnnamed = 10;

    private readonly List<UnnamedRows> _unnamed = [];

    public long Count { get; private set; }

    /// <summary>Lines that name fewer kinds of action than there were.</summary>
    public long WithMoreActions { get; private set; }

    /// <summary>The first events that count rows without naming them.</summary>
    public IReadOnlyList<UnnamedRows> Unnamed => _unnamed;

    /// <param name="merge">Each access once, those of one record together.</param>
    public void Read(RunMerge<AccessByRecord> merge, LineSorter lines, CancellationToken cancellation)
    {
        using var record = new AccessedRecord();
        AccessRow last = default;
        for (var n = 0L; merge.Next(); n++)
        {
            if ((n & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            ref readonly var row = ref merge.Current.Row;
            if (!row.Has(AccessTraits.NamesRecord))
            {
                if (_unnamed.Count < MostUnnamed)
                    _unnamed.Add(new UnnamedRows(sources[row.Sequence.Source].Source, row.Sequence.Record, Ticks.ToInstant(row.Time), row.Rows));
                continue;
            }
            if (Count == 0 || row.Record != last.Record)
            {
                if (Count > 0) End(record, last, lines);
                record.Begin(row);
                last = row;
                Count++;
            }
            record.Add(row);
        }
        if (Count > 0) End(record, last, lines);
    }

    private void End(AccessedRecord record, in AccessRow row, LineSorter lines)
    {
        record.AddTo(lines, texts, sources);
        types[row.Type].Accessed++;
        if (record.HasMoreActions) WithMoreActions++;
    }
}
