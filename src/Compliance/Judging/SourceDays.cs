using Compliance.Vendors;
using NodaTime;

namespace Compliance.Judging;

/// <summary>The local days on which each log that is expected to have records has one. A day is a number since
/// 1970-01-01: as many as the calendar has, however long the log.</summary>
internal sealed class SourceDays(DateTimeZone timezone)
{
    private readonly ZoneClock _clock = new(timezone);
    private readonly Dictionary<LogEntry, HashSet<int>> _days = new(ReferenceEqualityComparer.Instance);
    private HashSet<int>? _current;
    private int _last;

    public void Begin(LogEntry? entry)
    {
        _current = null;
        if (entry is null || entry.Expect == Expectation.None) return;
        if (!_days.TryGetValue(entry, out _current)) _days.Add(entry, _current = []);
        _last = int.MinValue;
    }

    public void Saw(long time)
    {
        if (_current is null) return;
        var day = _clock.Local(time).Day;
        if (day == _last) return;
        _last = day;
        _current.Add(day);
    }

    /// <summary>Days of an entry; null when it claimed no file.</summary>
    public IReadOnlySet<int>? Of(LogEntry entry) => _days.GetValueOrDefault(entry);
}
