using System.Globalization;
using Azure.Data.Tables;

namespace Compliance.Checking;

/// <summary>Columns of rows that may hold anything: a value of another type is as good as none.</summary>
internal static class Cells
{
    private static readonly string[] OfTheService = ["PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    public static byte[]? Bytes(this TableEntity row, string column) => Value(row, column) switch
    {
        byte[] bytes => bytes,
        BinaryData data => data.ToArray(),
        _ => null,
    };

    public static long? Long(this TableEntity row, string column) => Value(row, column) as long?;

    public static int? Int(this TableEntity row, string column) => Value(row, column) as int?;

    public static bool? Bool(this TableEntity row, string column) => Value(row, column) as bool?;

    public static string? Text(this TableEntity row, string column) => Value(row, column) as string;

    public static DateTimeOffset? Time(this TableEntity row, string column) => Value(row, column) switch
    {
        DateTimeOffset time => time,
        DateTime time => new DateTimeOffset(time.ToUniversalTime()),
        _ => null,
    };

    /// <summary>Columns that a row of its kind does not have.</summary>
    public static IEnumerable<string> Beside(this TableEntity row, params string[] known) =>
        row.Keys.Where(column => !known.Contains(column, StringComparer.Ordinal) && !OfTheService.Contains(column, StringComparer.Ordinal));

    /// <summary>The number in a row key, if it is the prefix and exactly so many digits.</summary>
    public static bool TryNumber(string key, string prefix, int digits, out long number)
    {
        number = 0;
        return key.Length == prefix.Length + digits && key.StartsWith(prefix, StringComparison.Ordinal)
            && long.TryParse(key.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static object? Value(TableEntity row, string column) => row.TryGetValue(column, out var value) ? value : null;
}
