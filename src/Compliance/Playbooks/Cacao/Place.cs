using Compliance.Vendors;

namespace Compliance.Playbooks.Cacao;

/// <summary>Where a value stands in a playbook, as a JSONPath: <c>$.workflow['action--…'].commands[0].type</c>.</summary>
internal sealed class Place
{
    public static readonly Place Root = new(null, "$");

    private readonly Place? _parent;
    private readonly string _name;

    private Place(Place? parent, string name) => (_parent, _name) = (parent, name);

    /// <summary>A member whose name the format gives.</summary>
    public Place Member(string name) => new(this, $".{name}");

    /// <summary>A member whose name the author of the playbook gave.</summary>
    public Place Key(string key) => new(this, $"['{Excerpt.Line(key, 80)}']");

    public Place Item(int index) => new(this, $"[{index}]");

    public override string ToString() => _parent is null ? _name : _parent + _name;
}
