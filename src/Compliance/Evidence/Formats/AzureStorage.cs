using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Resource logs of Azure Storage: blobs, files, queues and tables (<c>azure-storage.md</c>).</summary>
internal sealed class AzureStorage : JsonFormat
{
    private readonly int _time, _action, _resource, _resourceType, _object, _uri, _service, _ip, _userAgent;
    private readonly int _kind, _upn, _objectId, _application, _requesterTenant, _tenant;
    private readonly int _code, _status;

    public AzureStorage(FormatOptions options) : base(options)
    {
        _time = Paths.Add("time", "TimeGenerated");
        _action = Paths.Add("operationName");
        _resource = Paths.Add("resourceId", "_ResourceId");
        _resourceType = Paths.Add("resourceType");
        _object = Paths.Add("properties.objectKey", "ObjectKey");
        _uri = Paths.Add("uri");
        _service = Paths.Add("properties.serviceType", "ServiceType");
        _ip = Paths.Add("callerIpAddress");
        _userAgent = Paths.Add("properties.userAgentHeader", "UserAgentHeader");
        _kind = Paths.Add("identity.type", "AuthenticationType");
        _upn = Paths.Add("identity.requester.upn", "RequesterUpn");
        _objectId = Paths.Add("identity.requester.objectId", "RequesterObjectId");
        _application = Paths.Add("identity.requester.appId", "RequesterAppId");
        _requesterTenant = Paths.Add("identity.requester.tenantId", "RequesterTenantId");
        _tenant = Paths.Add("tenantId");
        _code = Paths.Add("statusCode");
        _status = Paths.Add("statusText");
    }

    public override string Name => LogFormats.AzureStorage;

    protected override string ActionPlaces => "expected `operationName`";

    protected override ReadOnlySpan<byte> OutcomeWord => Values.Text(_status, _code);

    protected override string? ReadTime(out long time) => ReadTime(_time, out time);

    protected override void MapOwn(ref AccessEvent accessEvent)
    {
        accessEvent.Action = Values.Text(_action);
        MapAccount(ref accessEvent);
        accessEvent.Ip = Addresses.Bare(Values.Text(_ip));
        accessEvent.UserAgent = Values.Text(_userAgent);
        accessEvent.Resource = Values.Text(_object);
        // The query holds signatures, and what was asked for beside the object.
        if (accessEvent.Resource.IsEmpty) accessEvent.Resource = Addresses.WithoutQuery(Values.Text(_uri));
        if (accessEvent.Resource.IsEmpty) accessEvent.Resource = Values.Text(_resource);
        accessEvent.ResourceType = Values.Text(_resourceType, _service);
        accessEvent.Outcome = MapOutcome();
        accessEvent.Tenant = Values.Text(_requesterTenant, _tenant);
    }

    private void MapAccount(ref AccessEvent accessEvent)
    {
        var kind = Values.Text(_kind);
        accessEvent.Account = Values.Text(_upn);
        if (!accessEvent.Account.IsEmpty)
        {
            accessEvent.AccountKind = AccountKind.Human;
            return;
        }
        // An object id alone may be of a person: not every record carries the name.
        accessEvent.Account = Values.Text(_objectId, _application);
        if (!accessEvent.Account.IsEmpty) return;
        // Keys, signatures and nobody at all have no name of their own: the way in stands for whoever used it.
        accessEvent.Account = kind;
        accessEvent.PlatformService = FieldWords.Is(kind, "TrustedAccess"u8);
        if (accessEvent.PlatformService) accessEvent.AccountKind = AccountKind.Service;
    }

    private Outcome MapOutcome()
    {
        var code = Values.Text(_code);
        var outcome = FieldWords.Outcome(code);
        if (!code.IsEmpty && outcome != Outcome.Unknown) return outcome;
        var status = Values.Text(_status);
        if (status.IsEmpty) return outcome;
        if (FieldWords.Contains(status, "success"u8)) return Outcome.Success;
        return FieldWords.Contains(status, "authorization"u8) || FieldWords.Contains(status, "authentication"u8) || FieldWords.NamesDenial(status)
            ? Outcome.Denied
            : Outcome.Failure;
    }
}
