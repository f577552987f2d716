using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Salesforce event log files, whose columns depend on the type of event (<c>salesforce.md</c>).</summary>
internal sealed class Salesforce : CsvFormat
{
    // Documented as UTC, unlike the export of the setup audit trail.
    private readonly Timestamps _utc = new(NodaTime.DateTimeZone.Utc);
    private readonly int _time, _timestamp, _request, _type, _tenant;
    private readonly int _userName, _user, _userDerived, _userType, _delegateName, _delegate;
    private readonly int _source, _client, _agent, _browser, _session, _methods;
    private readonly int _method, _rows, _loginStatus, _status, _success, _code;
    private readonly SalesforceRecord _record;

    public Salesforce(FormatOptions options, IReadOnlyList<string> header) : base(options, header)
    {
        _time = SlotOf("TIMESTAMP_DERIVED");
        _timestamp = SlotOf("TIMESTAMP");
        _request = SlotOf("REQUEST_ID");
        _type = SlotOf("EVENT_TYPE");
        _tenant = SlotOf("ORGANIZATION_ID");
        _userName = SlotOf("USER_NAME");
        _userDerived = SlotOf("USER_ID_DERIVED");
        _user = SlotOf("USER_ID");
        _userType = SlotOf("USER_TYPE");
        _delegateName = SlotOf("DELEGATED_USER_NAME");
        _delegate = SlotOf("DELEGATED_USER_ID_DERIVED", "DELEGATED_USER_ID");
        _source = SlotOf("SOURCE_IP");
        _client = SlotOf("CLIENT_IP");
        _agent = SlotOf("USER_AGENT");
        _browser = SlotOf("BROWSER_TYPE", "BROWSER_NAME");
        _session = SlotOf("SESSION_KEY");
        _methods = SlotOf("AUTHENTICATION_METHOD_REFERENCE");
        _method = SlotOf("METHOD_NAME", "METHOD");
        _rows = SlotOf("ROWS_PROCESSED", "ROW_COUNT", "ROWS_RETURNED");
        _loginStatus = SlotOf("LOGIN_STATUS");
        _status = SlotOf("REQUEST_STATUS");
        _success = SlotOf("SUCCESS");
        _code = SlotOf("STATUS_CODE");
        _record = new SalesforceRecord(names => SlotOf(names));
        NamesRecords = HasColumn("RECORD_ID") || HasColumn("URI") || HasColumn("PAGE_URL");
    }

    public override string Name => LogFormats.Salesforce;

    public override bool MapsCase => base.MapsCase || NamesRecords;

    private bool NamesRecords { get; }

    protected override string ActionPlaces => "expected `EVENT_TYPE`";

    protected override ReadOnlySpan<byte> OutcomeWord => Values.Text(_loginStatus, _status, _code);

    public static bool HasHeader(IReadOnlyList<string> header) => HasAll(header, "EVENT_TYPE", "TIMESTAMP") || HasAll(header, "EVENT_TYPE", "TIMESTAMP_DERIVED");

    protected override string? ReadTime(out long time)
    {
        var text = Values.Text(_time, _timestamp);
        time = 0;
        return text.IsEmpty ? "no time: expected `TIMESTAMP_DERIVED` or `TIMESTAMP`" : _utc.Read(text, out time);
    }

    protected override void MapOwn(ref AccessEvent accessEvent)
    {
        MapId(ref accessEvent);
        MapAction(ref accessEvent);
        MapAccount(ref accessEvent);
        accessEvent.Ip = Addresses.Bare(Values.Text(_source, _client));
        accessEvent.UserAgent = Values.Text(_agent, _browser);
        accessEvent.Session = Values.Text(_session);
        accessEvent.Tenant = Values.Text(_tenant);
        if (FieldWords.Contains(Values.Text(_methods), "mfa"u8)) accessEvent.Mfa = Answer.Yes;
        accessEvent.Outcome = MapOutcome();
        if (EpochTimes.TryInteger(Values.Text(_rows), out var rows)) accessEvent.Records = rows;
    }

    /// <summary>One request leaves several rows, of several types and at several times.</summary>
    private void MapId(ref AccessEvent accessEvent)
    {
        var request = Values.Text(_request);
        if (!request.IsEmpty) accessEvent.Id = Values.Compose(Values.Compose(request, ":"u8, Values.Text(_type)), ":"u8, Values.Text(_timestamp, _time));
    }

    private void MapAction(ref AccessEvent accessEvent)
    {
        var type = Values.Text(_type);
        if (type.SequenceEqual("Login"u8)) accessEvent.Action = "signin"u8;
        else if (type.SequenceEqual("Logout"u8)) accessEvent.Action = "signout"u8;
        else
        {
            var method = Values.Text(_method);
            accessEvent.Action = type.IsEmpty || method.IsEmpty ? type : Values.Compose(type, "."u8, method);
            _record.Map(Values, ref accessEvent);
        }
    }

    private void MapAccount(ref AccessEvent accessEvent)
    {
        var user = SalesforceId.Full(Values.Text(_userDerived, _user), Values);
        var delegated = Values.Text(_delegateName);
        if (delegated.IsEmpty) delegated = SalesforceId.Full(Values.Text(_delegate), Values);
        if (delegated.IsEmpty)
        {
            accessEvent.Account = Values.Text(_userName);
            if (accessEvent.Account.IsEmpty) accessEvent.Account = user;
        }
        else
        {
            // Who signed in as another is the one who acts; whom he became is what the act was done to.
            accessEvent.Account = delegated;
            if (accessEvent.Resource.IsEmpty)
            {
                accessEvent.Resource = user;
                accessEvent.ResourceType = "User"u8;
            }
        }
        // `A`: the automated process; flows and scheduled jobs run as it.
        if (!Values.Text(_userType).SequenceEqual("A"u8)) return;
        accessEvent.AccountKind = AccountKind.Service;
        accessEvent.PlatformService = true;
    }

    private Outcome MapOutcome()
    {
        var login = Values.Text(_loginStatus);
        if (!login.IsEmpty)
        {
            if (FieldWords.Is(login, "LOGIN_NO_ERROR"u8)) return Outcome.Success;
            return FieldWords.Contains(login, "restricted"u8) || FieldWords.NamesDenial(login) ? Outcome.Denied : Outcome.Failure;
        }
        var status = Values.Text(_status);
        if (status.Length == 1) return Letter(status[0]);
        if (!status.IsEmpty) return FieldWords.Outcome(status);
        if (FieldWords.Answer(Values.Text(_success)) == Answer.No) return Outcome.Failure;
        return FieldWords.Outcome(Values.Text(_code));
    }

    private static Outcome Letter(byte status) => status switch
    {
        (byte)'S' or (byte)'R' => Outcome.Success,
        (byte)'A' => Outcome.Denied,
        (byte)'F' or (byte)'N' => Outcome.Failure,
        _ => Outcome.Unknown,
    };
}
