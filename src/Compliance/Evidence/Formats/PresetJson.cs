using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>JSON records of a system that a preset maps.</summary>
internal sealed class PresetJson : JsonFormat
{
    private readonly Preset _preset;
    private readonly PresetFields _fields;

    public PresetJson(FormatOptions options, Preset preset) : base(options)
    {
        _preset = preset;
        _fields = new PresetFields(preset, Paths.AddField);
    }

    public override string Name => _preset.Name;

    public override bool MapsCase => base.MapsCase || _preset.Fields.ContainsKey(EventField.Case);

    protected override string ActionPlaces => $"the preset expects {_preset.Where(EventField.Action)}";

    protected override ReadOnlySpan<byte> OutcomeWord => _fields.OutcomeWord(Values);

    protected override string? ReadTime(out long time) =>
        ReadTime(_fields.Time(Values), out time) is { } problem ? $"{problem} ({_preset.Where(EventField.Time)})" : null;

    protected override void MapOwn(ref AccessEvent accessEvent) => _fields.Map(Values, ref accessEvent, Set);
}
