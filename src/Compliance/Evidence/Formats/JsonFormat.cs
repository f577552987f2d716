using Compliance.Evidence.Json;

namespace Compliance.Evidence.Formats;

/// <summary>A format whose records are JSON objects.</summary>
internal abstract class JsonFormat(FormatOptions options) : LogFormat(options)
{
    /// <summary>The paths whose values the format wants. Complete when the constructor has run.</summary>
    public JsonPaths Paths { get; } = new();

    /// <summary>Leads the entry's own paths to slots and returns the values to read into.</summary>
    public RecordValues Complete()
    {
        MapFields(path => Paths.AddField(path));
        var values = new RecordValues(Paths.Slots);
        Bind(values);
        return values;
    }
}
