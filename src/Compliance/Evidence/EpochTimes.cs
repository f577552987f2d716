using System.Globalization;
using System.Runtime.CompilerServices;

namespace Compliance.Evidence;

/// <summary>Times as numbers. The unit is told by the size, which is unambiguous from 1973 on: 18 digits from 6·10¹⁷ are .NET ticks
/// since year 1, 19 digits are nanoseconds, 16 microseconds, 13 milliseconds, fewer seconds.</summary>
internal static class EpochTimes
{
    private const long FirstNanosecond = 1_000_000_000_000_000_000;
    private const long FirstTick = 600_000_000_000_000_000;
    private const long FirstMicrosecond = 100_000_000_000_000;
    private const long FirstMillisecond = 100_000_000_000;

    public static bool TryParse(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (TryInteger(text, out var value))
        {
            ticks = value switch
            {
                >= FirstNanosecond => value / 100,
                >= FirstTick => value - DateTime.UnixEpoch.Ticks,
                >= FirstMicrosecond => value >= long.MaxValue / 10 ? long.MaxValue : value * 10,
                >= FirstMillisecond => value * TimeSpan.TicksPerMillisecond,
                _ => value * TimeSpan.TicksPerSecond,
            };
            return true;
        }
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var fractional)) return false;
        if (fractional is < 0 or >= FirstMicrosecond) return false;
        ticks = (long)(fractional >= FirstMillisecond ? fractional * TimeSpan.TicksPerMillisecond : fractional * TimeSpan.TicksPerSecond);
        return true;
    }

    /// <summary>A number of up to 19 digits and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryInteger(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > 19) return false;
        ulong sum = 0;
        unchecked
        {
            foreach (var unit in text)
            {
                var digit = (uint)(unit - '0');
                if (digit > 9) return false;
                sum = sum * 10 + digit;
            }
            value = (long)sum;
        }
        return value >= 0;
    }
}
