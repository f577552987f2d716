using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Okta's System Log (<c>okta.md</c>).</summary>
internal sealed class Okta : JsonFormat
{
    private readonly int _time, _id, _type;
    private readonly int _actorName, _actor, _actorKind;
    private readonly int _ip, _chainIp, _agent, _session, _rootSession;
    private readonly int _country, _latitude, _longitude;
    private readonly int _outcome, _reason, _factor;
    private readonly int _target, _targetName, _targetType;

    public Okta(FormatOptions options) : base(options)
    {
        _time = Paths.Add("published");
        _id = Paths.Add("uuid");
        _type = Paths.Add("eventType");
        _actorName = Paths.Add("actor.alternateId");
        _actor = Paths.Add("actor.id");
        _actorKind = Paths.Add("actor.type");
        _ip = Paths.Add("client.ipAddress");
        _chainIp = Paths.Add("request.ipChain.ip");
        _agent = Paths.Add("client.userAgent.rawUserAgent");
        _session = Paths.Add("authenticationContext.externalSessionId");
        _rootSession = Paths.Add("authenticationContext.rootSessionId");
        _country = Paths.Add("client.geographicalContext.country");
        _latitude = Paths.Add("client.geographicalContext.geolocation.lat");
        _longitude = Paths.Add("client.geographicalContext.geolocation.lon");
        _outcome = Paths.Add("outcome.result");
        _reason = Paths.Add("outcome.reason");
        _factor = Paths.Add("debugContext.debugData.factor");
        _target = Paths.Add("target.id");
        _targetName = Paths.Add("target.alternateId");
        _targetType = Paths.Add("target.type");
    }

    public override string Name => LogFormats.Okta;

    protected override string ActionPlaces => "expected `eventType`";

    protected override ReadOnlySpan<byte> OutcomeWord => Values.Text(_outcome);

    protected override string? ReadTime(out long time) => ReadTime(_time, out time);

    protected override void MapOwn(ref AccessEvent accessEvent)
    {
        accessEvent.Id = Values.Text(_id);
        var type = Values.Text(_type);
        accessEvent.Action = Is(type, "user.session.start"u8) ? "signin"u8 : Is(type, "user.session.end"u8) ? "signout"u8 : type;
        MapAccount(ref accessEvent);
        accessEvent.Ip = Addresses.Bare(Values.Text(_ip, _chainIp));
        SetPlace(ref accessEvent, Values.Text(_country), Values.Text(_latitude), Values.Text(_longitude));
        accessEvent.UserAgent = Values.Text(_agent);
        accessEvent.Session = AbsentWords.UnlessUnknown(Values.Text(_session));
        if (accessEvent.Session.IsEmpty) accessEvent.Session = AbsentWords.UnlessUnknown(Values.Text(_rootSession));
        accessEvent.Resource = AbsentWords.UnlessUnknown(Values.Text(_target));
        if (accessEvent.Resource.IsEmpty) accessEvent.Resource = AbsentWords.UnlessUnknown(Values.Text(_targetName));
        if (!accessEvent.Resource.IsEmpty) accessEvent.ResourceType = Values.Text(_targetType);
        accessEvent.Outcome = MapOutcome();
        if (accessEvent.Outcome == Outcome.Success && IsSecondFactor(type)) accessEvent.Mfa = Answer.Yes;
    }

    private void MapAccount(ref AccessEvent accessEvent)
    {
        accessEvent.Account = AbsentWords.UnlessUnknown(Values.Text(_actorName));
        if (accessEvent.Account.IsEmpty) accessEvent.Account = AbsentWords.UnlessUnknown(Values.Text(_actor));
        var kind = Values.Text(_actorKind);
        accessEvent.PlatformService = Is(kind, "SystemPrincipal"u8);
        if (Is(kind, "User"u8)) accessEvent.AccountKind = AccountKind.Human;
        else if (accessEvent.PlatformService || Is(kind, "PublicClientApp"u8)) accessEvent.AccountKind = AccountKind.Service;
    }

    private Outcome MapOutcome()
    {
        var result = Values.Text(_outcome);
        // Challenged or passed over: whatever was asked for has not happened yet, or never will.
        if (Is(result, "CHALLENGE"u8) || Is(result, "SKIPPED"u8)) return Outcome.Failure;
        var outcome = FieldWords.Outcome(result);
        return outcome == Outcome.Failure && FieldWords.NamesDenial(Values.Text(_reason)) ? Outcome.Denied : outcome;
    }

    /// <summary>Whether the event itself is a second factor that was given. A password counts as none, also where a policy asks for it
    /// as if it were.</summary>
    private bool IsSecondFactor(ReadOnlySpan<byte> type)
    {
        var factor = Values.Text(_factor);
        if (Is(factor, "PASSWORD_AS_FACTOR"u8) || Is(factor, "PASSWORD"u8)) return false;
        return !factor.IsEmpty || Is(type, "user.authentication.auth_via_mfa"u8);
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => FieldWords.Is(text, word);
}
