namespace Compliance.Evidence.Formats;

/// <summary>A format whose records are rows below a header.</summary>
internal abstract class CsvFormat : LogFormat
{
    private readonly List<int> _columns = [];
    private readonly IReadOnlyList<string> _header;

    /// <param name="options">What the log entry says.</param>
    /// <param name="header">Names of the columns.</param>
    protected CsvFormat(FormatOptions options, IReadOnlyList<string> header) : base(options) => _header = header;

    /// <summary>For each column the slot that takes it; −1: not wanted. There once <see cref="Complete"/> was called.</summary>
    public int[] SlotOfColumn { get; private set; } = [];

    /// <summary>Why no row can be read: the entry names a column that the header does not have. Null when it has all.</summary>
    public string? HeaderProblem { get; private set; }

    /// <summary>Leads the entry's own columns to slots and returns the values to read into.</summary>
    public RecordValues Complete()
    {
        MapFields(path => HasColumn(path) ? SlotOf(path) : Missing(path));
        SlotOfColumn = new int[_header.Count];
        Array.Fill(SlotOfColumn, -1);
        for (var slot = 0; slot < _columns.Count; slot++)
            if (_columns[slot] >= 0) SlotOfColumn[_columns[slot]] = slot;
        var values = new RecordValues(_columns.Count);
        Bind(values);
        return values;
    }

    /// <summary>Whether the header has a column, ignoring case.</summary>
    protected bool HasColumn(string name) => Column(name) >= 0;

    /// <summary>The slot of the first of these columns that the header has; of none of them: a slot that stays empty. Asked for in the
    /// constructor.</summary>
    protected int SlotOf(params ReadOnlySpan<string> names)
    {
        var column = -1;
        for (var i = 0; i < names.Length && column < 0; i++) column = Column(names[i]);
        var slot = column < 0 ? -1 : _columns.IndexOf(column);
        if (slot >= 0) return slot;
        _columns.Add(column);
        return _columns.Count - 1;
    }

    /// <summary>Whether a header has all of some columns.</summary>
    protected static bool HasAll(IReadOnlyList<string> header, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (!header.Contains(name, StringComparer.OrdinalIgnoreCase)) return false;
        return true;
    }

    private int Missing(string name)
    {
        HeaderProblem ??= $"the header has no column `{name}`, which `fields` names";
        return SlotOf();
    }

    private int Column(string name)
    {
        for (var i = 0; i < _header.Count; i++)
            if (string.Equals(_header[i], name, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }
}
