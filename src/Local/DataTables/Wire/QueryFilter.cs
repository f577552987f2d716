using System.Globalization;
using System.Text;

namespace Azure.Data.Tables.Wire;

/// <summary>Arguments of an interpolated filter as OData literals.</summary>
internal static class QueryFilter
{
    public static string Create(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var literals = new object[filter.ArgumentCount];
        for (var i = 0; i < literals.Length; i++)
            literals[i] = Literal(filter.GetArgument(i), i);
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    private static string Literal(object? value, int position) => value switch
    {
        null => "null",
        string or char or StringBuilder => $"'{value.ToString()!.Replace("'", "''", StringComparison.Ordinal)}'",
        bool flag => flag ? "true" : "false",
        long or ulong => string.Create(CultureInfo.InvariantCulture, $"{value}L"),
        sbyte or byte or short or ushort or int or uint or decimal or float or double => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        Guid id => $"guid'{id:D}'",
        DateTimeOffset instant => $"datetime'{EntityJson.Instant(instant.UtcDateTime)}'",
        DateTime instant => $"datetime'{EntityJson.Instant(instant.ToUniversalTime())}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData data => $"X'{Convert.ToHexString(data.ToMemory().Span)}'",
        _ => throw new ArgumentException($"argument {position} of the filter is a {value.GetType()}, which has no OData literal"),
    };
}
