using System.Runtime.CompilerServices;
using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Any CSV with a header, read by the columns that the log entry names, else by usual ones (<c>csv.md</c>).</summary>
internal sealed class GenericCsv : LogFormat
{
    private readonly List<(EventField Field, int Slot)> _defaults = [];
    private readonly List<int> _columns = [];
    private readonly IReadOnlyList<string> _header;
    private int _time = -1;
    private int _outcome = -1;

    /// <param name="options">What the log entry says.</param>
    /// <param name="header">Names of the columns.</param>
    public GenericCsv(FormatOptions options, IReadOnlyList<string> header) : base(options)
    {
        _header = header;
        foreach (var (field, names) in DefaultNames.Flat)
        {
            if (Maps(field) || Array.Find(names, name => Column(name) >= 0) is not { } present) continue;
            var slot = SlotOf(present);
            if (field == EventField.Time) _time = slot;
            else _defaults.Add((field, slot));
            if (field == EventField.Outcome) _outcome = slot;
        }
        MapFields(SlotOf);
        SlotOfColumn = new int[header.Count];
        Array.Fill(SlotOfColumn, -1);
        for (var slot = 0; slot < _columns.Count; slot++)
            if (_columns[slot] >= 0) SlotOfColumn[_columns[slot]] = slot;
    }

    public override string Name => "csv";

    public override bool MapsCase => base.MapsCase || HasDefault(EventField.Case);

    /// <summary>For each column the slot that takes it; −1: not wanted.</summary>
    public int[] SlotOfColumn { get; }

    /// <summary>Number of slots.</summary>
    public int Slots => _columns.Count;

    /// <summary>Why no row can be read: the entry names a column that the header does not have. Null when it has all.</summary>
    public string? HeaderProblem { get; private set; }

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

    private int SlotOf(string name)
    {
        var column = Column(name);
        if (column < 0) HeaderProblem ??= $"the header has no column `{name}`, which `fields` names";
        var slot = column < 0 ? -1 : _columns.IndexOf(column);
        if (slot >= 0) return slot;
        _columns.Add(column);
        return _columns.Count - 1;
    }

    private int Column(string name)
    {
        for (var i = 0; i < _header.Count; i++)
            if (string.Equals(_header[i], name, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }
}
