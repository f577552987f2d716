using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using NodaTime;

namespace Compliance.Evidence;

/// <summary>Reads the times of one log: 100 ns ticks from 1970 to 9998, so that a day more in any zone is still a date; finer fractions
/// are cut off.</summary>
/// <param name="zone">Zone of times that carry no offset; null: such a time is refused. A local time that a clock change
/// repeats is taken as the earlier one; one that it skips is moved on by the length of the gap.</param>
internal sealed class Timestamps(DateTimeZone? zone)
{
    /// <summary>What is said of a time that is read but for its offset.</summary>
    public const string NoOffset = "has no offset; set `zone` for this log";

    private const long TicksPerDay = TimeSpan.TicksPerDay;
    private const long LastTick = 253_370_764_800L * TimeSpan.TicksPerSecond - 1;
    private readonly LocalTimes? _local = zone is null ? null : new LocalTimes(zone);

    // Day of the last time read: logs stay on one day for long.
    private ulong _dateHead;
    private ushort _dateTail;
    private long _dateTicks;

    // The spelling found last: a log keeps to one.
    private int _spelling;

    /// <summary>Reads a time that its format documents as milliseconds since 1970.</summary>
    public static string? ReadMilliseconds(long milliseconds, out long ticks)
    {
        ticks = 0;
        if (milliseconds > LastTick / TimeSpan.TicksPerMillisecond) return $"`{milliseconds}` milliseconds lie outside the years 1970 to 9998";
        ticks = milliseconds * TimeSpan.TicksPerMillisecond;
        return null;
    }

    /// <summary>Reads a time as text.</summary>
    /// <returns>Null when it was read; else what is wrong with it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string? Read(ReadOnlySpan<byte> text, out long ticks)
    {
        if (!TryIso(text, out ticks, out var offset) && !TryOther(text, out ticks, out offset))
            return $"`{Shown.Text(text)}` is no time in a known spelling";
        if (offset is { } known) ticks -= known;
        else if (_local is null) return $"`{Shown.Text(text)}` {NoOffset}";
        else if (ticks <= LastTick) ticks = _local.ToUtc(ticks);
        return InRange(ticks) ? null : $"`{Shown.Text(text)}` lies outside the years 1970 to 9998";
    }

    /// <summary>Reads a number whose unit its size tells (<see cref="EpochTimes"/>).</summary>
    public static string? ReadNumber(ReadOnlySpan<byte> text, out long ticks)
    {
        if (!EpochTimes.TryParse(text, out ticks)) return $"`{Shown.Text(text)}` is no number of seconds, milliseconds or microseconds since 1970";
        return InRange(ticks) ? null : $"`{Shown.Text(text)}` lies outside the years 1970 to 9998";
    }

    private static bool InRange(long ticks) => ticks is >= 0 and <= LastTick;

    /// <summary>The spelling that most logs use, <c>yyyy-MM-ddTHH:mm:ss[.f…][Z|±hh:mm]</c>, with a space for the T.</summary>
    /// <param name="clock">Ticks since 1970 on the clock that the time is told by.</param>
    /// <param name="offset">Ticks that this clock is ahead of UTC; null when the text does not say.</param>
    private bool TryIso(ReadOnlySpan<byte> text, out long clock, out long? offset)
    {
        clock = 0;
        offset = null;
        if (text.Length < 19 || text[10] is not ((byte)'T' or (byte)' ') || text[13] != ':' || text[16] != ':' || !TryDate(text)) return false;
        var hour = Two(text, 11);
        var minute = Two(text, 14);
        var second = Two(text, 17);
        // A leap second counts as the second after it, as the clocks of the sources have it.
        if (hour > 23 || minute > 59 || second > 60) return false;
        var rest = text[19..];
        var fraction = 0L;
        if (!rest.IsEmpty && rest[0] == '.' && !TryFraction(ref rest, out fraction)) return false;
        if (!rest.IsEmpty)
        {
            if (!TryOffset(rest, out var stated)) return false;
            offset = stated;
        }
        clock = _dateTicks + ((long)(hour * 60 + minute) * 60 + second) * TimeSpan.TicksPerSecond + fraction;
        return true;
    }

    private bool TryOther(ReadOnlySpan<byte> text, out long clock, out long? offset)
    {
        var read = TimeSpellings.TryParse(text, ref _spelling, out clock, out offset);
        clock -= DateTime.UnixEpoch.Ticks;
        return read;
    }

    private bool TryDate(ReadOnlySpan<byte> text)
    {
        var head = BinaryPrimitives.ReadUInt64LittleEndian(text);
        var tail = BinaryPrimitives.ReadUInt16LittleEndian(text[8..]);
        if (head == _dateHead && tail == _dateTail) return true;
        if (text[4] != '-' || text[7] != '-') return false;
        var (century, rest, month, day) = (Two(text, 0), Two(text, 2), Two(text, 5), Two(text, 8));
        if (century > 99 || rest > 99) return false;
        var year = (int)(century * 100 + rest);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, (int)month)) return false;
        (_dateHead, _dateTail) = (head, tail);
        _dateTicks = new DateTime(year, (int)month, (int)day, 0, 0, 0, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks;
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        var i = 1;
        var scale = TimeSpan.TicksPerSecond;
        for (; i < rest.Length && char.IsAsciiDigit((char)rest[i]); i++)
        {
            scale /= 10;
            ticks += (rest[i] - '0') * scale;
        }
        rest = rest[i..];
        return i > 1;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length == 1) return text[0] == 'Z';
        if (text.Length != 6 || text[3] != ':' || text[0] is not ((byte)'+' or (byte)'-')) return false;
        var (hours, minutes) = (Two(text, 1), Two(text, 4));
        if (hours > 18 || minutes > 59) return false;
        ticks = (hours * 60 + minutes) * TimeSpan.TicksPerMinute;
        if (text[0] == '-') ticks = -ticks;
        return true;
    }

    /// <summary>Two digits; above 99 when they are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Two(ReadOnlySpan<byte> text, int at)
    {
        unchecked
        {
            var tens = (uint)(text[at] - '0');
            var ones = (uint)(text[at + 1] - '0');
            return tens <= 9 && ones <= 9 ? tens * 10 + ones : uint.MaxValue;
        }
    }
}
