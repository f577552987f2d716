using Compliance.Evidence.Json;

namespace Compliance.Evidence.Formats;

/// <summary>A value that stands beside its name in an array of pairs: <c>[{"Name":"UserAgent","Value":"…"}]</c>.</summary>
/// <param name="name">Property that holds the name.</param>
/// <param name="value">Property that holds the value.</param>
/// <param name="wanted">The name sought, ignoring case.</param>
internal sealed class JsonPair
{
    private readonly List<Range> _elements = [];
    private readonly RecordValues _values;
    private readonly JsonText _text;
    private readonly int _name, _value;
    private readonly byte[] _wanted;
    private readonly byte[] _folded;

    public JsonPair(string name, string value, string wanted)
    {
        var paths = new JsonPaths();
        (_name, _value) = (paths.Add(name), paths.Add(value));
        _values = new RecordValues(paths.Slots);
        _text = new JsonText(paths, _values);
        _wanted = System.Text.Encoding.UTF8.GetBytes(wanted);
        _folded = System.Text.Encoding.UTF8.GetBytes(wanted.ToLowerInvariant());
    }

    /// <summary>The value, which lives until the next search; empty when the array holds no such pair.</summary>
    /// <param name="array">Source text of an array of the record being read (<see cref="JsonText"/>).</param>
    public ReadOnlySpan<byte> Find(ReadOnlySpan<byte> array)
    {
        // Most arrays hold other things: scanning them for good is left to those that name it somewhere.
        if (!FieldWords.Contains(array, _folded)) return default;
        _text.Split(array, _elements);
        foreach (var element in _elements)
            if (_text.Read(array[element]) is null && FieldWords.Is(_values.Text(_name), _wanted)) return _values.Text(_value);
        return default;
    }
}
