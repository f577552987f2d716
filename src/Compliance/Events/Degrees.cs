using System.Buffers.Text;

namespace Compliance.Events;

/// <summary>Coordinates as sources write them: decimal degrees, a point before the fraction.</summary>
internal static class Degrees
{
    private const int Longest = 32;

    /// <param name="most">The largest absolute value: 90 for a latitude, 180 for a longitude.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, double most, out double degrees)
    {
        degrees = 0;
        if (text.Length is 0 or > Longest || !Utf8Parser.TryParse(text, out degrees, out var used) || used != text.Length) return false;
        return Math.Abs(degrees) <= most;
    }
}
