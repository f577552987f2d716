using System.Runtime.CompilerServices;
using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Any CSV with a header, read by the columns that the log entry names, else by usual ones (<c>csv.md</c>).</summary>
internal sealed class GenericCsv : CsvFormat
{
    private readonly List<(EventField Field, int Slot)> _defaults = [];
    private readonly int _time = -1;
    private readonly int _outcome = -1;

    /// <param name="options">What the log entry says.</param>
    /// <param name="header">Names of the columns.</param>
    public GenericCsv(FormatOptions options, IReadOnlyList<string> header) : base(options, header)
    {
        foreach (var (field, names) in DefaultNames.Flat)
        {
            if (Maps(field) || Array.Find(names, HasColumn) is not { } present) continue;
            var slot = SlotOf(present);
            if (field == EventField.Time) _time = slot;
            else _defaults.Add((field, slot));
            if (field == EventField.Outcome) _outcome = slot;
        }
    }

    public override string Name => "csv";

    public override bool MapsCase => base.MapsCase || HasDefault(EventField.Case);

    /// <summary>Whether a header alone shows an access log: when, and who or what.</summary>
    public bool LooksLikeLog => _time >= 0 && (HasDefault(EventField.Account) || HasDefault(EventField.Action));

    protected override string ActionPlaces => "map `action` in `fields` of this log";

    protected override ReadOnlySpan<byte> OutcomeWord => _outcome < 0 ? default : Values.Text(_outcome);

    protected override string? ReadTime(out long time)
    {
        time = 0;
        return _time < 0 ? "no time: map `time` in `fields` of this log" : ReadTime(_time, out time);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void MapOwn(ref AccessEvent accessEvent)
    {
        foreach (var (field, slot) in _defaults) Set(ref accessEvent, field, Values.Text(slot));
    }

    private bool HasDefault(EventField field) => _defaults.Exists(known => known.Field == field);
}
