namespace Compliance.Vendors;

/// <summary>A mapping whose keys are known: others are refused when it is made.</summary>
internal sealed class YamlFields
{
    private readonly YamlValue _map;
    private readonly string _what;
    private readonly Dictionary<string, YamlValue> _values = new(StringComparer.Ordinal);

    public YamlFields(YamlValue place, YamlMap map, string what, string[] keys)
    {
        _map = place;
        _what = what;
        IsEmpty = map.Entries.All(entry => entry.Value is YamlScalar { IsAbsent: true });
        foreach (var (key, value) in map.Entries)
        {
            if (!keys.Contains(key.Text, StringComparer.Ordinal))
                place.With(key).Refuse($"unknown key {Excerpt.Of(key.Text)}: {what} has {string.Join(", ", keys)}");
            else if (value is not YamlScalar { IsAbsent: true })
                _values.Add(key.Text, place.With(value));
        }
    }

    /// <summary>Line of the mapping.</summary>
    public int Line => _map.Line;

    /// <summary>No key has a value, not even one that was refused.</summary>
    public bool IsEmpty { get; }

    /// <summary>Whether a known key is there, with a value that may still be refused.</summary>
    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>Notes a problem of the mapping as a whole.</summary>
    public void Refuse(string problem) => _map.Refuse(problem);

    /// <summary>Notes a problem at the value of a key, or of the mapping when the key is not there.</summary>
    public void RefuseAt(string key, string problem)
    {
        if (_values.TryGetValue(key, out var value)) value.Refuse(problem);
        else Refuse(problem);
    }

    /// <summary>The value of a key; null when it is not there or, with the problem noted, cannot be read.</summary>
    public T? Optional<T>(string key, Func<YamlValue, T?> read) =>
        _values.TryGetValue(key, out var value) ? read(value) : default;

    public T? Required<T>(string key, Func<YamlValue, T?> read)
    {
        if (_values.TryGetValue(key, out var value)) return read(value);
        Refuse($"{_what} needs the key `{key}`, with a value");
        return default;
    }
}
