using System.Text.Json;

namespace Compliance.Entitlements.Lists;

/// <summary>An object of JSON.</summary>
internal sealed class ListObject(long number, JsonElement element) : ListRecord(number)
{
    private Dictionary<string, JsonElement>? _members;

    public override bool Has(string name) => At(name) is not null;

    public override bool IsArray(string name) => At(name)?.ValueKind == JsonValueKind.Array;

    public override IEnumerable<ListRecord> Inner(string name) => At(name) switch
    {
        { ValueKind: JsonValueKind.Object } one => [new ListObject(Number, one)],
        { ValueKind: JsonValueKind.Array } several => several.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Select(item => new ListObject(Number, item)),
        _ => [],
    };

    public override IEnumerable<string> Texts(string name) => At(name) switch
    {
        { ValueKind: JsonValueKind.Array } several => several.EnumerateArray().Select(TextOf).OfType<string>().Where(text => text.Length > 0),
        { } one when TextOf(one) is { Length: > 0 } text => [text],
        _ => [],
    };

    protected override string? Find(string name) => At(name) is { } value ? TextOf(value) : null;

    private string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Sound(value),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    // What the parser lets pass as a string may still be no text: half of a surrogate pair, bytes that are not UTF-8.
    private string? Sound(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            Refuse("it holds a text that is not valid Unicode");
            return null;
        }
    }

    // A name may itself hold dots, as flattened exports have it: the whole of it goes before its parts.
    private JsonElement? At(string path)
    {
        _members ??= Members(element);
        if (_members.TryGetValue(path, out var whole)) return whole;
        var parts = path.Split('.');
        if (parts.Length == 1 || !_members.TryGetValue(parts[0], out var at)) return null;
        foreach (var part in parts[1..])
            if (at.ValueKind != JsonValueKind.Object || !Members(at).TryGetValue(part, out at)) return null;
        return at;
    }

    // Names that differ in case, or are there twice: the first wins. One that is no text is nobody's.
    private static Dictionary<string, JsonElement> Members(JsonElement place)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        if (place.ValueKind != JsonValueKind.Object) return members;
        foreach (var member in place.EnumerateObject())
            if (NameOf(member) is { } name) members.TryAdd(name, member.Value);
        return members;
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
