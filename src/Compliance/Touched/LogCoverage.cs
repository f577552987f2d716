using Compliance.Evidence;
using Compliance.Judging;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Touched;

/// <summary>What the logs can tell at all: over which time, on which days, and whether they name records.</summary>
internal sealed class LogCoverage(DateTimeZone timezone)
{
    private static readonly int LastDay = Period.DaysBetween(new LocalDate(1970, 1, 1), LocalDate.MaxIsoValue);

    private readonly List<LogSource> _sources = [];
    private readonly List<bool> _names = [];
    private readonly SourceDays _days = new(timezone);

    public long Earliest { get; private set; } = long.MaxValue;
    public long Latest { get; private set; } = long.MinValue;

    public void Begin(LogSource source)
    {
        _sources.Add(source);
        _names.Add(false);
        _days.Begin(source.Entry);
    }

    public void Saw(long time, bool namesRecord)
    {
        Earliest = Math.Min(Earliest, time);
        Latest = Math.Max(Latest, time);
        if (namesRecord) _names[^1] = true;
        _days.Saw(time);
    }

    /// <summary>Sources with events of which none names a record.</summary>
    public IEnumerable<SourceSummary> Nameless(IReadOnlyList<SourceSummary> summaries) => summaries.Where((s, i) => s.Accepted > 0 && !_names[i]);

    /// <summary>The logs, each the files of one entry of vendor.yaml or the sniffed files of one format, with the time that they cover.</summary>
    public IEnumerable<CoveredLog> Logs(IReadOnlyList<SourceSummary> summaries) =>
        from source in _sources
        group summaries[source.Index] by (source.Entry, Sniffed: source.Entry is null ? source.Format : null) into log
        select new CoveredLog(
            log.Key.Entry?.Path.Text ?? log.First().Source,
            log.Key.Entry is { Expect: not Expectation.None },
            log.Min(s => s.First),
            log.Max(s => s.Last));

    /// <summary>Days on which a log should have had records and has none, where they overlap both the window and the evidence.</summary>
    /// <param name="from">Start of the window in ticks.</param>
    /// <param name="to">Its end.</param>
    public IEnumerable<LogGap> Gaps(IEnumerable<LogEntry> entries, long from, long to)
    {
        var (first, last) = (Math.Max(from, Earliest), Math.Min(to == long.MaxValue ? to : to - 1, Latest));
        if (first > last) yield break;
        var clock = new ZoneClock(timezone);
        // An event may be dated up to the last day there is, which is the day after it further east.
        var (begin, end) = (clock.Local(first).Day, Math.Min(clock.Local(last).Day, LastDay));
        foreach (var entry in entries.Where(e => e.Expect != Expectation.None))
        {
            if (_days.Of(entry) is not { } seen) continue;
            var gap = new LogGap(entry);
            for (var day = begin; day <= end; day++)
                if (!seen.ContainsKey(day) && IsExpected(entry.Expect, day)) gap.Add(day);
            if (gap.Days > 0) yield return gap;
        }
    }

    // 1970-01-01 was a Thursday.
    private static bool IsExpected(Expectation expect, int day) => expect == Expectation.Daily || (day + 3) % 7 is >= 0 and < 5;
}

/// <summary>The missing days of one log.</summary>
internal sealed class LogGap(LogEntry entry)
{
    private const int MostNamed = 5;

    private readonly List<LocalDate> _named = [];

    public LogEntry Entry => entry;

    /// <summary>The first of them.</summary>
    public IReadOnlyList<LocalDate> Named => _named;

    /// <summary>How many they are.</summary>
    public int Days { get; private set; }

    /// <param name="day">Counted from 1970-01-01.</param>
    public void Add(int day)
    {
        Days++;
        if (_named.Count < MostNamed) _named.Add(new LocalDate(1970, 1, 1).PlusDays(day));
    }
}

/// <param name="Name">The entry's pattern; of sniffed files the first.</param>
/// <param name="Expected">Whether vendor.yaml says on which days it has records.</param>
internal sealed record CoveredLog(string Name, bool Expected, Instant? First, Instant? Last);
