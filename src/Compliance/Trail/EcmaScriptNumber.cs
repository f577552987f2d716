using System.Globalization;

namespace Compliance.Trail;

/// <summary>A double as ECMAScript's <c>Number::toString</c> writes it (ECMA-262, section 6.1.6.1.20), which RFC 8785 asks for.</summary>
internal static class EcmaScriptNumber
{
    // Where ECMAScript leaves the plain notation: from 1e21 on, and below 1e-6.
    private const int MaxPlain = 21;
    private const int MinPlain = -6;

    /// <exception cref="FormatException">It is no number, or infinite: JSON has neither.</exception>
    internal static string Write(double number)
    {
        if (!double.IsFinite(number)) throw new FormatException("a JSON number is finite");
        if (number == 0) return "0";
        var (digits, point) = Shortest(Math.Abs(number));
        return (number < 0 ? "-" : "") + Write(digits, point);
    }

    /// <summary>Reads a JSON number to the nearest double.</summary>
    /// <exception cref="FormatException">It lies beyond the largest.</exception>
    internal static double Read(string text)
    {
        var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? number : throw new FormatException($"`{(text.Length > 40 ? text[..40] + "…" : text)}` is beyond what a double can say: write it as a string");
    }

    // The fewest digits that read back as the number, and where the point lies: 0.digits × 10^point.
    private static (string Digits, int Point) Shortest(double number)
    {
        var text = IsPowerOfTwo(number) ? ShortestOfPowerOfTwo(number) : number.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var whole = mantissa.IndexOf('.', StringComparison.Ordinal) is var dot && dot < 0 ? mantissa.Length : dot;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        return (significant.TrimEnd('0'), whole + exponent - (digits.Length - significant.Length));
    }

    private static bool IsPowerOfTwo(double number) => (BitConverter.DoubleToInt64Bits(number) & ((1L << 52) - 1)) == 0;

    // The double below a power of two lies nearer than the one above. .NET 10 overlooks that: its "R" of 2^-958 reads back as
    // another number. The decimal next to it comes first, then the one above, which has the wider margin.
    private static string ShortestOfPowerOfTwo(double number)
    {
        for (var precision = 0; precision < 17; precision++)
        {
            var text = number.ToString($"E{precision}", CultureInfo.InvariantCulture);
            var e = text.IndexOf('E', StringComparison.Ordinal);
            var digits = long.Parse(text[..e].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            var exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) - precision;
            foreach (var candidate in (long[])[digits, digits + 1])
            {
                var written = string.Create(CultureInfo.InvariantCulture, $"{candidate}E{exponent}");
                if (double.Parse(written, CultureInfo.InvariantCulture) == number) return written;
            }
        }
        throw new InvalidOperationException("17 digits tell any double apart");
    }

    private static string Write(string digits, int point)
    {
        if (point is > MinPlain and <= 0) return $"0.{new string('0', -point)}{digits}";
        if (point is > 0 and <= MaxPlain)
            return digits.Length <= point ? digits.PadRight(point, '0') : $"{digits[..point]}.{digits[point..]}";
        var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{point - 1:+0;-0}");
    }
}
