using System.Runtime.CompilerServices;
using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Any JSON records, read by the names that the log entry gives, else by usual ones (<c>ndjson.md</c>).</summary>
internal sealed class GenericJson : JsonFormat
{
    private readonly List<(EventField Field, int Rank)> _bySlot = [];
    private readonly int[] _ranks = new int[Enum.GetValues<EventField>().Length];
    private readonly int[] _time = [];
    private readonly int[] _outcome = [];

    public GenericJson(FormatOptions options) : base(options)
    {
        foreach (var field in Enum.GetValues<EventField>())
        {
            if (Maps(field)) continue;
            var slots = Slots(field);
            if (field == EventField.Time) _time = slots;
            if (field == EventField.Outcome) _outcome = slots;
        }
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void MapOwn(ref AccessEvent accessEvent)
    {
        // Most of the usual names are not there: go by what the record has, and let the name that comes first in the list win.
        Array.Fill(_ranks, int.MaxValue);
        foreach (var slot in Values.Filled)
        {
            if (slot >= _bySlot.Count) continue;
            var (field, rank) = _bySlot[slot];
            if (rank >= _ranks[(int)field] || Values.Text(slot) is not { IsEmpty: false } text) continue;
            _ranks[(int)field] = rank;
            Set(ref accessEvent, field, text);
        }
    }

    private ReadOnlySpan<byte> First(int[] slots)
    {
        foreach (var slot in slots)
            if (Values.Text(slot) is { IsEmpty: false } text) return text;
        return default;
    }

    private int[] Slots(EventField field)
    {
        string[] names = [.. DefaultNames.Flat[field], .. DefaultNames.Nested.GetValueOrDefault(field, [])];
        var slots = new int[names.Length];
        for (var rank = 0; rank < names.Length; rank++)
        {
            slots[rank] = Paths.Add(names[rank]);
            _bySlot.Add((field, rank));
        }
        return slots;
    }
}
