using Compliance.Events;
using Compliance.Evidence.Json;

namespace Compliance.Evidence.Formats;

/// <summary>The unified audit log of Microsoft 365 as Purview exports it: rows whose column <c>AuditData</c> holds the record
/// (<c>m365-audit.md</c>).</summary>
internal sealed class M365AuditRows : CsvFormat
{
    private const string Column = "AuditData";
    private readonly int _record;
    private readonly M365Fields _fields;
    private readonly RecordValues _inside;
    private readonly JsonText _json;
    private string? _problem;

    public M365AuditRows(FormatOptions options, IReadOnlyList<string> header) : base(options, header)
    {
        _record = SlotOf(Column);
        var paths = new JsonPaths();
        _fields = new M365Fields(paths);
        _inside = new RecordValues(paths.Slots);
        _json = new JsonText(paths, _inside);
    }

    public override string Name => LogFormats.M365Audit;

    protected override string ActionPlaces => _problem ?? $"expected `Operation` in `{Column}`";

    protected override ReadOnlySpan<byte> OutcomeWord => _fields.OutcomeWord(_inside);

    /// <summary>Whether a header is of an export of Purview or of <c>Search-UnifiedAuditLog</c>.</summary>
    public static bool HasHeader(IReadOnlyList<string> header) => HasAll(header, Column, "Operation") || HasAll(header, Column, "Operations");

    protected override int CountEvents()
    {
        var record = Values.Raw(_record);
        _problem = _json.Read(record) is { } problem ? $"`{Column}`: {problem}" : null;
        // What stood in a row that cannot be read must not speak for it.
        if (_problem is not null) _inside.Begin();
        return 1;
    }

    protected override string? ReadTime(out long time)
    {
        time = 0;
        return _problem ?? ReadTime(_inside, _fields.Time, out time);
    }

    protected override void MapOwn(ref AccessEvent accessEvent) => _fields.Map(_inside, ref accessEvent);
}
