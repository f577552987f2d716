using System.Text.Json;

namespace Compliance.Entitlements.Lists;

/// <summary>Reads a list that is JSON: an array, an object around one (<c>users</c>, <c>value</c>, <c>items</c>), one object, or an object a line.</summary>
internal static class ListJson
{
    // Comments are no JSON, and one without an end would be sought to the end of the list from every line.
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, AllowTrailingCommas = true };

    public static ListRecords Read(ReadOnlyMemory<byte> text, bool whole, CancellationToken cancellation)
    {
        var gathered = new GatheredRecords(cancellation);
        foreach (var value in Values(text, whole))
        {
            if (gathered.IsOver) break;
            if (value is not { } read)
            {
                gathered.Break("not valid JSON, or the list ends early");
                continue;
            }
            foreach (var item in Items(read, gathered.Next))
            {
                if (gathered.IsOver) break;
                gathered.Take(number => item.ValueKind == JsonValueKind.Object ? new ListObject(number, item) : null, "a value that is no object");
            }
        }
        return gathered.All(header: null, whole: true);
    }

    private static IEnumerable<JsonElement> Items(JsonElement value, long number)
    {
        if (Array(value, number) is not { } array)
        {
            yield return value;
            yield break;
        }
        foreach (var item in array.EnumerateArray()) yield return item;
    }

    // What is itself of a known form is a record, whatever arrays it holds: a role with its members.
    private static JsonElement? Array(JsonElement value, long number)
    {
        if (value.ValueKind == JsonValueKind.Array) return value;
        if (value.ValueKind != JsonValueKind.Object || ListFormats.Of(new ListObject(number, value)) is not null) return null;
        foreach (var member in value.EnumerateObject())
            if (member.Value.ValueKind == JsonValueKind.Array && member.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object)) return member.Value;
        return null;
    }

    /// <summary>The values of the text one after the other; null for one that is broken, behind which the next line that begins an object goes on.</summary>
    private static IEnumerable<JsonElement?> Values(ReadOnlyMemory<byte> text, bool whole)
    {
        while (text.Span.IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var start)
        {
            text = text[start..];
            if (Next(text, out var length) is { } value)
            {
                yield return value;
                text = text[length..];
                continue;
            }
            if (!whole && FirstItem(text) is { } item) yield return item;
            else if (whole) yield return null;
            var next = text.Span.IndexOf("\n{"u8);
            if (next < 0) yield break;
            text = text[(next + 1)..];
        }
    }

    private static JsonElement? Next(ReadOnlyMemory<byte> text, out int length)
    {
        var reader = new Utf8JsonReader(text.Span, Options);
        try
        {
            var value = JsonElement.ParseValue(ref reader);
            length = checked((int)reader.BytesConsumed);
            return value;
        }
        catch (JsonException)
        {
            length = 0;
            return null;
        }
    }

    /// <summary>The first object of the first array of a value whose end is not there.</summary>
    private static JsonElement? FirstItem(ReadOnlyMemory<byte> text)
    {
        var reader = new Utf8JsonReader(text.Span, isFinalBlock: false, new JsonReaderState(Options));
        try
        {
            var inArray = false;
            while (reader.Read())
            {
                if (inArray && reader.TokenType == JsonTokenType.StartObject) return JsonElement.TryParseValue(ref reader, out var item) ? item : null;
                inArray |= reader.TokenType == JsonTokenType.StartArray;
            }
        }
        catch (JsonException)
        {
            return null;
        }
        return null;
    }
}
