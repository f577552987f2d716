using System.Text;
using System.Text.Json;

namespace Compliance;

/// <summary>JSON of a vendor folder that a program wrote: small, shallow, and not believed for all that.</summary>
internal static class ShallowJson
{
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 8 };

    /// <param name="file">Name of the input, for messages.</param>
    /// <param name="most">Bytes that are read at most.</param>
    /// <param name="what">What the file should be, for messages: `an inventory of one vault`.</param>
    /// <param name="remedy">How to get another, for messages.</param>
    /// <param name="read">Reads the document, of which it keeps nothing.</param>
    /// <exception cref="InputException">Not such a document: the message names the file and the place in it.</exception>
    public static T Read<T>(Stream input, string file, int most, string what, string remedy, Func<JsonElement, string, T> read)
    {
        var bytes = BoundedBytes.Of(input, most, () => new InputException($"{file}: more than {most >> 20} MiB; {what} is smaller: {remedy}"));
        if (bytes.Span.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        try
        {
            using var document = JsonDocument.Parse(bytes, Shallow);
            return read(document.RootElement, file);
        }
        catch (JsonException malformed)
        {
            // The parser's own words could repeat a piece of the input.
            throw InputException.At(file, (malformed.LineNumber ?? 0) + 1, (malformed.BytePositionInLine ?? 0) + 1, $"not JSON, or nested deeper than {Shallow.MaxDepth}: {remedy}");
        }
    }
}
