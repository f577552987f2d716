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

    /// <summary>A slot for a path of a log entry's <c>fields</c>: dotted, or the one name of a property that holds dots itself.
    /// The format may want the same path; each then has its slot.</summary>
    public int AddField(string path)
    {
        var slot = Slots++;
        Root.Descend(path.Split('.')).AddSlot(slot);
        if (path.Contains('.', StringComparison.Ordinal)) Root.Descend([path]).AddSlot(slot);
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
    private const int LastNumber = 999;
    private readonly List<(byte[] Name, JsonPath Path)> _children = [];

    /// <summary>Slot of a scalar found here; −1: none.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>More slots of that scalar.</summary>
    public int[] OtherSlots { get; private set; } = [];

    /// <summary>Slot of an object or array found here; −1: none.</summary>
    public int JsonSlot { get; set; } = -1;

    public void AddSlot(int slot)
    {
        if (Slot < 0) Slot = slot;
        else OtherSlots = [.. OtherSlots, slot];
    }

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

    /// <summary>What is wanted of an element of an array here. An array on a path means its first element; a numeric step, up to
    /// 999, names another.</summary>
    public JsonPath? Element(int index)
    {
        var numbered = _children.Count == 0 ? null : Find(Encoding.ASCII.GetBytes($"{index}"));
        return index > 0 ? numbered : First(numbered);
    }

    /// <summary>Index behind which no numeric step reaches.</summary>
    public int LastElement()
    {
        var last = 0;
        foreach (var (name, _) in _children)
            if (int.TryParse(name, out var index)) last = Math.Max(last, index);
        return Math.Min(last, LastNumber);
    }

    /// <summary>What is wanted of a first element: all that is wanted here, but for the numbers, which were of this array; a slot
    /// that takes the array as text is not filled by its first element before.</summary>
    private JsonPath First(JsonPath? numbered)
    {
        var first = new JsonPath();
        if (JsonSlot < 0) first.TakeSlots(this);
        if (numbered is not null)
        {
            first._children.AddRange(numbered._children);
            first.TakeSlots(numbered);
            first.JsonSlot = numbered.JsonSlot;
        }
        first._children.AddRange(_children.Where(child => !int.TryParse(child.Name, out _)));
        return first;
    }

    private void TakeSlots(JsonPath other)
    {
        if (other.Slot >= 0) AddSlot(other.Slot);
        foreach (var slot in other.OtherSlots) AddSlot(slot);
    }

    private static bool SameName(byte[] wanted, ReadOnlySpan<byte> name) =>
        name.SequenceEqual(wanted) || (Ascii.IsValid(wanted) && Ascii.EqualsIgnoreCase(wanted, name));
}
