using System.Text.Json;

namespace Compliance.Playbooks.Cacao;

/// <summary>An object whose names the format gives; canonical in the order in which the format lists them.</summary>
internal sealed class ObjectShape : Shape
{
    /// <summary>Looks at what members mean together.</summary>
    public delegate void CrossCheck(JsonElement value, Place at, Problems problems);

    private readonly OrderedDictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly List<CrossCheck> _cross = [];

    public ObjectShape(params ReadOnlySpan<(string Name, Member Member)> members)
    {
        foreach (var (name, member) in members) _members.Add(name, member);
    }

    /// <summary>The same with more members.</summary>
    public ObjectShape With(params ReadOnlySpan<(string Name, Member Member)> more)
    {
        var whole = Copy();
        foreach (var (name, member) in more) whole._members[name] = member;
        return whole;
    }

    /// <summary>The same with a check over several members.</summary>
    public ObjectShape And(CrossCheck check)
    {
        var whole = Copy();
        whole._cross.Add(check);
        return whole;
    }

    private string Known => field ??= string.Join(", ", _members.Keys);

    public override void Check(JsonElement value, Place at, Problems problems)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            problems.Add(at, "expected an object");
            return;
        }
        foreach (var member in value.EnumerateObject())
        {
            if (_members.TryGetValue(member.Name, out var known)) known.Shape.Check(member.Value, at.Member(member.Name), problems);
            else problems.Add(at.Key(member.Name), $"unknown property: take it out, or one of {Known} was meant");
        }
        foreach (var (name, member) in _members)
        {
            if (member.IsRequired && !value.TryGetProperty(name, out _)) problems.Add(at.Member(name), "missing: it must be there");
        }
        foreach (var check in _cross) check(value, at, problems);
    }

    public override void Write(JsonElement value, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (name, member) in _members)
        {
            if (!value.TryGetProperty(name, out var present)) continue;
            json.WritePropertyName(name);
            member.Shape.Write(present, json);
        }
        json.WriteEndObject();
    }

    private ObjectShape Copy()
    {
        var copy = new ObjectShape();
        foreach (var (name, member) in _members) copy._members.Add(name, member);
        copy._cross.AddRange(_cross);
        return copy;
    }
}
