using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>The unified audit log of Microsoft 365 as JSON (<c>m365-audit.md</c>).</summary>
internal sealed class M365Audit : JsonFormat
{
    private readonly M365Fields _fields;

    public M365Audit(FormatOptions options) : base(options) => _fields = new M365Fields(Paths);

    public override string Name => LogFormats.M365Audit;

    protected override string ActionPlaces => "expected `Operation`";

    protected override ReadOnlySpan<byte> OutcomeWord => _fields.OutcomeWord(Values);

    protected override string? ReadTime(out long time) => ReadTime(_fields.Time, out time);

    protected override void MapOwn(ref AccessEvent accessEvent) => _fields.Map(Values, ref accessEvent);
}
