using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Rows of a system that a preset maps: its JSON flattened into columns of the same, dotted names.</summary>
internal sealed class PresetRows : CsvFormat
{
    private readonly Preset _preset;
    private readonly PresetFields _fields;

    public PresetRows(FormatOptions options, IReadOnlyList<string> header, Preset preset) : base(options, header)
    {
        _preset = preset;
        _fields = new PresetFields(preset, name => SlotOf(name));
    }

    public override string Name => _preset.Name;

    public override bool MapsCase => base.MapsCase || _preset.Fields.GetValueOrDefault(EventField.Case, []).Any(HasColumn);

    protected override string ActionPlaces => $"the preset expects {_preset.Where(EventField.Action)}";

    protected override ReadOnlySpan<byte> OutcomeWord => _fields.OutcomeWord(Values);

    protected override string? ReadTime(out long time) =>
        ReadTime(_fields.Time(Values), out time) is { } problem ? $"{problem} ({_preset.Where(EventField.Time)})" : null;

    protected override void MapOwn(ref AccessEvent accessEvent) => _fields.Map(Values, ref accessEvent, Set);
}
