using System.Buffers;

namespace Compliance;

/// <summary>A cell of CSV: quoted where RFC 4180 asks for it, and neutralised where a spreadsheet would take it for a formula.</summary>
/// <remarks>What stands in a log is written by whoever is logged. A cell that begins with <c>= + - @</c>, a tab or a carriage return
/// is given a leading <c>'</c>, which makes it text.</remarks>
public static class CsvCell
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<byte> NeedQuotesUtf8 = SearchValues.Create(",\"\r\n"u8);

    /// <summary>The cell of a value; empty for none.</summary>
    public static string Of(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        var text = IsFormula(value[0]) ? $"'{value}" : value;
        return text.AsSpan().ContainsAny(NeedQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    /// <summary>Writes a row of cells, ended as RFC 4180 ends it.</summary>
    internal static void WriteRow(IEnumerable<string?> cells, TextWriter output) => output.Write(string.Join(',', cells.Select(Of)) + "\r\n");

    /// <summary>Writes the cell of a value: the same bytes that <see cref="Of"/> gives as UTF-8, for whoever writes many.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return;
        var quoted = utf8.ContainsAny(NeedQuotesUtf8);
        if (quoted) output.Write("\""u8);
        if (IsFormula((char)utf8[0])) output.Write("'"u8);
        while (quoted && utf8.IndexOf((byte)'"') is >= 0 and var quote)
        {
            output.Write(utf8[..(quote + 1)]);
            output.Write("\""u8);
            utf8 = utf8[(quote + 1)..];
        }
        output.Write(utf8);
        if (quoted) output.Write("\""u8);
    }

    private static bool IsFormula(char first) => first is '=' or '+' or '-' or '@' or '\t' or '\r';
}
