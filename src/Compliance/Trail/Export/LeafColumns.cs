using System.Buffers;
using System.Text.Json;

namespace Compliance.Trail.Export;

/// <summary>Where in a leaf's bytes the values lie that become columns. Each is a JSON value as it is written there; empty: absent.</summary>
internal readonly struct LeafColumns
{
    private const int MaxDepth = 64;

    public Range Time { get; private init; }

    public Range Type { get; private init; }

    public Range Actor { get; private init; }

    public Range Audit { get; private init; }

    /// <summary>The object with what there is to say.</summary>
    public Range Data { get; private init; }

    /// <summary>Of <see cref="Data"/>, when it is a string; as the next two.</summary>
    public Range Principal { get; private init; }

    public Range Rule { get; private init; }

    public Range Severity { get; private init; }

    /// <exception cref="FormatException">The bytes are no JSON object.</exception>
    public static LeafColumns Of(ReadOnlySpan<byte> leaf)
    {
        try
        {
            var reader = new Utf8JsonReader(leaf, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) throw new FormatException("a leaf is a JSON object");
            var columns = OfMembers(ref reader);
            return reader.Read() ? throw new FormatException("a leaf is one JSON object") : columns;
        }
        catch (JsonException e)
        {
            throw new FormatException($"a leaf is a JSON object: {e.Message}", e);
        }
    }

    /// <summary>Writes a string as a cell of CSV.</summary>
    /// <exception cref="FormatException">Its escapes, or the bytes beside them, are no text.</exception>
    public static void WriteText(IBufferWriter<byte> output, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return;
        if (!value.Contains((byte)'\\'))
        {
            CsvCell.Write(output, value[1..^1]);
            return;
        }
        var text = ArrayPool<byte>.Shared.Rent(value.Length);
        CsvCell.Write(output, text.AsSpan(0, Unescape(value, text)));
        ArrayPool<byte>.Shared.Return(text);
    }

    private static int Unescape(ReadOnlySpan<byte> value, byte[] text)
    {
        var reader = new Utf8JsonReader(value);
        reader.Read();
        try
        {
            return reader.CopyString(text);
        }
        // The reader takes any bytes and any escapes between two quotes: half a surrogate, half a character.
        catch (InvalidOperationException e)
        {
            throw new FormatException($"a string of the leaf is no text: {e.Message}", e);
        }
    }

    private static LeafColumns OfMembers(ref Utf8JsonReader reader)
    {
        Range time = default, type = default, actor = default, audit = default;
        var data = default(LeafColumns);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("time"u8)) time = Text(ref reader);
            else if (reader.ValueTextEquals("type"u8)) type = Text(ref reader);
            else if (reader.ValueTextEquals("actor"u8)) actor = Text(ref reader);
            else if (reader.ValueTextEquals("audit"u8)) audit = Text(ref reader);
            else if (reader.ValueTextEquals("data"u8)) data = OfData(ref reader);
            else reader.Skip();
        }
        return new()
        {
            Time = time,
            Type = type,
            Actor = actor,
            Audit = audit,
            Data = data.Data,
            Principal = data.Principal,
            Rule = data.Rule,
            Severity = data.Severity,
        };
    }

    private static LeafColumns OfData(ref Utf8JsonReader reader)
    {
        Range principal = default, rule = default, severity = default;
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject) throw new FormatException("`data` of a leaf is an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("principal"u8)) principal = Text(ref reader);
            else if (reader.ValueTextEquals("rule"u8)) rule = Text(ref reader);
            else if (reader.ValueTextEquals("severity"u8)) severity = Text(ref reader);
            else reader.Skip();
        }
        return new() { Data = start..(int)reader.BytesConsumed, Principal = principal, Rule = rule, Severity = severity };
    }

    // A string with its quotes; of another value, nothing.
    private static Range Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return (int)reader.TokenStartIndex..(int)reader.BytesConsumed;
        reader.Skip();
        return default;
    }
}
