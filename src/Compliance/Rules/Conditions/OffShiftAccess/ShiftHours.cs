using Compliance.Judging;
using Compliance.Vendors;

namespace Compliance.Rules.Conditions;

/// <summary>A shift as numbers: the same answer as <see cref="Shift.Contains"/>, fast enough to ask for every event.</summary>
internal sealed class ShiftHours(Shift shift)
{
    // 1970-01-01 was a Thursday; Monday is 0.
    private const int FirstDay = 3;

    private readonly ZoneClock _clock = new(shift.Zone);
    private readonly long _from = shift.From.TickOfDay;
    private readonly long _to = shift.To.TickOfDay;

    public bool Contains(long at)
    {
        var (day, time) = _clock.Local(at);
        if (_from < _to) return time >= _from && time < _to && On(day);
        return time >= _from ? On(day) : time < _to && On(day - 1);
    }

    private bool On(int day) => (shift.Days >> (day + FirstDay + 7) % 7 & 1) != 0;
}
