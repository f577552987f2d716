using System.Text.Json;

namespace Compliance.Resources.Snapshots;

/// <summary>Tells from the beginning of an object whether it is a page of resources around an array.</summary>
internal static class SnapshotHead
{
    private static readonly string[] Arrays = ["data", "value"];
    private static readonly string[] PageNames =
        ["nextLink", "count", "total", "totalRecords", "total_records", "skipToken", "skip_token", "resultTruncated", "result_truncated", "facets"];

    /// <param name="text">Text that begins with the object.</param>
    /// <param name="complete">Whether nothing follows the text.</param>
    /// <returns>Offset behind the <c>[</c>; 0: it is no page; −1: more text is needed to tell.</returns>
    public static int ArrayOf(ReadOnlySpan<byte> text, bool complete)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(SnapshotReader.Notation));
        try
        {
            if (!reader.Read()) return complete ? 0 : -1;
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName) return 0;
                var isArray = Names(ref reader, Arrays);
                if (!isArray && !Names(ref reader, PageNames) && !IsAnnotation(ref reader)) return 0;
                if (!reader.Read()) break;
                if (isArray) return reader.TokenType == JsonTokenType.StartArray ? (int)reader.TokenStartIndex + 1 : 0;
                if (!reader.TrySkip()) break;
            }
            return complete ? 0 : -1;
        }
        catch (JsonException)
        {
            // What is wrong is said when it is read as a resource.
            return 0;
        }
    }

    private static bool Names(ref Utf8JsonReader reader, string[] names)
    {
        foreach (var name in names)
            if (System.Text.Ascii.EqualsIgnoreCase(reader.ValueSpan, name)) return true;
        return false;
    }

    // OData: @odata.context; Resource Graph: $skipToken. A template begins with $schema.
    private static bool IsAnnotation(ref Utf8JsonReader reader) =>
        reader.ValueSpan.StartsWith("@"u8) || reader.ValueSpan.StartsWith("$"u8) && !reader.ValueSpan.SequenceEqual("$schema"u8);
}
