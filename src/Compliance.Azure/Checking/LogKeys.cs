using System.Globalization;

namespace Compliance.Checking;

/// <summary>Row keys of a vendor's log, as FORMAT.md gives them.</summary>
internal static class LogKeys
{
    public const string Head = "h", State = "s", Halt = "x";

    public const int IndexDigits = 19, TileDigits = 16, KeyIdDigits = 8, OperationDigits = 64;

    public static string Entry(long index) => string.Create(CultureInfo.InvariantCulture, $"e{index:D19}");

    public static string Checkpoint(long size) => string.Create(CultureInfo.InvariantCulture, $"c{size:D19}");

    public static string Tile(int level, long number) => string.Create(CultureInfo.InvariantCulture, $"t{level:D2}-{number:D16}");

    public static string Marker(string operation) => "b" + operation;

    public static bool IsHex(string text, int digits) => text.Length == digits && text.All(char.IsAsciiHexDigitLower);
}
