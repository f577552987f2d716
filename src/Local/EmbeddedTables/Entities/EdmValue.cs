using System.Globalization;
using System.Text.Json;

namespace Compliance.Local.EmbeddedTables.Entities;

/// <summary>A value that a filter compares. Values of different types do not compare, except numbers among themselves.</summary>
internal readonly record struct EdmValue(EdmType Type, object Value)
{
    private bool IsNumber => Type is EdmType.Int32 or EdmType.Int64 or EdmType.Double;

    public static EdmValue Of(string text) => new(EdmType.String, text);

    /// <summary>A property of a stored entity; null when it is absent.</summary>
    public static EdmValue? Find(ReadOnlySpan<byte> body, string name)
    {
        var type = EdmType.String;
        var json = new Utf8JsonReader(body);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isType = json.ValueSpan.EndsWith(Property.TypeSuffixUtf8);
            var isThis = !isType && json.ValueTextEquals(name);
            json.Read();
            if (isThis)
                return Read(ref json, type);
            // The type stands before its value; it is forgotten when the value was another one's.
            type = isType ? Property.ParseType(json.GetString()!) : EdmType.String;
        }
        return null;
    }

    /// <summary>Less than 0, 0, more than 0 as in any comparison; null when the two do not compare.</summary>
    public int? CompareTo(EdmValue other)
    {
        if (IsNumber && other.IsNumber && Type != other.Type)
        {
            return Type == EdmType.Double || other.Type == EdmType.Double
                ? Compare(Convert.ToDouble(Value, CultureInfo.InvariantCulture), Convert.ToDouble(other.Value, CultureInfo.InvariantCulture))
                : Convert.ToInt64(Value, CultureInfo.InvariantCulture).CompareTo(Convert.ToInt64(other.Value, CultureInfo.InvariantCulture));
        }
        if (Type != other.Type)
            return null;
        return (Value, other.Value) switch
        {
            (string left, string right) => string.CompareOrdinal(left, right),
            (byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right),
            (double left, double right) => Compare(left, right),
            _ => ((IComparable)Value).CompareTo(other.Value),
        };
    }

    // NaN is neither equal to anything nor before or after it.
    private static int? Compare(double left, double right) => double.IsNaN(left) || double.IsNaN(right) ? null : left.CompareTo(right);

    private static EdmValue Read(ref Utf8JsonReader json, EdmType type) => json.TokenType switch
    {
        JsonTokenType.True => new(EdmType.Boolean, true),
        JsonTokenType.False => new(EdmType.Boolean, false),
        JsonTokenType.Number => json.TryGetInt32(out var number) ? new(EdmType.Int32, number) : new(EdmType.Double, json.GetDouble()),
        _ => Parse(type, json.GetString()!),
    };

    private static EdmValue Parse(EdmType type, string text) => new(type, type switch
    {
        EdmType.Int64 => long.Parse(text, CultureInfo.InvariantCulture),
        EdmType.Double => double.Parse(text, CultureInfo.InvariantCulture),
        EdmType.DateTime => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime,
        EdmType.Guid => Guid.Parse(text),
        EdmType.Binary => Convert.FromBase64String(text),
        _ => text,
    });
}
