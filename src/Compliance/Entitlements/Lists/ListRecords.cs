using System.Text;
using System.Text.Unicode;

namespace Compliance.Entitlements.Lists;

/// <summary>The records of one list, whatever it is written in.</summary>
/// <param name="Records">Those that could be read, by position.</param>
/// <param name="Broken">Position and reason of the others.</param>
internal sealed record ListRecords(IReadOnlyList<ListRecord> Records, IReadOnlyList<(long Record, string Reason)> Broken)
{
    /// <param name="text">The list, UTF-8.</param>
    /// <param name="whole">False where the text is only the beginning of the file: its last record is left out.</param>
    public static ListRecords Of(ReadOnlyMemory<byte> text, bool whole, CancellationToken cancellation = default)
    {
        var first = text.Span.IndexOfAnyExcept(" \t\r\n"u8);
        if (first < 0) return Refused("the file is empty");
        if (text.Span[first] is (byte)'{' or (byte)'[') return ListJson.Read(text[first..], whole, cancellation);
        if (text.Span.IndexOfAnyInRange((byte)0, (byte)8) >= 0) return Refused("neither JSON nor CSV");
        if (whole && !Utf8.IsValid(text.Span)) return Refused("not valid UTF-8: save the file as UTF-8");
        return ListCsv.Read(Encoding.UTF8.GetString(text.Span[first..]), whole, cancellation);
    }

    private static ListRecords Refused(string reason) => new([], [(1, reason)]);
}
