using Compliance.Evidence;
using Compliance.Evidence.Bytes;

namespace Compliance.Judging;

/// <summary>What the logs of one audit come to before anything is judged: rows, their texts, what passes of their own need, days. Filled by a
/// <see cref="RowBuilder"/>, or from several of these that were filled elsewhere.</summary>
internal sealed class LogRows : IDisposable
{
    /// <param name="hash">Shared by those whose rows are brought together.</param>
    public LogRows(AuditRequest request, KeyedHash hash)
    {
        var folder = request.TemporaryFolder;
        (From, To) = (Ticks.FromOr(request.From, long.MinValue), Ticks.FromOr(request.To, long.MaxValue));
        Tables = new AuditTables(request.Record, hash);
        Texts = new TextSpill(folder);
        Rows = new SpillSorter<EventRow>(request.SortMemory * 3 / 4, folder);
        RowText = new RowText(Tables, Texts);
        Passes = new EventPasses(Tables, RowText, request.SortMemory / 8, folder, From, To);
        Duplicates = request.Record.Accounts.Any(a => a.System is not null) ? new DuplicatePass(request.SortMemory / 2, folder) : null;
        Days = new SourceDays(request.Record.Access.Timezone);
    }

    /// <summary>Start of the window, in ticks.</summary>
    public long From { get; }

    /// <summary>Its end.</summary>
    public long To { get; }
    public AuditTables Tables { get; }
    public TextSpill Texts { get; }
    public RowText RowText { get; }
    public EventPasses Passes { get; }

    /// <summary>Null where equal events have one principal; else what it holds is not yet in <see cref="Rows"/>.</summary>
    public DuplicatePass? Duplicates { get; }
    public SpillSorter<EventRow> Rows { get; }

    /// <summary>Local days with a record, for each entry that expects some.</summary>
    public SourceDays Days { get; }

    /// <summary>In reading order.</summary>
    public List<LogSource> Sources { get; } = [];
    public EventExtent Extent { get; set; } = EventExtent.None;

    public void Dispose()
    {
        Duplicates?.Dispose();
        Passes.Dispose();
        Rows.Dispose();
        Texts.Dispose();
    }
}

/// <summary>How many events were accepted, and when the earliest and the latest was, in ticks.</summary>
internal readonly record struct EventExtent(long Events, long First, long Last)
{
    public static readonly EventExtent None = new(0, long.MaxValue, long.MinValue);

    /// <summary>Null: there is no event.</summary>
    public long? Earliest => Events == 0 ? null : First;
    public long? Latest => Events == 0 ? null : Last;

    public EventExtent With(EventExtent other) => new(Events + other.Events, Math.Min(First, other.First), Math.Max(Last, other.Last));
}
