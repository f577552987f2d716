using System.Text.Json;

namespace Compliance.Evidence.Formats;

/// <summary>The presets of <c>presets.json</c>, read once, strictly.</summary>
internal static class Presets
{
    private const string Resource = "Formats/presets.json";

    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<Preset> All { get; } = Read();

    // By hand: the names of formats are asked for at every start, and a serializer takes longer to warm up than all of this.
    private static Preset[] Read()
    {
        using var json = typeof(Presets).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"`{Resource}` is not in the assembly");
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("presets").EnumerateArray().Select(Read)];
    }

    private static Preset Read(JsonElement preset)
    {
        var name = preset.GetProperty("name").GetString()!;
        foreach (var property in preset.EnumerateObject())
            if (property.Name is not ("name" or "product" or "source" or "fields" or "constants" or "values" or "notJudged" or "timesAreUtc" or "recognisedBy"))
                throw new JsonException($"`{Resource}`: the preset `{name}` has the unknown key `{property.Name}`");
        return new Preset
        {
            Name = name,
            Product = preset.GetProperty("product").GetString()!,
            Source = preset.GetProperty("source").GetString()!,
            Fields = ByField(preset, "fields", Texts),
            Constants = ByField(preset, "constants", value => value.GetString()!),
            Values = ByField(preset, "values", Words),
            NotJudged = preset.TryGetProperty("notJudged", out var actions) ? Texts(actions) : [],
            TimesAreUtc = !preset.TryGetProperty("timesAreUtc", out var utc) || utc.GetBoolean(),
            RecognisedBy = Texts(preset.GetProperty("recognisedBy")),
        };
    }

    private static Dictionary<EventField, T> ByField<T>(JsonElement preset, string key, Func<JsonElement, T> read)
    {
        var fields = new Dictionary<EventField, T>();
        if (preset.TryGetProperty(key, out var values))
            foreach (var value in values.EnumerateObject()) fields.Add(Enum.Parse<EventField>(value.Name, ignoreCase: true), read(value.Value));
        return fields;
    }

    private static string[] Texts(JsonElement values) => [.. values.EnumerateArray().Select(value => value.GetString()!)];

    private static IReadOnlyDictionary<string, string> Words(JsonElement values) =>
        values.EnumerateObject().ToDictionary(word => word.Name, word => word.Value.GetString()!, StringComparer.OrdinalIgnoreCase);
}
