namespace Compliance.Entitlements.Lists;

/// <summary>Gathers the records of one list within bounds: what is broken everywhere, or has no end, is not read to its end.</summary>
internal sealed class GatheredRecords(CancellationToken cancellation)
{
    /// <summary>Most records, and most entitlements, of one list.</summary>
    public const int Most = 200_000;

    /// <summary>Most records that cannot be read; behind them the list is given up.</summary>
    public const int MostBroken = 500;

    /// <summary>Why a list is refused that has more.</summary>
    public static readonly string TooMany = $"the list has more than {Most} records: leave out those who are not the vendor's, or split it by system";

    private readonly List<ListRecord> _records = [];
    private readonly List<(long Record, string Reason)> _broken = [];
    private bool _tooMany;

    /// <summary>1-based position of the record that comes next.</summary>
    public long Next { get; private set; } = 1;

    /// <summary>Whether no more is to be read.</summary>
    public bool IsOver => _tooMany || _broken.Count > MostBroken;

    /// <param name="of">The record at a position; null: it is broken, for the reason.</param>
    public void Take(Func<long, ListRecord?> of, string reason)
    {
        if (of(Next) is not { } record) Break(reason);
        else if (_records.Count >= Most) _tooMany = true;
        else
        {
            if (Next % 1024 == 0) cancellation.ThrowIfCancellationRequested();
            _records.Add(record);
            Next++;
        }
    }

    public void Break(string reason)
    {
        cancellation.ThrowIfCancellationRequested();
        if (IsOver) return;
        _broken.Add((Next++, _broken.Count < MostBroken ? reason : $"more than {MostBroken} records cannot be read: nothing behind them was"));
    }

    /// <param name="header">A record without values, for a list that has none.</param>
    /// <param name="whole">False: the last that is broken is only cut.</param>
    public ListRecords All(ListRecord? header, bool whole)
    {
        if (_tooMany) return new([], [(1, TooMany)]);
        if (!whole && _broken.Count > 0) _broken.RemoveAt(_broken.Count - 1);
        return new(_records.Count + _broken.Count == 0 && header is not null ? [header] : _records, _broken);
    }
}
