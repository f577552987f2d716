using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>The resource types that conditions of the model name; compared ignoring case. All others are one: 0.</summary>
internal sealed class ResourceTypes
{
    private const int MostBytesPerChar = 3;

    private readonly string[] _names;
    private readonly byte[][] _written;
    private readonly int _longest;

    public ResourceTypes(AccessModel model)
    {
        var conditions = model.Roles.SelectMany(r => r.Allow).Select(e => e.When).ToList();
        _names = [.. conditions.SelectMany(c => c.Case?.Of ?? []).Concat(conditions.SelectMany(c => c.Volume ?? []).Select(v => v.Of))
            .Select(Pattern.Fold).Distinct().Order(StringComparer.Ordinal)];
        _written = new byte[_names.Length][];
        _longest = _names.Length == 0 ? -1 : MostBytesPerChar * _names.Max(n => n.Length);
    }

    /// <summary>Index of a type that the model names.</summary>
    public ushort this[string name] => (ushort)(Array.BinarySearch(_names, Pattern.Fold(name), StringComparer.Ordinal) + 1);

    public ushort Find(ReadOnlySpan<byte> type)
    {
        // A source writes a type one way: the last spelling seen of each settles nearly every event.
        for (var i = 0; i < _written.Length; i++)
            if (type.SequenceEqual(_written[i])) return (ushort)(i + 1);
        if (type.Length > _longest) return 0;
        var at = Array.BinarySearch(_names, Pattern.Fold(type), StringComparer.Ordinal);
        if (at < 0) return 0;
        _written[at] = type.ToArray();
        return (ushort)(at + 1);
    }
}
