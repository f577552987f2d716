using System.Text;

namespace Compliance.Evidence.Json;

/// <summary>The paths that a format wants, as a tree: each step a property name (ordinal, ignoring the case of ASCII) or
/// the number of an array element.</summary>
internal sealed class JsonPaths
{
    public JsonPath Root { get; } = new();

    /// <summary>Number of slots given out.</summary>
    public int Slots { get; private set; }

    /// <summary>A slot filled by the first of the paths that a record holds. Steps are separated by dots; a path of names
    /// that hold dots themselves is given to <see cref="Add(int, string[])"/>.</summary>
    public int Add(params ReadOnlySpan<string> dotted)
    {
        var slot = Slots++;
        foreach (var path in dotted) Add(slot, path.Split('.'));
        return slot;
    }

    /// <summary>A slot for a path whose steps may hold dots.</summary>
    public int AddSteps(params string[] steps)
    {
        Add(Slots, steps);
        return Slots++;
    }

    /// <summary>Leads one more path to a slot.</summary>
    public void Add(int slot, params string[] steps) => Root.Descend(steps).Slot = slot;

    /// <summary>A path of an access model: dotted, or the one name of a property that holds dots itself.</summary>
    public int AddField(string path)
    {
        var slot = Add(path);
        if (path.Contains('.', StringComparison.Ordinal)) Add(slot, [path]);
        return slot;
    }

    /// <summary>A slot that takes a value of any kind; an object or array as its source text.</summary>
    public int AddJson(params ReadOnlySpan<string> dotted)
    {
        var slot = Add(dotted);
        foreach (var path in dotted) AddJson(slot, path.Split('.'));
        return slot;
    }

    /// <summary>Leads the source text of an object or array to a slot.</summary>
    public void AddJson(int slot, params string[] steps) => Root.Descend(steps).JsonSlot = slot;
}

/// <summary>One place in the tree of wanted paths.</summary>
internal sealed class JsonPath
{
    private readonly List<(byte[] Name, JsonPath Path)> _children = [];

    /// <summary>Slot of a scalar found here; −1: none.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>Slot of an object or array found here; −1: none.</summary>
    public int JsonSlot { get; set; } = -1;

    public JsonPath Descend(ReadOnlySpan<string> steps)
    {
        if (steps.IsEmpty) return this;
        var name = Encoding.UTF8.GetBytes(steps[0]);
        var child = Find(name);
        if (child is null) _children.Add((name, child = new JsonPath()));
        return child.Descend(steps[1..]);
    }

    public JsonPath? Find(ReadOnlySpan<byte> name)
    {
        foreach (var (childName, path) in _children)
            if (SameName(childName, name)) return path;
        return null;
    }

    /// <summary>What is wanted of an element of an array here. An array on a path means its first element; a numeric step
    /// names another.</summary>
    public JsonPath? Element(int index)
    {
        var numbered = _children.Count == 0 ? null : Find(Encoding.ASCII.GetBytes($"{index}"));
        if (index > 0) return numbered;
        if (JsonSlot < 0) return numbered is null ? this : Union(numbered);
        // The whole array is wanted as text: its first element must not take the slot before it.
        return numbered ?? new JsonPath();
    }

    /// <summary>Index behind which no numeric step reaches.</summary>
    public int LastElement()
    {
        var last = 0;
        foreach (var (name, _) in _children)
            if (int.TryParse(name, out var index)) last = Math.Max(last, index);
        return last;
    }

    private JsonPath Union(JsonPath other)
    {
        var union = new JsonPath { Slot = other.Slot >= 0 ? other.Slot : Slot, JsonSlot = other.JsonSlot >= 0 ? other.JsonSlot : JsonSlot };
        union._children.AddRange(other._children);
        union._children.AddRange(_children);
        return union;
    }

    private static bool SameName(byte[] wanted, ReadOnlySpan<byte> name) =>
        name.SequenceEqual(wanted) || (Ascii.IsValid(wanted) && Ascii.EqualsIgnoreCase(wanted, name));
}
