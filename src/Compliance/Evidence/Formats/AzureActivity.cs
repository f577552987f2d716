using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Azure Activity Log: streamed records, those of REST, CLI and portal, and rows of the table AzureActivity
/// (<c>azure-activity.md</c>).</summary>
internal sealed class AzureActivity : JsonFormat
{
    private const string Claim = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
    private const string Methods = "http://schemas.microsoft.com/claims/authnmethodsreferences";
    private readonly int _time, _id, _action, _category, _resource, _resourceType;
    private readonly int _caller, _upn, _claimName, _name, _objectId, _application, _tokenKind;
    private readonly int _ip, _session, _methods, _methodList, _tenant;
    private readonly int _status, _detail, _code;

    public AzureActivity(FormatOptions options) : base(options)
    {
        _time = Paths.Add("time", "eventTimestamp", "TimeGenerated");
        _id = Paths.Add("eventDataId");
        _action = Paths.Add("operationName", "operationName.value", "OperationNameValue");
        _category = Paths.Add("category", "category.value", "CategoryValue");
        _resource = Paths.Add("resourceId", "_ResourceId");
        _resourceType = Paths.Add("resourceType", "resourceType.value");
        _caller = Paths.Add("caller");
        _upn = Claims($"{Claim}upn");
        _claimName = Claims($"{Claim}name");
        _name = Claims("name");
        _objectId = Claims("http://schemas.microsoft.com/identity/claims/objectidentifier");
        _application = Claims("appid");
        _tokenKind = Claims("idtyp");
        _ip = Paths.Add("callerIpAddress", "httpRequest.clientIpAddress");
        _claimIp = Claims("ipaddr");
        _session = Claims("uti");
        _methods = Claims(Methods);
        _methodList = Paths.AddJson("authnmethodsreferences");
        Paths.AddJson(_methodList, "identity", "claims", Methods);
        Paths.AddJson(_methodList, "claims", Methods);
        _tenant = Paths.Add("tenantId");
        _claimTenant = Claims("http://schemas.microsoft.com/identity/claims/tenantid");
        _status = Paths.Add("resultType", "status.value", "ActivityStatusValue");
        _detail = Paths.Add("resultSignature", "subStatus.value", "ActivitySubstatusValue");
        _code = Paths.Add("properties.statusCode");
    }

    private readonly int _claimIp, _claimTenant;

    public override string Name => "azure-activity";

    protected override string ActionPlaces => "expected `operationName`";

    protected override ReadOnlySpan<byte> OutcomeWord => Values.Text(_status);

    protected override string? ReadTime(out long time) => ReadTime(_time, out time);

    protected override void MapOwn(ref AccessEvent accessEvent)
    {
        accessEvent.Id = Values.Text(_id);
        accessEvent.Action = Values.Text(_action);
        MapAccount(ref accessEvent);
        accessEvent.Ip = Addresses.Bare(Values.Text(_ip, _claimIp));
        accessEvent.Session = Values.Text(_session);
        accessEvent.Mfa = Mfa();
        accessEvent.Resource = Values.Text(_resource);
        accessEvent.ResourceType = Values.Text(_resourceType);
        if (accessEvent.ResourceType.IsEmpty) accessEvent.ResourceType = TypeOf(accessEvent.Resource);
        accessEvent.Tenant = Values.Text(_tenant, _claimTenant);
        MapOutcome(ref accessEvent);
    }

