using System.Text;
using Compliance.Events;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Evidence.Formats;

/// <summary>What the log entry says about reading its files.</summary>
/// <param name="Times">How times are read.</param>
/// <param name="Fields">Event field → path or column.</param>
/// <param name="OutcomeWords">Words of the source → outcome; null: none.</param>
internal sealed record FormatOptions(
    Timestamps Times, IReadOnlyDictionary<EventField, string> Fields, IReadOnlyList<(byte[] Word, Outcome Outcome)>? OutcomeWords)
{
    /// <exception cref="InputException">A field is mapped that events do not have.</exception>
    public static FormatOptions Of(LogEntry? entry, bool timesAreUtc)
    {
        var zone = timesAreUtc ? DateTimeZone.Utc : entry?.Zone;
        var fields = new SortedDictionary<EventField, string>();
        foreach (var (name, path) in entry?.Fields ?? new Dictionary<string, string>())
            fields[FieldOf(name, entry!)] = path;
        var words = entry?.OutcomeValues.Select(pair => (Encoding.UTF8.GetBytes(pair.Key), pair.Value)).ToArray();
        return new FormatOptions(new Timestamps(zone), fields, words is { Length: > 0 } ? words : null);
    }

    private static EventField FieldOf(string name, LogEntry entry)
    {
        foreach (var field in Enum.GetValues<EventField>())
            if (string.Equals(field.ToString(), name, StringComparison.OrdinalIgnoreCase)) return field;
        var known = string.Join(", ", Enum.GetNames<EventField>().Select(field => char.ToLowerInvariant(field[0]) + field[1..]));
        throw new InputException($"{entry.Place}`{name}` in `fields` is no field of an event; expected one of {known}");
    }
}
