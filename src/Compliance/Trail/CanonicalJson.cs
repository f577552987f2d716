using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Compliance.Trail;

/// <summary>JSON as RFC 8785 (JCS) writes it: one sequence of bytes for one value, so that a digest of it means something.</summary>
/// <remarks>Unless asked for more, numbers are restricted to <see cref="CanonicalNumbers.Integers"/>: no part of the trail needs
/// a fraction.</remarks>
public static class CanonicalJson
{
    /// <summary>2^53−1, the largest integer that I-JSON (RFC 7493, section 2.2) calls interoperable.</summary>
    public const long MaxInteger = (1L << 53) - 1;

    private const int MaxDepth = 64;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    /// <summary>The canonical bytes of a value; a null node is <c>null</c>.</summary>
    /// <exception cref="FormatException">A number is not one of those allowed, a string holds a lone surrogate, or the value is
    /// nested more than 64 deep.</exception>
    public static byte[] Write(JsonNode? value, CanonicalNumbers numbers = CanonicalNumbers.Integers)
    {
        var output = new ArrayBufferWriter<byte>(256);
        WriteValue(output, value, numbers, MaxDepth);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads JSON text strictly: UTF-8, no comment, no trailing comma, no name twice in an object.</summary>
    /// <exception cref="FormatException">The text is not such JSON.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8)
    {
        if (!System.Text.Unicode.Utf8.IsValid(utf8)) throw new FormatException("not JSON: not UTF-8");
        try
        {
            RefuseLoneSurrogates(utf8);
            return JsonNode.Parse(utf8, documentOptions: Strict);
        }
        catch (JsonException e)
        {
            throw new FormatException($"not JSON: {e.Message}", e);
        }
    }

    // A node gives up only later, at a string that its escapes make no text.
    private static void RefuseLoneSurrogates(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf("\\u"u8) < 0) return;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped) continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException e)
            {
                throw new FormatException("not JSON: a string holds a lone surrogate", e);
            }
        }
    }

    /// <summary>Whether bytes are already the canonical form of what they say.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> utf8, CanonicalNumbers numbers = CanonicalNumbers.Integers)
    {
        try
        {
            return Write(Parse(utf8), numbers).AsSpan().SequenceEqual(utf8);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static void WriteValue(ArrayBufferWriter<byte> output, JsonNode? value, CanonicalNumbers numbers, int depth)
    {
        if (depth == 0) throw new FormatException($"JSON is nested more than {MaxDepth} deep");
        switch (value)
        {
            case null:
                output.Write("null"u8);
                break;
            case JsonObject members:
                WriteObject(output, members, numbers, depth);
                break;
            case JsonArray items:
                WriteArray(output, items, numbers, depth);
                break;
            default:
                WriteScalar(output, value, numbers);
                break;
        }
    }

    private static void WriteObject(ArrayBufferWriter<byte> output, JsonObject members, CanonicalNumbers numbers, int depth)
    {
        // RFC 8785, section 3.2.3: names sort as arrays of UTF-16 code units, which is what ordinal comparison is.
        var sorted = members.OrderBy(member => member.Key, StringComparer.Ordinal);
        output.Write("{"u8);
        var first = true;
        foreach (var (name, member) in sorted)
        {
            if (!first) output.Write(","u8);
            first = false;
            WriteString(output, name);
            output.Write(":"u8);
            WriteValue(output, member, numbers, depth - 1);
        }
        output.Write("}"u8);
    }

    private static void WriteArray(ArrayBufferWriter<byte> output, JsonArray items, CanonicalNumbers numbers, int depth)
    {
        output.Write("["u8);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            WriteValue(output, items[i], numbers, depth - 1);
        }
        output.Write("]"u8);
    }

    private static void WriteScalar(ArrayBufferWriter<byte> output, JsonNode value, CanonicalNumbers numbers)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                WriteString(output, value.GetValue<string>());
                break;
            case JsonValueKind.True:
                output.Write("true"u8);
                break;
            case JsonValueKind.False:
                output.Write("false"u8);
                break;
            case JsonValueKind.Number:
                output.Write(Utf8.GetBytes(numbers == CanonicalNumbers.Integers ? Integer(NumberText(value)) : EcmaScriptNumber.Write(Number(value))));
                break;
            default:
                throw new FormatException($"JSON cannot hold a {value.GetValueKind()} here");
        }
    }

    // What holds a double gives it: the text that the framework would make of it may be another number's.
    private static double Number(JsonNode value) =>
        value.AsValue().TryGetValue<double>(out var number) ? number : EcmaScriptNumber.Read(NumberText(value));

    private static string NumberText(JsonNode value)
    {
        try
        {
            return value.ToJsonString();
        }
        catch (ArgumentException e)
        {
            throw new FormatException("a JSON number is finite", e);
        }
    }

    private static string Integer(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is <= MaxInteger and >= -MaxInteger
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw new FormatException($"`{text}` is not an integer within ±{MaxInteger}: write it as a string");

    private static void WriteString(ArrayBufferWriter<byte> output, string text)
    {
        output.Write("\""u8);
        var plain = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c >= ' ' && c is not ('"' or '\\')) continue;
            WriteUtf8(output, text.AsSpan(plain, i - plain));
            WriteEscape(output, c);
            plain = i + 1;
        }
        WriteUtf8(output, text.AsSpan(plain));
        output.Write("\""u8);
    }

    private static void WriteUtf8(ArrayBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        try
        {
            Utf8.GetBytes(text, output);
        }
        catch (EncoderFallbackException e)
        {
            throw new FormatException("a string holds a lone surrogate, which UTF-8 cannot say", e);
        }
    }

    // RFC 8785, section 3.2.2.2: the short escapes where JSON has one, else lower-case \u00xx, and nothing more is escaped.
    private static void WriteEscape(ArrayBufferWriter<byte> output, char c)
    {
        var text = c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\f' => "\\f",
            '\r' => "\\r",
            _ => $"\\u{(int)c:x4}",
        };
        output.Write(Utf8.GetBytes(text));
    }
}
