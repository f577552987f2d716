using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Any JSON records, read by the names that the log entry gives, else by usual ones (<c>ndjson.md</c>).</summary>
internal sealed class GenericJson : JsonFormat
{
    private readonly (EventField Field, int[] Slots)[] _defaults;
    private readonly int[] _time = [];
    private readonly int[] _outcome = [];

    public GenericJson(FormatOptions options) : base(options)
    {
        var defaults = new List<(EventField, int[])>();
        foreach (var field in Enum.GetValues<EventField>())
        {
            if (Maps(field)) continue;
            var slots = Slots(field);
            if (field == EventField.Time) _time = slots;
            else defaults.Add((field, slots));
            if (field == EventField.Outcome) _outcome = slots;
        }
        _defaults = [.. defaults];
    }

    public override string Name => "ndjson";

    protected override string ActionPlaces => "map `action` in `fields` of this log";

    protected override ReadOnlySpan<byte> OutcomeWord => First(_outcome);

    protected override string? ReadTime(out long time)
    {
        foreach (var slot in _time)
            if (!Values.Text(slot).IsEmpty) return ReadTime(slot, out time);
        time = 0;
        return "no time: map `time` in `fields` of this log";
    }

    protected override void MapOwn(ref AccessEvent accessEvent)
    {
        foreach (var (field, slots) in _defaults)
        {
            if (First(slots) is { IsEmpty: false } text) Set(ref accessEvent, field, text);
        }
    }

    private ReadOnlySpan<byte> First(int[] slots)
    {
        foreach (var slot in slots)
            if (Values.Text(slot) is { IsEmpty: false } text) return text;
        return default;
    }

    private int[] Slots(EventField field) =>
        [.. DefaultNames.Flat[field].Concat(DefaultNames.Nested.GetValueOrDefault(field, [])).Select(path => Paths.Add(path))];
}
