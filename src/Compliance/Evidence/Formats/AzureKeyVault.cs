using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Audit events of Azure Key Vault, as diagnostic settings deliver them (<c>azure-keyvault.md</c>).</summary>
internal sealed class AzureKeyVault : JsonFormat
{
    private const string Schemas = "http://schemas.microsoft.com/";
    private const string Claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
    private readonly int _time, _action, _resource, _object, _request, _ip, _userAgent, _session, _tenant, _claimTenant;
    private readonly int _upn, _uniqueName, _name, _objectId, _application, _managedIdentity, _tokenKind, _claimIp;
    private readonly int _methods, _methodList;
    private readonly int _code, _signature, _result;

    public AzureKeyVault(FormatOptions options) : base(options)
    {
        _time = Paths.Add("time");
        _action = Paths.Add("operationName");
        _resource = Paths.Add("resourceId");
        _object = Paths.Add("properties.id");
        _request = Paths.Add("properties.requestUri");
        _ip = Paths.Add("callerIpAddress");
        _userAgent = Paths.Add("properties.clientInfo");
        _tenant = Paths.Add("tenantId");
        _upn = Claim("upn", $"{Claims}upn");
        _uniqueName = Claim("unique_name", "preferred_username");
        _name = Claim("name", $"{Claims}name");
        _objectId = Claim("oid", $"{Schemas}identity/claims/objectidentifier");
        _application = Claim("appid", "azp");
        _managedIdentity = Claim("xms_mirid", "xms_az_rid");
        _tokenKind = Claim("idtyp");
        _claimIp = Claim("ipaddr");
        _session = Claim("uti");
        _claimTenant = Claim("tid", $"{Schemas}identity/claims/tenantid");
        _methods = Claim("amr", $"{Schemas}claims/authnmethodsreferences");
        _methodList = Paths.AddJson("identity.claim.amr");
        Paths.AddJson(_methodList, "identity", "claim", $"{Schemas}claims/authnmethodsreferences");
        _code = Paths.Add("properties.httpStatusCode");
        _signature = Paths.Add("resultSignature");
        _result = Paths.Add("resultType");
    }

    public override string Name => LogFormats.AzureKeyVault;

    protected override string ActionPlaces => "expected `operationName`";

    protected override ReadOnlySpan<byte> OutcomeWord => Values.Text(_code, _signature, _result);

    protected override string? ReadTime(out long time) => ReadTime(_time, out time);

    protected override void MapOwn(ref AccessEvent accessEvent)
    {
        accessEvent.Action = Values.Text(_action);
        MapAccount(ref accessEvent);
        accessEvent.Ip = Addresses.Bare(Values.Text(_ip, _claimIp));
        accessEvent.UserAgent = Values.Text(_userAgent);
        accessEvent.Session = Values.Text(_session);
        accessEvent.Mfa = Mfa();
        MapResource(ref accessEvent);
        accessEvent.Outcome = MapOutcome();
        accessEvent.Tenant = Values.Text(_tenant, _claimTenant);
    }

    private void MapAccount(ref AccessEvent accessEvent)
    {
        accessEvent.Account = Values.Text(_upn, _uniqueName);
        if (!accessEvent.Account.IsEmpty)
        {
            accessEvent.AccountKind = AccountKind.Human;
            return;
        }
        accessEvent.Account = Values.Text(_name, _objectId, _application);
        var isService = FieldWords.Is(Values.Text(_tokenKind), "app"u8) || !Values.Text(_managedIdentity).IsEmpty
            || (!Values.Text(_application).IsEmpty && Values.Text(_name).IsEmpty);
        if (isService) accessEvent.AccountKind = AccountKind.Service;
    }

    private Answer Mfa()
    {
        var methods = Values.Text(_methods);
        if (methods.IsEmpty) methods = Values.Raw(_methodList);
        if (methods.IsEmpty) return Answer.Unknown;
        return FieldWords.Contains(methods, "mfa"u8) ? Answer.Yes : Answer.No;
    }

    private void MapResource(ref AccessEvent accessEvent)
    {
        accessEvent.Resource = Values.Text(_object);
        if (accessEvent.Resource.IsEmpty) accessEvent.Resource = Addresses.WithoutQuery(Values.Text(_request));
        // What manages the vault itself comes through Azure Resource Manager, whose addresses name no vault.
        if (accessEvent.Resource.IsEmpty || FieldWords.Contains(accessEvent.Resource, "://management.azure."u8)) accessEvent.Resource = Values.Text(_resource);
        if (!accessEvent.Resource.IsEmpty) accessEvent.ResourceType = TypeOf(accessEvent.Resource);
    }

    private static ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> resource)
    {
        if (FieldWords.Contains(resource, "/secrets/"u8)) return "Microsoft.KeyVault/vaults/secrets"u8;
        if (FieldWords.Contains(resource, "/keys/"u8)) return "Microsoft.KeyVault/vaults/keys"u8;
        return FieldWords.Contains(resource, "/certificates/"u8) ? "Microsoft.KeyVault/vaults/certificates"u8 : "Microsoft.KeyVault/vaults"u8;
    }

    /// <summary>By the status of the answer: <c>resultType</c> says `Success` of refused requests too.</summary>
    private Outcome MapOutcome()
    {
        var code = Values.Text(_code);
        if (!code.IsEmpty) return FieldWords.Outcome(code);
        var signature = Values.Text(_signature);
        if (signature.IsEmpty) return FieldWords.Outcome(Values.Text(_result));
        var outcome = FieldWords.Outcome(signature);
        return outcome == Outcome.Unknown ? Outcome.Failure : outcome;
    }

    private int Claim(params string[] names)
    {
        var slot = Paths.AddSteps("identity", "claim", names[0]);
        foreach (var name in names.AsSpan(1)) Paths.Add(slot, "identity", "claim", name);
        return slot;
    }
}
