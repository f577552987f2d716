using Compliance.Events;
using Compliance.Evidence.Json;

namespace Compliance.Evidence.Formats;

/// <summary>Zendesk audit and access logs as JSON, told apart record by record (<c>zendesk.md</c>).</summary>
internal sealed class Zendesk : JsonFormat
{
    private readonly ZendeskFields _fields;
    private readonly int _delivered, _account;
    private readonly JsonElements _elements;
    private RecordValues? _current;

    public Zendesk(FormatOptions options) : base(options)
    {
        _fields = new ZendeskFields(names => Paths.Add(names));
        _delivered = Paths.AddJson("event.access_logs");
        _account = Paths.Add("account_id");
        // INVARIANT: the same fields in the same order, so that a slot means the same of a record and of an element.
        var inside = new JsonPaths();
        _ = new ZendeskFields(names => inside.Add(names));
        _elements = new JsonElements(inside);
    }

    public override string Name => LogFormats.Zendesk;

    /// <summary>A ticket is a case, and records name it where there is one.</summary>
    public override bool MapsCase => true;

    protected override string ActionPlaces => "expected `method` and `url`, or `action`";

    protected override ReadOnlySpan<byte> OutcomeWord => _fields.OutcomeWord(Current);

    private RecordValues Current => _current ?? Values;

    /// <summary>A delivery by webhook holds several accesses.</summary>
    protected override int CountEvents()
    {
        _current = null;
        return Values.Kind(_delivered) == ValueKind.Json ? _elements.Split(Values.Raw(_delivered)) : 1;
    }

    protected override void Turn(int part)
    {
        if (Values.Kind(_delivered) != ValueKind.Json) return;
        _elements.Read(Values.Raw(_delivered), part);
        _current = _elements.Values;
    }

    protected override string? ReadTime(out long time) => ReadTime(Current, _fields.Time, out time);

    protected override void MapOwn(ref AccessEvent accessEvent)
    {
        _fields.Map(Current, ref accessEvent);
        if (accessEvent.Tenant.IsEmpty) accessEvent.Tenant = Values.Text(_account);
    }
}
