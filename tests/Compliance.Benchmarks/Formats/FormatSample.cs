using System.Globalization;
using System.Text;

namespace Compliance.Benchmarks.Formats;

/// <summary>Records of one format, to measure its reader on: one a line, or rows below a header.</summary>
/// <param name="Format">As <c>logs:</c> names it.</param>
/// <param name="Header">First line of a CSV; null: JSON.</param>
/// <param name="Records">Shapes of records, used in turn; <c>{n}</c> stands for a serial number, <c>{id}</c> for 32 hexadecimal digits,
/// <c>{t}</c> for the time (<c>{ms}</c>: in milliseconds), <c>{b}</c> for a browser, <c>{u}</c> for a user, <c>{ip}</c> for an address, <c>{r}</c> for the number of a thing.</param>
internal sealed record FormatSample(string Format, string? Header, params string[] Records)
{
    // So many that no cache holds them and no branch predictor learns them.
    private const int Distinct = 40_000;
    private const string Browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
    private static readonly DateTime Begin = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    public bool IsCsv => Header is not null;

    /// <summary>Ends the name of the file that holds the first records of another.</summary>
    public const string Head = ".head";

    private const long HeadBytes = 32_000_000;

    /// <summary>Writes records until the file has a size, and its head beside it.</summary>
    public void Write(string path, long bytes)
    {
        WriteOne(path + Head, Math.Min(bytes, HeadBytes));
        WriteOne(path, bytes);
    }

    private void WriteOne(string path, long bytes)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        if (Header is not null) file.Write(Encoding.UTF8.GetBytes(Header + "\n"));
        var lines = new byte[Distinct][];
        for (var i = 0; file.Position < bytes; i = (i + 1) % Distinct) file.Write(lines[i] ??= Encoding.UTF8.GetBytes(Record(i) + "\n"));
    }

    private string Record(int serial)
    {
        // Knuth's multiplicative hash: values differ from record to record as those of a log do.
        var mixed = unchecked((uint)serial * 2654435761u);
        var time = Begin.AddMilliseconds(serial * 731L + mixed % 500);
        return new StringBuilder(Records[serial % Records.Length])
            .Replace("{n}", serial.ToString("D8", CultureInfo.InvariantCulture))
            .Replace("{id}", $"{mixed:x8}{serial:x8}{~mixed:x8}{mixed ^ 0x5bd1e995:x8}")
            .Replace("{t}", time.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            .Replace("{ms}", new DateTimeOffset(time).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))
            .Replace("{b}", Browser)
            .Replace("{u}", $"agent{mixed % 5000:D5}")
            .Replace("{ip}", $"203.0.113.{mixed % 254 + 1}")
            .Replace("{r}", (mixed % 1_000_000).ToString("D6", CultureInfo.InvariantCulture))
            .ToString();
    }
}
