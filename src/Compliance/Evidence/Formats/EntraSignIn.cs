using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Microsoft Entra sign-ins: diagnostic export, Graph, and rows of the sign-in tables (<c>entra-signin.md</c>).</summary>
internal sealed class EntraSignIn : JsonFormat
{
    private readonly int _time, _loggedTime, _id, _category, _eventKind;
    private readonly int _userName, _userId, _principal, _application, _applicationName;
    private readonly int _ip, _callerIp, _userAgent, _session, _interactive, _tenant;
    private readonly int _error, _result, _requirement, _details;
    private readonly int _country, _latitude, _longitude;

    public EntraSignIn(FormatOptions options) : base(options)
    {
        _time = Inner("createdDateTime");
        _loggedTime = Paths.Add("time", "TimeGenerated");
        _id = Inner("id");
        _category = Paths.Add("category");
        _eventKind = Inner("signInEventTypes");
        _userName = Inner("userPrincipalName");
        _userId = Inner("userId");
        _principal = Inner("servicePrincipalId");
        _application = Inner("appId");
        _applicationName = Inner("appDisplayName");
        _ip = Inner("ipAddress");
        _callerIp = Paths.Add("callerIpAddress");
        _userAgent = Inner("userAgent");
        _session = Inner("sessionId");
        _interactive = Inner("isInteractive");
        _tenant = Paths.Add("tenantId", "properties.resourceTenantId", "resourceTenantId", "AADTenantId");
        _error = Inner("status.errorCode");
        _result = Paths.Add("resultType");
        _requirement = Inner("authenticationRequirement");
        _country = Inner("location.countryOrRegion");
        _latitude = Inner("location.geoCoordinates.latitude");
        _longitude = Inner("location.geoCoordinates.longitude");
        _details = Paths.AddJson("properties.authenticationDetails", "authenticationDetails");
    }

    public override string Name => "entra-signin";

    protected override string ActionPlaces => "a sign-in is `signin`";

    protected override ReadOnlySpan<byte> OutcomeWord => Values.Text(_error, _result);

    protected override string? ReadTime(out long time) => ReadTime(Values.Has(_time) ? _time : _loggedTime, out time);

    protected override void MapOwn(ref AccessEvent accessEvent)
    {
        accessEvent.Id = Values.Text(_id);
        accessEvent.Action = "signin"u8;
        accessEvent.Account = Values.Text(_userName, _userId);
        accessEvent.AccountKind = accessEvent.Account.IsEmpty ? AccountKind.Service : AccountKind.Human;
        if (accessEvent.Account.IsEmpty) accessEvent.Account = Values.Text(_principal, _application);
        accessEvent.Ip = Addresses.Bare(Values.Text(_ip, _callerIp));
        SetPlace(ref accessEvent, Values.Text(_country), Values.Text(_latitude), Values.Text(_longitude));
        accessEvent.UserAgent = Values.Text(_userAgent);
        accessEvent.Session = AbsentWords.UnlessUnknown(Values.Text(_session));
        accessEvent.Resource = Values.Text(_application, _applicationName);
        if (!accessEvent.Resource.IsEmpty) accessEvent.ResourceType = "application"u8;
        accessEvent.Interactive = Interactive(accessEvent.AccountKind);
        accessEvent.Tenant = Values.Text(_tenant);
        accessEvent.Outcome = MapOutcome();
        accessEvent.Mfa = Mfa(accessEvent.Outcome);
    }

    private Answer Interactive(AccountKind kind)
    {
        var stated = FieldWords.Answer(Values.Text(_interactive));
        if (stated != Answer.Unknown) return stated;
        if (kind == AccountKind.Service || FieldWords.Is(Values.Text(_category), "NonInteractiveUserSignInLogs"u8)) return Answer.No;
        return FieldWords.Is(Values.Text(_eventKind), "nonInteractiveUser"u8) ? Answer.No : Answer.Unknown;
    }

    private Answer Mfa(Outcome outcome)
    {
        if (FieldWords.Contains(Values.Text(_details), "mfa requirement satisfied"u8)) return Answer.Yes;
        var requirement = Values.Text(_requirement);
        if (requirement.IsEmpty) return Answer.Unknown;
        return outcome == Outcome.Success && FieldWords.Is(requirement, "multiFactorAuthentication"u8) ? Answer.Yes : Answer.No;
    }

    private Outcome MapOutcome()
    {
        var code = Values.Text(_error, _result);
        if (code.IsEmpty || code.SequenceEqual("0"u8)) return Outcome.Success;
        if (!EpochTimes.TryInteger(code, out var number)) return FieldWords.Outcome(code);
        return number switch
        {
            0 => Outcome.Success,
            // Not assigned to the application; stopped by conditional access.
            50105 or 50131 or 53000 or 53001 or 53002 or 53003 or 53004 or 530032 => Outcome.Denied,
            // Among them the interrupts (50074, 50076, 50140, 50158, 65001): the sign-in was not finished, so nothing was used.
            _ => Outcome.Failure,
        };
    }

    /// <summary>A property that diagnostic records hold under `properties` and Graph at the top.</summary>
    private int Inner(string name) => Paths.Add($"properties.{name}", name);
}
