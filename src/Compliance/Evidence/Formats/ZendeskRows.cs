using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Zendesk logs as rows: the export of the audit log, and JSON that was flattened into columns of the same names
/// (<c>zendesk.md</c>).</summary>
internal sealed class ZendeskRows : CsvFormat
{
    private readonly ZendeskFields _fields;

    public ZendeskRows(FormatOptions options, IReadOnlyList<string> header) : base(options, header) => _fields = new ZendeskFields(names => SlotOf(names));

    public override string Name => LogFormats.Zendesk;

    public override bool MapsCase => base.MapsCase || HasColumn("url");

    protected override string ActionPlaces => "expected `method` and `url`, `action`, or `Activity type`";

    protected override ReadOnlySpan<byte> OutcomeWord => _fields.OutcomeWord(Values);

    /// <summary>Whether a header is of one of the logs.</summary>
    public static bool HasHeader(IReadOnlyList<string> header) =>
        HasAll(header, "Time", "Actor", "Item", "Activity type") || HasAll(header, "timestamp", "user_id", "method", "url", "status")
        || HasAll(header, "created_at", "actor_id", "source_type", "action");

    protected override string? ReadTime(out long time) => ReadTime(_fields.Time, out time);

    protected override void MapOwn(ref AccessEvent accessEvent) => _fields.Map(Values, ref accessEvent);
}
