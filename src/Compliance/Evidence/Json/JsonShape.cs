using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Compliance.Evidence.Json;

/// <summary>A place in the records of a log: what is wanted there, and what records have shown there so far.</summary>
internal class JsonPlace
{
    private readonly JsonPath? _path;
    private readonly JsonShapes _shapes;
    private JsonShape? _object;
    private JsonPlace[]? _elements;

    public JsonPlace(JsonPath? path, JsonShapes shapes)
    {
        _path = path;
        _shapes = shapes;
        Slot = path?.Slot ?? -1;
        OtherSlots = path?.OtherSlots ?? [];
        JsonSlot = path?.JsonSlot ?? -1;
    }

    /// <summary>Slot of a scalar here; −1: not wanted.</summary>
    public readonly int Slot;

    /// <summary>More slots of that scalar.</summary>
    public readonly int[] OtherSlots;

    /// <summary>Slot of the source text of an object or array here; −1: not wanted.</summary>
    public readonly int JsonSlot;

    /// <summary>The object at this place.</summary>
    public JsonShape Object => _object ?? NewObject();

    /// <summary>An element of the array at this place. Elements behind the last wanted one share a place.</summary>
    public JsonPlace Element(int index)
    {
        var elements = _elements ??= Elements();
        return elements[Math.Min(index, elements.Length - 1)];
    }

    private JsonShape NewObject() => _object = new JsonShape(_path, _shapes);

    private JsonPlace[] Elements()
    {
        var last = _path?.LastElement() ?? -1;
        var elements = new JsonPlace[last + 2];
        for (var i = 0; i <= last; i++) elements[i] = new JsonPlace(_path!.Element(i), _shapes);
        elements[^1] = new JsonPlace(null, _shapes);
        return elements;
    }
}

/// <summary>A property of an object, with its name as the log spells it.</summary>
internal sealed class JsonProperty : JsonPlace
{
    // Room of the vectors below; a longer name is compared in full behind them.
    private const int VectorLength = 32;
    private readonly Vector256<byte> _name;
    private readonly Vector256<byte> _mask;
    private readonly byte[] _token;

    /// <summary>Length of the token: the name, the closing quote, the colon.</summary>
    public readonly int Length;

    /// <summary>The property expected next, since it came next the last time.</summary>
    public JsonProperty Next;

    /// <param name="name">Name without quotes, as spelt.</param>
    public JsonProperty(ReadOnlySpan<byte> name, JsonPath? path, JsonShapes shapes) : base(path, shapes)
    {
        _token = [.. name, (byte)'"', (byte)':'];
        Length = _token.Length;
        Span<byte> text = stackalloc byte[VectorLength];
        Span<byte> mask = stackalloc byte[VectorLength];
        text.Clear();
        var inVector = Math.Min(Length, VectorLength);
        _token.AsSpan(0, inVector).CopyTo(text);
        mask.Clear();
        mask[..inVector].Fill(0xFF);
        _name = Vector256.Create<byte>(text);
        _mask = Vector256.Create<byte>(mask);
        Next = this;
    }

    public ReadOnlySpan<byte> Name => _token.AsSpan(0, Length - 2);

    /// <summary>Whether the token stands at a place with 32 readable bytes. A name of an earlier record that matches is this
    /// record's name: the token ends with the quote and holds no escape.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe bool StandsAt(byte* at)
    {
        if (((Vector256.Load(at) ^ _name) & _mask) != Vector256<byte>.Zero) return false;
        return Length <= VectorLength || new ReadOnlySpan<byte>(at + VectorLength, Length - VectorLength).SequenceEqual(_token.AsSpan(VectorLength));
    }
}

/// <summary>The object at a place: the properties that records have shown there.</summary>
internal sealed class JsonShape
{
    private readonly JsonPath? _path;
    private readonly JsonShapes _shapes;
    private readonly Dictionary<int, List<JsonProperty>> _byHash = [];

    /// <summary>Stands before the first property: its <see cref="JsonProperty.Next"/> is the one expected first.</summary>
    public readonly JsonProperty Before;

    public JsonShape(JsonPath? path, JsonShapes shapes)
    {
        _path = path;
        _shapes = shapes;
        // 0x01 is never found in a name.
        Before = new JsonProperty([1], null, shapes);
    }

    /// <summary>The property of a name that was not expected where it stands.</summary>
    public JsonProperty Find(ReadOnlySpan<byte> name)
    {
        var hash = Hash(name);
        if (_byHash.TryGetValue(hash, out var same))
        {
            foreach (var known in same)
                if (known.Name.SequenceEqual(name)) return known;
        }
        var path = _path?.Find(name);
        if (!_shapes.MayLearn(name)) return path is null ? _shapes.Unlearned : new JsonProperty(name, path, _shapes);
        var property = new JsonProperty(name, path, _shapes);
        if (same is null) _byHash[hash] = [property];
        else same.Add(property);
        return property;
    }

    /// <summary>The property of a name that was written with escapes; not remembered, since its token is another.</summary>
    public JsonProperty FindUnlearned(ReadOnlySpan<byte> name) =>
        _path?.Find(name) is { } path ? new JsonProperty(name, path, _shapes) : _shapes.Unlearned;

    private static int Hash(ReadOnlySpan<byte> name)
    {
        unchecked
        {
            var hash = (uint)name.Length;
            foreach (var unit in name) hash = (hash ^ unit) * 16777619;
            return (int)hash;
        }
    }
}

/// <summary>What is learned of a log's records, bounded: names that are data (ids as property names) are not remembered
/// for ever.</summary>
internal sealed class JsonShapes
{
    private const int MostProperties = 4096;
    private const int LongestName = 256;
    private int _properties;

    public JsonShapes() => Unlearned = new JsonProperty([1], null, this);

    /// <summary>Any property that is neither wanted nor remembered.</summary>
    public JsonProperty Unlearned { get; }

    public bool MayLearn(ReadOnlySpan<byte> name) => name.Length <= LongestName && _properties++ < MostProperties;
}
