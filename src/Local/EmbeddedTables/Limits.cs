using System.Buffers;

namespace Compliance.Local.EmbeddedTables;

/// <summary>
/// The service's limits (Azure Storage documentation, "Scalability and performance targets for Table storage" and "Understanding
/// the Table service data model"), checked where the service checks them.
/// </summary>
internal static class Limits
{
    public const int PageRows = 1000;
    public const int TransactionActions = 100;
    public const int RequestBytes = 4 * 1024 * 1024;
    public const int EntityBytes = 1024 * 1024;
    public const int Properties = 252;
    public const int PropertyNameChars = 255;
    public const int KeyChars = 1024;
    public const int StringChars = 32 * 1024;
    public const int BinaryBytes = 64 * 1024;

    private static readonly SearchValues<char> ForbiddenInKeys = SearchValues.Create(
        [.. @"/\#?", .. Enumerable.Range(0x00, 0x20).Select(c => (char)c), .. Enumerable.Range(0x7f, 0x21).Select(c => (char)c)]);

    // DateTime of the service begins with the Gregorian calendar of Windows file times.
    public static readonly DateTime FirstInstant = new(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static void CheckKey(string name, string key)
    {
        if (key.Length > KeyChars)
            throw new TableException(400, "KeyValueTooLarge", $"The {name} value exceeds the maximum allowed size of {KeyChars} characters.");
        if (key.AsSpan().ContainsAny(ForbiddenInKeys))
            throw new TableException(400, "OutOfRangeInput", $"The '{name}' parameter of value '{key}' is out of range.");
    }

    public static void CheckTableName(string name)
    {
        if (name.Length is < 3 or > 63)
            throw new TableException(400, "OutOfRangeInput", "The specified resource name length is not within the permissible limits.");
        if (!char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit) || name.Equals("tables", StringComparison.OrdinalIgnoreCase))
            throw new TableException(400, "InvalidResourceName", "The specified resource name contains invalid characters.");
    }
}
