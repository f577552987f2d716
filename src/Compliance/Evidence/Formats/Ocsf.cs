using System.Runtime.CompilerServices;
using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Open Cybersecurity Schema Framework events (<c>ocsf.md</c>).</summary>
internal sealed class Ocsf : JsonFormat
{
    private const int Authentication = 3002;

    private readonly int _time, _timeText, _id;
    private readonly int _class, _activity, _typeId, _operation;
    private readonly int _actorEmail, _actorName, _actorId, _actorKind, _actorKindId, _application, _invokedBy;
    private readonly int _userEmail, _userName, _userId, _userKind, _userKindId;
    private readonly int _ip, _domain, _service, _userAgent, _session, _mfa;
    private readonly int _statusId, _status, _code, _detail, _actionId;
    private readonly int _cloudAccount, _tenant;
    private readonly int[] _resourceIds, _resourceNames, _resourceTypes;

    public Ocsf(FormatOptions options) : base(options)
    {
        _time = Paths.Add("time");
        _timeText = Paths.Add("time_dt");
        _id = Paths.Add("metadata.uid");
        _class = Paths.Add("class_uid");
        _activity = Paths.Add("activity_id");
        _typeId = Paths.Add("type_uid");
        _operation = Paths.Add("api.operation");
        _actorEmail = Paths.Add("actor.user.email_addr");
        _actorName = Paths.Add("actor.user.name");
        _actorId = Paths.Add("actor.user.uid");
        _actorKind = Paths.Add("actor.user.type");
        _actorKindId = Paths.Add("actor.user.type_id");
        _application = Paths.Add("actor.app_name");
        _invokedBy = Paths.Add("actor.invoked_by");
        _userEmail = Paths.Add("user.email_addr");
        _userName = Paths.Add("user.name");
        _userId = Paths.Add("user.uid");
        _userKind = Paths.Add("user.type");
        _userKindId = Paths.Add("user.type_id");
        _ip = Paths.Add("src_endpoint.ip");
        _domain = Paths.Add("src_endpoint.domain");
        _service = Paths.Add("src_endpoint.svc_name");
        _userAgent = Paths.Add("http_request.user_agent");
        _session = Paths.Add("actor.session.uid", "session.uid");
        _mfa = Paths.Add("is_mfa");
        _sessionMfa = Paths.Add("actor.session.is_mfa", "session.is_mfa");
        _statusId = Paths.Add("status_id");
        _status = Paths.Add("status");
        _code = Paths.Add("status_code");
        _detail = Paths.Add("status_detail");
        _error = Paths.Add("api.response.error");
        _actionId = Paths.Add("action_id");
        _cloudAccount = Paths.Add("cloud.account.uid");
        _tenant = Paths.Add("metadata.tenant_uid");
        string[] places = ["resources", "resource", "entity", "databucket", "database", "table", "web_resources"];
        _resourceIds = [.. places.Select(place => Paths.Add($"{place}.uid"))];
        _resourceNames = [.. places.Select(place => Paths.Add($"{place}.name"))];
        _resourceTypes = [.. places.Select(place => Paths.Add($"{place}.type"))];
    }

    private readonly int _sessionMfa, _error;

    public override string Name => "ocsf";

    protected override string ActionPlaces => "expected `api.operation`, or `class_uid` and `activity_id`";

