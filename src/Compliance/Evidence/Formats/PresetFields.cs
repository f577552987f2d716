using System.Text;
using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>The fields of a preset, bound to the slots of one log.</summary>
internal sealed class PresetFields
{
    private static readonly byte[] Any = "*"u8.ToArray();

    private readonly Bound[] _fields;
    private readonly byte[][] _notJudged;
    private readonly int[] _time;
    private readonly Bound? _action, _outcome;

    /// <param name="preset">The mapping.</param>
    /// <param name="slot">Gives the slot of a path or column.</param>
    public PresetFields(Preset preset, Func<string, int> slot)
    {
        _time = [.. preset.Fields[EventField.Time].Select(slot)];
        _fields =
        [
            .. preset.Fields.Where(field => field.Key != EventField.Time)
                .Select(field => new Bound(field.Key, [.. field.Value.Select(slot)], null, Words(preset, field.Key))),
            .. preset.Constants.Select(constant => new Bound(constant.Key, [], Encoding.UTF8.GetBytes(constant.Value), [])),
        ];
        _action = Array.Find(_fields, field => field.Field == EventField.Action);
        _outcome = Array.Find(_fields, field => field.Field == EventField.Outcome);
        _notJudged = [.. preset.NotJudged.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Slot of the time that the record has.</summary>
    public int Time(RecordValues values)
    {
        foreach (var slot in _time)
            if (!values.Text(slot).IsEmpty) return slot;
        return _time[0];
    }

    public ReadOnlySpan<byte> OutcomeWord(RecordValues values) => _outcome is null ? default : First(values, _outcome);

    /// <summary>Sets the fields that the record has.</summary>
    /// <param name="set">How a field is set from text.</param>
    public void Map(RecordValues values, ref AccessEvent accessEvent, FieldSetter set)
    {
        foreach (var field in _fields)
        {
            var text = First(values, field);
            if (!text.IsEmpty) set(ref accessEvent, field.Field, Ours(field, text));
        }
        accessEvent.PlatformService = _notJudged.Length > 0 && _action is not null && IsOneOf(_notJudged, First(values, _action));
    }

    private static ReadOnlySpan<byte> First(RecordValues values, Bound field)
    {
        foreach (var slot in field.Slots)
            if (values.Text(slot) is { IsEmpty: false } text) return text;
        return field.Constant;
    }

    private static ReadOnlySpan<byte> Ours(Bound field, ReadOnlySpan<byte> text)
    {
        foreach (var (word, ours) in field.Words)
            if (word == Any || FieldWords.Is(text, word)) return ours;
        return text;
    }

    private static bool IsOneOf(byte[][] words, ReadOnlySpan<byte> text)
    {
        foreach (var word in words)
            if (FieldWords.Is(text, word)) return true;
        return false;
    }

    // What stands for any other word comes last.
    private static (byte[] Word, byte[] Ours)[] Words(Preset preset, EventField field) =>
        preset.Values.TryGetValue(field, out var words)
            ? [.. words.OrderBy(word => word.Key == "*").Select(word => (word.Key == "*" ? Any : Encoding.UTF8.GetBytes(word.Key), Encoding.UTF8.GetBytes(word.Value)))]
            : [];

    private sealed record Bound(EventField Field, int[] Slots, byte[]? Constant, (byte[] Word, byte[] Ours)[] Words);
}

/// <summary>Sets a field of an event from text.</summary>
internal delegate void FieldSetter(ref AccessEvent accessEvent, EventField field, ReadOnlySpan<byte> text);
