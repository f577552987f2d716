using Compliance.Events;
using Compliance.Evidence.Json;

namespace Compliance.Evidence.Formats;

/// <summary>Activities of the Google Workspace Reports API: one record, several events (<c>google-workspace.md</c>).</summary>
internal sealed class GoogleWorkspace : JsonFormat
{
    private readonly int _time, _id, _application, _customer, _email, _profile, _key, _callerType, _ip, _region, _events;
    private readonly GoogleEvent _event;
    private readonly JsonElements _elements;
    private RecordValues? _current;

    public GoogleWorkspace(FormatOptions options) : base(options)
    {
        // Flattened records have the event beside the rest.
        _event = new GoogleEvent(Paths);
        var inside = new JsonPaths();
        // INVARIANT: made first of both, so that a slot means the same of a record and of an element.
        _ = new GoogleEvent(inside);
        _elements = new JsonElements(inside);
        _time = Paths.Add("id.time");
        _id = Paths.Add("id.uniqueQualifier");
        _application = Paths.Add("id.applicationName");
        _customer = Paths.Add("id.customerId");
        _email = Paths.Add("actor.email");
        _profile = Paths.Add("actor.profileId");
        _key = Paths.Add("actor.key");
        _callerType = Paths.Add("actor.callerType");
        _ip = Paths.Add("ipAddress");
        _region = Paths.Add("networkInfo.regionCode");
        _events = Paths.AddJson("events");
    }

    public override string Name => LogFormats.GoogleWorkspace;

    protected override string ActionPlaces => "expected `events` with a `name` each";

    protected override ReadOnlySpan<byte> OutcomeWord => default;

    private RecordValues Current => _current ?? Values;

    protected override int CountEvents()
    {
        _current = null;
        return Values.Kind(_events) == ValueKind.Json ? _elements.Split(Values.Raw(_events)) : 1;
    }

    protected override void Turn(int part)
    {
        if (Values.Kind(_events) != ValueKind.Json) return;
        _elements.Read(Values.Raw(_events), part);
        _current = _elements.Values;
    }

    protected override string? ReadTime(out long time) => ReadTime(_time, out time);

    protected override void MapOwn(ref AccessEvent accessEvent)
    {
        var application = Values.Text(_application);
        MapId(application, ref accessEvent);
        accessEvent.Account = Values.Text(_email, _profile, _key);
        accessEvent.AccountKind = FieldWords.Is(Values.Text(_callerType), "KEY"u8) ? AccountKind.Service
            : Values.Text(_email).IsEmpty ? AccountKind.Unknown : AccountKind.Human;
        accessEvent.Ip = Addresses.Bare(Values.Text(_ip));
        accessEvent.Country = Values.Text(_region);
        accessEvent.Tenant = Values.Text(_customer);
        _event.Map(Current, application, ref accessEvent);
    }

    /// <summary>The qualifier is one of an application at a time; of several events of a record the later ones add their place.</summary>
    private void MapId(ReadOnlySpan<byte> application, ref AccessEvent accessEvent)
    {
        var qualifier = Values.Text(_id);
        if (qualifier.IsEmpty) return;
        var id = Values.Compose(Values.Compose(application, ":"u8, qualifier), ":"u8, Values.Text(_time));
        Span<byte> digits = stackalloc byte[3];
        accessEvent.Id = accessEvent.Part > 0 && accessEvent.Part.TryFormat(digits, out var length) ? Values.Compose(id, "#"u8, digits[..length]) : id;
    }
}