    protected override ReadOnlySpan<byte> OutcomeWord => Values.Text(_statusId, _status);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override string? ReadTime(out long time)
    {
        if (Values.Kind(_time) == ValueKind.Number && EpochTimes.TryInteger(Values.Raw(_time), out var milliseconds))
            return Timestamps.ReadMilliseconds(milliseconds, out time);
        return ReadTime(Values.Has(_time) ? _time : _timeText, out time);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void MapOwn(ref AccessEvent accessEvent)
    {
        accessEvent.Id = Values.Text(_id);
        var classId = Number(_class);
        var activity = Number(_activity);
        if (classId < 0 && Number(_typeId) is >= 0 and var type) (classId, activity) = (type / 100, type % 100);
        MapAction(ref accessEvent, classId, activity);
        MapAccount(ref accessEvent, classId);
        accessEvent.Ip = Addresses.Bare(Values.Text(_ip, _domain, _service));
        accessEvent.UserAgent = Values.Text(_userAgent);
        accessEvent.Session = AbsentWords.UnlessUnknown(Values.Text(_session));
        accessEvent.Mfa = FieldWords.Answer(Values.Text(_mfa, _sessionMfa));
        MapResource(ref accessEvent);
        accessEvent.Outcome = MapOutcome();
        accessEvent.Tenant = Values.Text(_cloudAccount, _tenant);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MapAction(ref AccessEvent accessEvent, long classId, long activity)
    {
        if (classId == Authentication && activity is 1 or 2) accessEvent.Action = activity == 1 ? "signin"u8 : "signout"u8;
        else accessEvent.Action = Values.Text(_operation);
        if (!accessEvent.Action.IsEmpty || classId < 0 || activity < 0) return;
        accessEvent.Action = Values.Has(_class) && Values.Has(_activity)
            ? Values.Compose(Values.Raw(_class), ":"u8, Values.Raw(_activity))
            : System.Text.Encoding.ASCII.GetBytes($"{classId}:{activity}");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MapAccount(ref AccessEvent accessEvent, long classId)
    {
        accessEvent.Account = Values.Text(_actorEmail, _actorName, _actorId);
        var (kind, kindId) = (_actorKind, _actorKindId);
        // Elsewhere `user` is whom the act was done to; who signs in does it himself.
        if (accessEvent.Account.IsEmpty && classId == Authentication)
        {
            accessEvent.Account = Values.Text(_userEmail, _userName, _userId);
            (kind, kindId) = (_userKind, _userKindId);
        }
        accessEvent.AccountKind = Kind(Values.Text(kindId), Values.Text(kind));
        accessEvent.PlatformService = FieldWords.Is(Values.Text(kind), "AWSService"u8);
        if (!accessEvent.Account.IsEmpty) return;
        accessEvent.Account = Values.Text(_application, _invokedBy);
        if (!accessEvent.Account.IsEmpty) accessEvent.AccountKind = AccountKind.Service;
    }

    private static AccountKind Kind(ReadOnlySpan<byte> id, ReadOnlySpan<byte> word) => id switch
    {
        [(byte)'1'] or [(byte)'2'] => AccountKind.Human,
        [(byte)'3'] or [(byte)'4'] => AccountKind.Service,
        _ => FieldWords.Kind(word),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MapResource(ref AccessEvent accessEvent)
    {
        for (var i = 0; i < _resourceIds.Length; i++)
        {
            accessEvent.Resource = Values.Text(_resourceIds[i], _resourceNames[i]);
            if (accessEvent.Resource.IsEmpty) continue;
            accessEvent.ResourceType = Values.Text(_resourceTypes[i]);
            return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Outcome MapOutcome()
    {
        if (Values.Text(_actionId) is [(byte)'2']) return Outcome.Denied;
        var status = Values.Text(_statusId);
        if (status is [(byte)'1']) return Outcome.Success;
        if (status is [(byte)'2']) return Failed();
        if (!status.IsEmpty) return Outcome.Unknown;
        var outcome = FieldWords.Outcome(Values.Text(_status));
        return outcome == Outcome.Failure ? Failed() : outcome;
    }

    private Outcome Failed()
    {
        var code = Values.Text(_code);
        var denied = code.SequenceEqual("401"u8) || code.SequenceEqual("403"u8)
            || FieldWords.NamesDenial(code) || FieldWords.NamesDenial(Values.Text(_detail)) || FieldWords.NamesDenial(Values.Text(_error));
        return denied ? Outcome.Denied : Outcome.Failure;
    }

    private long Number(int slot) => EpochTimes.TryInteger(Values.Raw(slot), out var number) ? number : -1;
}
