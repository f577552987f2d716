using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Compliance.Local.EmbeddedTables.Entities;

/// <summary>Checks a property's value and gives it the one form in which it is stored and sent.</summary>
internal static class PropertyValue
{
    /// <summary>The reader stands on the value; <paramref name="raw"/> are its bytes in the request, quotes included.</summary>
    public static Property Read(string name, EdmType? declared, ref Utf8JsonReader json, ReadOnlyMemory<byte> raw)
    {
        var type = declared ?? json.TokenType switch
        {
            JsonTokenType.String => EdmType.String,
            JsonTokenType.True or JsonTokenType.False => EdmType.Boolean,
            JsonTokenType.Number => json.ValueSpan.ContainsAny((byte)'.', (byte)'e', (byte)'E') ? EdmType.Double : EdmType.Int32,
            _ => throw TableException.InvalidInput($"property `{name}` is neither a text, a number nor a truth value"),
        };
        return type switch
        {
            EdmType.String when json.TokenType == JsonTokenType.String => Text(name, ref json, raw),
            EdmType.Boolean when json.TokenType is JsonTokenType.True or JsonTokenType.False => new(name, type, raw, 1),
            EdmType.Int32 when json.TokenType == JsonTokenType.Number && json.TryGetInt32(out _) => new(name, type, raw, 4),
            EdmType.Double when json.TokenType == JsonTokenType.Number => new(name, type, WithPoint(raw), 8),
            EdmType.Int64 when json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number) => Quoted(name, type, 8, number.ToString(CultureInfo.InvariantCulture)),
            _ when json.TokenType == JsonTokenType.String => json.ValueIsEscaped
                ? Typed(name, type, Encoding.UTF8.GetBytes($"\"{json.GetString()}\""))
                : Typed(name, type, raw),
            _ => throw Mismatch(name, type),
        };
    }

    private static Property Text(string name, ref Utf8JsonReader json, ReadOnlyMemory<byte> raw)
    {
        if (!Utf8.IsValid(json.ValueSpan))
            throw TableException.InvalidInput($"property `{name}` is not UTF-8");
        var length = json.ValueIsEscaped ? json.GetString()!.Length : Encoding.UTF8.GetCharCount(json.ValueSpan);
        return length > Limits.StringChars ? throw TooLarge() : new(name, EdmType.String, raw, 4 + 2 * length);
    }

    private static Property Typed(string name, EdmType type, ReadOnlyMemory<byte> quoted)
    {
        var text = quoted.Span[1..^1];
        switch (type)
        {
            case EdmType.Int64 when Utf8Parser.TryParse(text, out long _, out var used) && used == text.Length:
                return new(name, type, quoted, 8);
            case EdmType.Guid when Utf8Parser.TryParse(text, out Guid _, out var used) && used == text.Length:
                return new(name, type, quoted, 16);
            case EdmType.Binary when Base64.IsValid(text, out var length):
                return length > Limits.BinaryBytes ? throw TooLarge() : new(name, type, quoted, 4 + length);
            case EdmType.Double when text is [.., (byte)'N'] or [.., (byte)'y'] && Encoding.UTF8.GetString(text) is "NaN" or "Infinity" or "-Infinity":
                return new(name, type, quoted, 8);
            case EdmType.DateTime when Instant(text) is { } instant:
                return instant < Limits.FirstInstant
                    ? throw new TableException(400, "OutOfRangeInput", $"The '{name}' parameter of value '{instant:O}' is out of range.")
                    : Quoted(name, type, 8, instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture));
            default:
                throw Mismatch(name, type);
        }
    }

    private static DateTime? Instant(ReadOnlySpan<byte> text) =>
        DateTimeOffset.TryParse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.UtcDateTime
            : null;

    // A Double that reads `5` would come back as an Int32.
    private static ReadOnlyMemory<byte> WithPoint(ReadOnlyMemory<byte> number) =>
        number.Span.ContainsAny((byte)'.', (byte)'e', (byte)'E') ? number : (byte[])[.. number.Span, (byte)'.', (byte)'0'];

    private static Property Quoted(string name, EdmType type, int size, string value) => new(name, type, Encoding.UTF8.GetBytes($"\"{value}\""), size);

    private static TableException Mismatch(string name, EdmType type) => TableException.InvalidInput($"property `{name}` is not an Edm.{type}");

    private static TableException TooLarge() => new(
        400,
        "PropertyValueTooLarge",
        "The property value exceeds the maximum allowed size (64KB). If the property value is a string, it is UTF-16 encoded and the maximum number of characters should be 32K or less.");
}
