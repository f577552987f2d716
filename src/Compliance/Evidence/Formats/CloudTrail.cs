using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>AWS CloudTrail events (<c>cloudtrail.md</c>).</summary>
internal sealed class CloudTrail : JsonFormat
{
    private readonly int _time, _id, _eventSource, _eventName, _eventType, _ip, _userAgent;
    private readonly int _kind, _arn, _principal, _userName, _invokedBy, _issuer, _accessKey, _actorAccount, _account;
    private readonly int _mfa, _consoleMfa, _errorCode, _consoleLogin;
    private readonly int _resourceArn, _resourceType;
    private readonly int _bucket, _key;
    private readonly (int Slot, byte[] Type)[] _parameters;

    public CloudTrail(FormatOptions options) : base(options)
    {
        _time = Paths.Add("eventTime");
        _id = Paths.Add("eventID");
        _eventSource = Paths.Add("eventSource");
        _eventName = Paths.Add("eventName");
        _eventType = Paths.Add("eventType");
        _ip = Paths.Add("sourceIPAddress");
        _userAgent = Paths.Add("userAgent");
        _kind = Paths.Add("userIdentity.type");
        _arn = Paths.Add("userIdentity.arn");
        _principal = Paths.Add("userIdentity.principalId");
        _userName = Paths.Add("userIdentity.userName");
        _invokedBy = Paths.Add("userIdentity.invokedBy");
        _issuer = Paths.Add("userIdentity.sessionContext.sessionIssuer.userName");
        _accessKey = Paths.Add("userIdentity.accessKeyId");
        _actorAccount = Paths.Add("userIdentity.accountId");
        _account = Paths.Add("recipientAccountId");
        _mfa = Paths.Add("userIdentity.sessionContext.attributes.mfaAuthenticated");
        _consoleMfa = Paths.Add("additionalEventData.MFAUsed");
        _errorCode = Paths.Add("errorCode");
        _consoleLogin = Paths.Add("responseElements.ConsoleLogin");
        _resourceArn = Paths.Add("resources.ARN", "resources.ARNPrefix");
        _resourceType = Paths.Add("resources.type");
        _bucket = Paths.Add("requestParameters.bucketName");
        _key = Paths.Add("requestParameters.key");
        _parameters =
        [
            (Paths.Add("requestParameters.roleName"), "AWS::IAM::Role"u8.ToArray()),
            (Paths.Add("requestParameters.userName"), "AWS::IAM::User"u8.ToArray()),
            (Paths.Add("requestParameters.secretId"), "AWS::SecretsManager::Secret"u8.ToArray()),
            (Paths.Add("requestParameters.instanceId", "requestParameters.instancesSet.items.instanceId"), "AWS::EC2::Instance"u8.ToArray()),
            (Paths.Add("requestParameters.policyArn"), "AWS::IAM::Policy"u8.ToArray()),
            (Paths.Add("requestParameters.keyId"), "AWS::KMS::Key"u8.ToArray()),
        ];
    }

    public override string Name => "cloudtrail";

    protected override string ActionPlaces => "expected `eventSource` and `eventName`";

    protected override ReadOnlySpan<byte> OutcomeWord => Values.Text(_errorCode, _consoleLogin);

    protected override string? ReadTime(out long time) => ReadTime(_time, out time);

    protected override void MapOwn(ref AccessEvent accessEvent)
    {
        accessEvent.Id = Values.Text(_id);
        MapAction(ref accessEvent);
        MapAccount(ref accessEvent);
        accessEvent.Ip = Addresses.Bare(Values.Text(_ip));
        accessEvent.UserAgent = Values.Text(_userAgent);
        accessEvent.Session = Values.Text(_accessKey);
        accessEvent.Mfa = FieldWords.Answer(Values.Text(_mfa, _consoleMfa));
        MapResource(ref accessEvent);
        accessEvent.Outcome = MapOutcome();
        accessEvent.Tenant = Values.Text(_account, _actorAccount);
    }

    private void MapAction(ref AccessEvent accessEvent)
    {
        var name = Values.Text(_eventName);
        if (name.IsEmpty) return;
        var source = Values.Text(_eventSource);
        var domain = ".amazonaws.com"u8;
        if (source.EndsWith(domain)) source = source[..^domain.Length];
        accessEvent.Action = source.IsEmpty ? name : Values.Compose(source, ":"u8, name);
    }

    private void MapAccount(ref AccessEvent accessEvent)
    {
        var kind = Values.Text(_kind);
        accessEvent.PlatformService = kind.SequenceEqual("AWSService"u8) || (kind.IsEmpty && Values.Text(_eventType).SequenceEqual("AwsServiceEvent"u8));
        accessEvent.AccountKind = Kind(kind, accessEvent.PlatformService);
        accessEvent.Account = Values.Text(_userName);
        if (!accessEvent.Account.IsEmpty) return;
        var arn = Values.Text(_arn);
        var role = Values.Text(_issuer);
        // The name of a session is chosen by whoever assumes the role: only together with the role does it name an actor.
        accessEvent.Account = role.IsEmpty || arn.LastIndexOf((byte)'/') is not (>= 0 and var slash)
            ? Values.Text(_arn, _principal, _invokedBy)
            : Values.Compose(role, arn[slash..]);
    }

    private static AccountKind Kind(ReadOnlySpan<byte> kind, bool platform)
    {
        if (platform) return AccountKind.Service;
        if (kind.SequenceEqual("Root"u8) || kind.SequenceEqual("IdentityCenterUser"u8) || kind.SequenceEqual("SAMLUser"u8)) return AccountKind.Human;
        return AccountKind.Unknown;
    }

    private void MapResource(ref AccessEvent accessEvent)
    {
        accessEvent.Resource = Values.Text(_resourceArn);
        accessEvent.ResourceType = Values.Text(_resourceType);
        if (!accessEvent.Resource.IsEmpty) return;
        var bucket = Values.Text(_bucket);
        if (!bucket.IsEmpty)
        {
            var key = Values.Text(_key);
            accessEvent.Resource = key.IsEmpty ? bucket : Values.Compose(bucket, "/"u8, key);
            accessEvent.ResourceType = key.IsEmpty ? "AWS::S3::Bucket"u8 : "AWS::S3::Object"u8;
            return;
        }
        foreach (var (slot, type) in _parameters)
        {
            accessEvent.Resource = Values.Text(slot);
            if (accessEvent.Resource.IsEmpty) continue;
            accessEvent.ResourceType = type;
            return;
        }
    }

    private Outcome MapOutcome()
    {
        var error = Values.Text(_errorCode);
        if (error.IsEmpty) return Values.Text(_consoleLogin).SequenceEqual("Failure"u8) ? Outcome.Failure : Outcome.Success;
        var denied = FieldWords.Contains(error, "accessdenied"u8) || FieldWords.Contains(error, "unauthorized"u8)
            || FieldWords.Contains(error, "notauthorized"u8) || FieldWords.Contains(error, "forbidden"u8);
        return denied ? Outcome.Denied : Outcome.Failure;
    }
}
