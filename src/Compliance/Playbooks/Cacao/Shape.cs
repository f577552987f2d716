using System.Text.Json;

namespace Compliance.Playbooks.Cacao;

/// <summary>What a value of a playbook must be: it finds what is wrong with a value, and writes a right one in its one canonical form.</summary>
internal abstract class Shape
{
    public abstract void Check(JsonElement value, Place at, Problems problems);

    public virtual void Write(JsonElement value, Utf8JsonWriter json) => value.WriteTo(json);

    /// <summary>As a member that must be there.</summary>
    public Member Required => new(this, IsRequired: true);

    public static implicit operator Member(Shape shape) => new(shape, IsRequired: false);
}

internal sealed record Member(Shape Shape, bool IsRequired);

/// <param name="expected">Ends the sentence <c>expected …</c>.</param>
internal sealed class TextShape(string expected, Func<string, bool> isRight) : Shape
{
    public static readonly TextShape Any = new("a text", _ => true);

    public static TextShape OneOf(params string[] values) => new(values.Length == 1 ? $"`{values[0]}`" : $"one of {string.Join(", ", values)}", values.Contains);

    public bool Accepts(string text) => isRight(text);

    public override void Check(JsonElement value, Place at, Problems problems)
    {
        if (value.ValueKind is not JsonValueKind.String || !isRight(value.GetString()!)) problems.Add(at, $"expected {expected}");
    }

    public override void Write(JsonElement value, Utf8JsonWriter json) => json.WriteStringValue(value.GetString());
}

internal sealed class WholeShape(long least, long most, string what) : Shape
{
    public override void Check(JsonElement value, Place at, Problems problems)
    {
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetInt64(out var number) || number < least || number > most)
            problems.Add(at, $"expected {what}, a whole number from {least} to {most} without fraction or exponent");
    }

    public override void Write(JsonElement value, Utf8JsonWriter json) => json.WriteNumberValue(value.GetInt64());
}

internal sealed class FlagShape : Shape
{
    public override void Check(JsonElement value, Place at, Problems problems)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) problems.Add(at, "expected true or false");
    }
}

/// <summary>A value that may also be null.</summary>
internal sealed class NullableShape(Shape shape) : Shape
{
    public override void Check(JsonElement value, Place at, Problems problems)
    {
        if (value.ValueKind is not JsonValueKind.Null) shape.Check(value, at, problems);
    }

    public override void Write(JsonElement value, Utf8JsonWriter json)
    {
        if (value.ValueKind is JsonValueKind.Null) json.WriteNullValue();
        else shape.Write(value, json);
    }
}

internal sealed class ListShape(Shape item, int least = 0) : Shape
{
    public override void Check(JsonElement value, Place at, Problems problems)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            problems.Add(at, "expected a list");
            return;
        }
        if (value.GetArrayLength() < least) problems.Add(at, $"expected at least {least} of them, found {value.GetArrayLength()}");
        var index = 0;
        foreach (var element in value.EnumerateArray()) item.Check(element, at.Item(index++), problems);
    }

    public override void Write(JsonElement value, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var element in value.EnumerateArray()) item.Write(element, json);
        json.WriteEndArray();
    }
}

/// <summary>An object whose names the author gives; canonical in the ordinal order of its names.</summary>
internal sealed class MapShape(TextShape key, Func<string, Shape?> valueOf, string keys) : Shape
{
    public MapShape(TextShape key, Shape value, string keys) : this(key, _ => value, keys) { }

    public override void Check(JsonElement value, Place at, Problems problems)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            problems.Add(at, "expected an object");
            return;
        }
        foreach (var member in value.EnumerateObject())
        {
            var place = at.Key(member.Name);
            if (!key.Accepts(member.Name) || valueOf(member.Name) is not { } shape) problems.Add(place, $"the name must be {keys}");
            else shape.Check(member.Value, place, problems);
        }
    }

    public override void Write(JsonElement value, Utf8JsonWriter json) => Write(value, json, value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal));

    public void Write(JsonElement value, Utf8JsonWriter json, IEnumerable<JsonProperty> inOrder)
    {
        json.WriteStartObject();
        foreach (var member in inOrder)
        {
            json.WritePropertyName(member.Name);
            valueOf(member.Name)!.Write(member.Value, json);
        }
        json.WriteEndObject();
    }
}

/// <summary>What somebody else defined: kept as it is.</summary>
internal sealed class VerbatimShape : Shape
{
    public override void Check(JsonElement value, Place at, Problems problems)
    {
        if (value.ValueKind is not JsonValueKind.Object) problems.Add(at, "expected an object");
    }
}

/// <summary>An object of which <c>type</c> says what it is.</summary>
/// <param name="shapeOf">Null: there is no such type.</param>
internal sealed class TypedShape(Func<string, Shape?> shapeOf, string types) : Shape
{
    public override void Check(JsonElement value, Place at, Problems problems)
    {
        if (value.ValueKind is not JsonValueKind.Object) problems.Add(at, "expected an object");
        else if (value.Text("type") is { } type && shapeOf(type) is { } shape) shape.Check(value, at, problems);
        else problems.Add(at.Member("type"), $"expected {types}");
    }

    public override void Write(JsonElement value, Utf8JsonWriter json) => shapeOf(value.Text("type")!)!.Write(value, json);
}
