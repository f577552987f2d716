using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>The audit log of Microsoft Entra: changes of users, groups, roles, applications (<c>entra-audit.md</c>).</summary>
internal sealed class EntraAudit : JsonFormat
{
    private readonly int _time, _loggedTime, _id, _activity, _operation, _tenant;
    private readonly int _userName, _userId, _principal, _application, _applicationName;
    private readonly int _ip, _callerIp, _details;
    private readonly int _target, _targetUser, _targetName, _targetType;
    private readonly int _result, _reason;
    private readonly JsonPair _userAgent = new("key", "value", "User-Agent");

    public EntraAudit(FormatOptions options) : base(options)
    {
        _time = Inner("activityDateTime");
        _loggedTime = Paths.Add("time", "TimeGenerated");
        _id = Inner("id");
        _activity = Inner("activityDisplayName");
        _operation = Paths.Add("operationName");
        _userName = Inner("initiatedBy.user.userPrincipalName");
        _userId = Inner("initiatedBy.user.id");
        _principal = Inner("initiatedBy.app.servicePrincipalId");
        _application = Inner("initiatedBy.app.appId");
        _applicationName = Inner("initiatedBy.app.displayName");
        _ip = Inner("initiatedBy.user.ipAddress");
        _callerIp = Paths.Add("properties.initiatedBy.app.ipAddress", "initiatedBy.app.ipAddress", "callerIpAddress");
        _details = Paths.AddJson("properties.additionalDetails", "additionalDetails");
        _target = Inner("targetResources.id");
        _targetUser = Inner("targetResources.userPrincipalName");
        _targetName = Inner("targetResources.displayName");
        _targetType = Inner("targetResources.type");
        _result = Inner("result");
        _reason = Inner("resultReason");
        _tenant = Paths.Add("tenantId", "properties.tenantId", "AADTenantId");
    }

    public override string Name => LogFormats.EntraAudit;

    protected override string ActionPlaces => "expected `activityDisplayName` or `operationName`";

    protected override ReadOnlySpan<byte> OutcomeWord => Values.Text(_result);

    protected override string? ReadTime(out long time) => ReadTime(Values.Has(_time) ? _time : _loggedTime, out time);

    protected override void MapOwn(ref AccessEvent accessEvent)
    {
        accessEvent.Id = Values.Text(_id);
        accessEvent.Action = Values.Text(_activity, _operation).TrimEnd((byte)' ');
        accessEvent.Account = Values.Text(_userName, _userId);
        accessEvent.AccountKind = AccountKind.Human;
        if (accessEvent.Account.IsEmpty)
        {
            accessEvent.Account = Values.Text(_principal, _application, _applicationName);
            accessEvent.AccountKind = accessEvent.Account.IsEmpty ? AccountKind.Unknown : AccountKind.Service;
        }
        accessEvent.Ip = Addresses.Bare(Values.Text(_ip, _callerIp));
        if (Values.Kind(_details) == ValueKind.Json) accessEvent.UserAgent = _userAgent.Find(Values.Raw(_details));
        accessEvent.Resource = Values.Text(_target, _targetUser, _targetName);
        if (!accessEvent.Resource.IsEmpty) accessEvent.ResourceType = Values.Text(_targetType);
        accessEvent.Outcome = MapOutcome();
        accessEvent.Tenant = Values.Text(_tenant);
    }

    private Outcome MapOutcome()
    {
        var result = Values.Text(_result);
        if (FieldWords.Is(result, "timeout"u8)) return Outcome.Failure;
        var outcome = FieldWords.Outcome(result);
        if (outcome != Outcome.Failure) return outcome;
        var reason = Values.Text(_reason);
        return FieldWords.NamesDenial(reason) || FieldWords.Contains(reason, "insufficient privileges"u8) ? Outcome.Denied : outcome;
    }

    /// <summary>A property that diagnostic records hold under `properties` and Graph at the top.</summary>
    private int Inner(string name) => Paths.Add($"properties.{name}", name);
}
