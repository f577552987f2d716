using Compliance.Vendors;
using NodaTime;

namespace Compliance.Judging;

/// <summary>The local days on which each log that is expected to have records has some, and how many. A day is a number since
/// 1970-01-01: as many as the calendar has, however long the log.</summary>
internal sealed class SourceDays(DateTimeZone timezone)
{
    private readonly ZoneClock _clock = new(timezone);
    private readonly Dictionary<LogEntry, Dictionary<int, long>> _days = new(ReferenceEqualityComparer.Instance);
    private Dictionary<int, long>? _current;
    private int _day;
    private long _records;

    public void Begin(LogEntry? entry)
    {
        Count();
        _current = null;
        if (entry is null || entry.Expect == Expectation.None) return;
        if (!_days.TryGetValue(entry, out _current)) _days.Add(entry, _current = []);
    }

    /// <summary>Adds records of a day to an entry that has begun.</summary>
    public void Add(LogEntry entry, int day, long records)
    {
        if (_days.TryGetValue(entry, out var days)) days[day] = days.GetValueOrDefault(day) + records;
    }

    public void Saw(long time)
    {
        if (_current is null) return;
        var day = _clock.Local(time).Day;
        if (day != _day) Count();
        _day = day;
        _records++;
    }

    /// <summary>Records of each day of an entry; null when it claimed no file.</summary>
    public IReadOnlyDictionary<int, long>? Of(LogEntry entry)
    {
        Count();
        return _days.GetValueOrDefault(entry);
    }

    // A log is mostly in order: the days are told apart here, not at each record.
    private void Count()
    {
        if (_records == 0) return;
        _current![_day] = _current.GetValueOrDefault(_day) + _records;
        _records = 0;
    }
}
