namespace Compliance.Evidence.Formats;

/// <summary>A mapping of fields that is shipped as data, for a system whose logs need no code of their own (<c>presets.md</c>).</summary>
internal sealed record Preset
{
    /// <summary>As <c>logs:</c> and <c>--preset</c> have it.</summary>
    public required string Name { get; init; }

    /// <summary>The system and which of its logs.</summary>
    public required string Product { get; init; }

    /// <summary>The public documentation that the names are taken from.</summary>
    public required string Source { get; init; }

    /// <summary>Event field → dotted JSON paths or columns, the first of which that is there counts.</summary>
    public required IReadOnlyDictionary<EventField, string[]> Fields { get; init; }

    /// <summary>Event field → what it is of every record.</summary>
    public IReadOnlyDictionary<EventField, string> Constants { get; init; } = new Dictionary<EventField, string>();

    /// <summary>Event field → the source's words → ours; <c>*</c> stands for any other word.</summary>
    public IReadOnlyDictionary<EventField, IReadOnlyDictionary<string, string>> Values { get; init; } =
        new Dictionary<EventField, IReadOnlyDictionary<string, string>>();

    /// <summary>Actions, in the source's words, that are signs of life and nobody's act: counted, never judged.</summary>
    public IReadOnlyList<string> NotJudged { get; init; } = [];

    /// <summary>Whether times without an offset are UTC; if not, the log entry has to say their zone.</summary>
    public bool TimesAreUtc { get; init; } = true;

    /// <summary>Paths or columns that a record of this log has, and of no other together.</summary>
    public required IReadOnlyList<string> RecognisedBy { get; init; }

    /// <summary>Whether a header is of this log.</summary>
    public bool IsOf(IReadOnlyList<string> header) => RecognisedBy.All(name => header.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Where the preset looks for a field, for messages.</summary>
    public string Where(EventField field) => string.Join(" or ", Fields.GetValueOrDefault(field, []).Select(place => $"`{place}`"));
}