    private void MapAccount(ref AccessEvent accessEvent)
    {
        var person = Values.Text(_upn, _claimName);
        accessEvent.Account = Values.Text(_caller);
        if (accessEvent.Account.IsEmpty) accessEvent.Account = person.IsEmpty ? Values.Text(_name, _objectId, _application) : person;
        if (FieldWords.Is(Values.Text(_tokenKind), "app"u8)) accessEvent.AccountKind = AccountKind.Service;
        else if (!Values.Text(_upn).IsEmpty || accessEvent.Account.Contains((byte)'@')) accessEvent.AccountKind = AccountKind.Human;
        else if (!Values.Text(_application).IsEmpty && person.IsEmpty) accessEvent.AccountKind = AccountKind.Service;
        // Health, alert and scaling records tell of the platform; nobody acted.
        accessEvent.PlatformService = accessEvent.Account.IsEmpty && !FieldWords.Is(Values.Text(_category), "Administrative"u8) && IsPlatformCategory();
    }

    private bool IsPlatformCategory()
    {
        var category = Values.Text(_category);
        return FieldWords.Is(category, "ServiceHealth"u8) || FieldWords.Is(category, "ResourceHealth"u8) || FieldWords.Is(category, "Alert"u8)
            || FieldWords.Is(category, "Autoscale"u8) || FieldWords.Is(category, "Recommendation"u8);
    }

    private Answer Mfa()
    {
        var methods = Values.Text(_methods);
        if (methods.IsEmpty) methods = Values.Raw(_methodList);
        if (methods.IsEmpty) return Answer.Unknown;
        return FieldWords.Contains(methods, "mfa"u8) ? Answer.Yes : Answer.No;
    }

    private void MapOutcome(ref AccessEvent accessEvent)
    {
        var status = Values.Text(_status);
        if (status.IsEmpty || FieldWords.Is(status, "Success"u8) || FieldWords.Is(status, "Succeeded"u8))
        {
            accessEvent.Outcome = Outcome.Success;
        }
        else if (FieldWords.Is(status, "Failure"u8) || FieldWords.Is(status, "Failed"u8))
        {
            accessEvent.Outcome = IsDenied(Values.Text(_detail)) || IsDenied(Values.Text(_code)) ? Outcome.Denied : Outcome.Failure;
        }
        else if (FieldWords.Is(status, "Canceled"u8))
        {
            accessEvent.Outcome = Outcome.Failure;
        }
        else
        {
            accessEvent.Outcome = Outcome.Unknown;
            // One act leaves two or three records; only the one that tells its end is judged, else it would count twice.
            accessEvent.PlatformService |= IsInterim(status);
        }
    }

    private static bool IsInterim(ReadOnlySpan<byte> status) =>
        FieldWords.Is(status, "Start"u8) || FieldWords.Is(status, "Started"u8) || FieldWords.Is(status, "Accept"u8) || FieldWords.Is(status, "Accepted"u8)
        || FieldWords.Is(status, "Begin"u8) || FieldWords.Is(status, "Active"u8) || FieldWords.Is(status, "InProgress"u8) || FieldWords.Is(status, "In Progress"u8);

    private static bool IsDenied(ReadOnlySpan<byte> detail) =>
        FieldWords.Contains(detail, "forbidden"u8) || FieldWords.Contains(detail, "unauthorized"u8) || FieldWords.Contains(detail, "403"u8) || FieldWords.Contains(detail, "401"u8);

    /// <summary>The provider and type that a resource id names: <c>Microsoft.Storage/storageAccounts</c>.</summary>
    private static ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> resource)
    {
        var providers = "/providers/"u8;
        for (var at = resource.Length - providers.Length; at >= 0; at--)
        {
            if (!FieldWords.Is(resource.Slice(at, providers.Length), providers)) continue;
            var type = resource[(at + providers.Length)..];
            var provider = type.IndexOf((byte)'/');
            if (provider < 0) return type;
            var name = type[(provider + 1)..].IndexOf((byte)'/');
            return name < 0 ? type : type[..(provider + 1 + name)];
        }
        return default;
    }

    /// <summary>A claim, which streamed records hold under `identity` and others at the top.</summary>
    private int Claims(string claim)
    {
        var slot = Paths.AddSteps("identity", "claims", claim);
        Paths.Add(slot, "claims", claim);
        return slot;
    }
}
