using Compliance.Events;
using Compliance.Evidence.Json;

namespace Compliance.Evidence.Formats;

/// <summary>The properties of a record of the unified audit log of Microsoft 365, and what they mean. Records stand alone or in the column
/// <c>AuditData</c> of an export.</summary>
internal sealed class M365Fields
{
    private readonly int _id, _action, _workload, _user, _userKey, _userKind, _tenant;
    private readonly int _ip, _userAgent, _session, _extended, _device;
    private readonly int _object, _application, _mailbox, _site, _folder, _file, _itemType, _target;
    private readonly int _operations, _result, _logonError;
    private readonly JsonPair _extendedUserAgent = new("Name", "Value", "UserAgent");
    private readonly JsonPair _deviceSession = new("Name", "Value", "SessionId");

    public M365Fields(JsonPaths paths)
    {
        Time = paths.Add("CreationTime");
        _id = paths.Add("Id");
        _action = paths.Add("Operation");
        _workload = paths.Add("Workload");
        _user = paths.Add("UserId");
        _userKey = paths.Add("UserKey");
        _userKind = paths.Add("UserType");
        _tenant = paths.Add("OrganizationId");
        _ip = paths.Add("ClientIP", "ClientIPAddress", "ActorIpAddress");
        _userAgent = paths.Add("UserAgent", "ClientInfoString");
        _session = paths.Add("SessionId", "AppAccessContext.AADSessionId");
        _extended = paths.AddJson("ExtendedProperties");
        _device = paths.AddJson("DeviceProperties");
        _object = paths.Add("ObjectId");
        _application = paths.Add("ApplicationId");
        _mailbox = paths.Add("MailboxOwnerUPN");
        _site = paths.Add("SiteUrl");
        _folder = paths.Add("SourceRelativeUrl");
        _file = paths.Add("SourceFileName");
        _itemType = paths.Add("ItemType");
        _target = paths.Add("Target.ID");
        _operations = paths.Add("OperationCount");
        _result = paths.Add("ResultStatus");
        _logonError = paths.Add("LogonError");
    }

    /// <summary>Slot of the time, UTC without saying so.</summary>
    public int Time { get; }

    public ReadOnlySpan<byte> OutcomeWord(RecordValues values) => values.Text(_result);

    public void Map(RecordValues values, ref AccessEvent accessEvent)
    {
        accessEvent.Id = values.Text(_id);
        MapAccount(values, ref accessEvent);
        accessEvent.Ip = Addresses.Bare(values.Text(_ip));
        accessEvent.UserAgent = values.Text(_userAgent);
        if (accessEvent.UserAgent.IsEmpty && values.Kind(_extended) == ValueKind.Json) accessEvent.UserAgent = _extendedUserAgent.Find(values.Raw(_extended));
        accessEvent.Session = values.Text(_session);
        if (accessEvent.Session.IsEmpty && values.Kind(_device) == ValueKind.Json) accessEvent.Session = _deviceSession.Find(values.Raw(_device));
        accessEvent.Tenant = values.Text(_tenant);
        if (EpochTimes.TryInteger(values.Text(_operations), out var operations)) accessEvent.Records = operations;
        // Some names of operations end with a full stop or a space, of which nobody who writes a contract can know.
        var action = values.Text(_action).TrimEnd(" ."u8);
        if (IsSignIn(action)) MapSignIn(values, action, ref accessEvent);
        else MapOperation(values, action, ref accessEvent);
    }

    private static bool IsSignIn(ReadOnlySpan<byte> action) => FieldWords.Is(action, "UserLoggedIn"u8) || FieldWords.Is(action, "UserLoginFailed"u8);

    private void MapAccount(RecordValues values, ref AccessEvent accessEvent)
    {
        accessEvent.Account = Known(values.Text(_user));
        if (accessEvent.Account.IsEmpty) accessEvent.Account = Known(values.Text(_userKey));
        var named = accessEvent.Account.Contains((byte)'@');
        switch (values.Text(_userKind))
        {
            case [(byte)'0'] or [(byte)'2']:
                accessEvent.AccountKind = AccountKind.Human;
                break;
            // Microsoft's own: the data centre and the logic of the servers, unless they act in somebody's name.
            case [(byte)'3'] or [(byte)'4']:
                accessEvent.AccountKind = named ? AccountKind.Unknown : AccountKind.Service;
                accessEvent.PlatformService = !named;
                break;
            case [(byte)'5'] or [(byte)'6']:
                accessEvent.AccountKind = AccountKind.Service;
                break;
            default:
                break;
        }
    }

    private void MapSignIn(RecordValues values, ReadOnlySpan<byte> action, ref AccessEvent accessEvent)
    {
        accessEvent.Action = "signin"u8;
        accessEvent.Resource = Known(values.Text(_application, _object));
        if (!accessEvent.Resource.IsEmpty) accessEvent.ResourceType = "application"u8;
        // A failed sign-in may carry `Success` as its status: the operation tells.
        if (FieldWords.Is(action, "UserLoginFailed"u8)) accessEvent.Outcome = Refused(values.Text(_logonError)) ? Outcome.Denied : Outcome.Failure;
        else accessEvent.Outcome = MapOutcome(values);
    }

    private static bool Refused(ReadOnlySpan<byte> error) => FieldWords.Contains(error, "conditionalaccess"u8) || FieldWords.Contains(error, "blocked"u8);

    private void MapOperation(RecordValues values, ReadOnlySpan<byte> action, ref AccessEvent accessEvent)
    {
        accessEvent.Action = action;
        accessEvent.Outcome = MapOutcome(values);
        accessEvent.Resource = Known(values.Text(_object));
        accessEvent.ResourceType = values.Text(_itemType, _workload);
        if (!accessEvent.Resource.IsEmpty) return;
        accessEvent.Resource = values.Text(_mailbox);
        if (!accessEvent.Resource.IsEmpty)
        {
            accessEvent.ResourceType = "mailbox"u8;
            return;
        }
        accessEvent.Resource = Document(values);
        if (accessEvent.Resource.IsEmpty) accessEvent.Resource = Known(values.Text(_target));
        if (accessEvent.Resource.IsEmpty) accessEvent.ResourceType = default;
    }

    private ReadOnlySpan<byte> Document(RecordValues values)
    {
        var site = values.Text(_site);
        var folder = values.Text(_folder);
        var file = values.Text(_file);
        if (site.IsEmpty) return file;
        var place = folder.IsEmpty ? site : values.Compose(site.TrimEnd((byte)'/'), "/"u8, folder);
        return file.IsEmpty ? place : values.Compose(place.TrimEnd((byte)'/'), "/"u8, file);
    }

    private Outcome MapOutcome(RecordValues values)
    {
        var result = values.Text(_result);
        if (FieldWords.Is(result, "true"u8) || FieldWords.Is(result, "none"u8) || FieldWords.Is(result, "partiallysucceeded"u8)) return Outcome.Success;
        return FieldWords.Is(result, "false"u8) ? Outcome.Failure : FieldWords.Outcome(result);
    }

    private static ReadOnlySpan<byte> Known(ReadOnlySpan<byte> text) =>
        FieldWords.Is(text, "Not Available"u8) || FieldWords.Is(text, "Unknown"u8) ? default : text;
}
