namespace Compliance.Evidence.Json;

/// <summary>The objects of an array inside a record, where each is an event of its own.</summary>
internal sealed class JsonElements
{
    private readonly JsonText _text;
    private readonly List<Range> _places = [];

    /// <param name="paths">What is wanted of an element; complete.</param>
    public JsonElements(JsonPaths paths)
    {
        Values = new RecordValues(paths.Slots);
        _text = new JsonText(paths, Values);
    }

    /// <summary>The values of the element read last.</summary>
    public RecordValues Values { get; }

    /// <summary>Finds the elements.</summary>
    /// <param name="array">Source text of the array, a value of the record being read.</param>
    /// <returns>How many there are.</returns>
    public int Split(ReadOnlySpan<byte> array)
    {
        _text.Split(array, _places);
        return _places.Count;
    }

    /// <summary>Reads an element of the array that was split last.</summary>
    public void Read(ReadOnlySpan<byte> array, int index) => _ = _text.Read(array[_places[index]]);
}
