using Compliance.Events;
using Compliance.Evidence.Formats;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Check = FsCheck.Check;
using Outcome = Compliance.Events.Outcome;

namespace Compliance.Tests.Evidence.Formats;

public class SalesforceTests
{
    private const string Login = "\"EVENT_TYPE\",\"TIMESTAMP\",\"REQUEST_ID\",\"ORGANIZATION_ID\",\"USER_ID\",\"SESSION_KEY\",\"LOGIN_STATUS\",\"SOURCE_IP\",\"CLIENT_IP\",\"USER_NAME\",\"BROWSER_TYPE\",\"AUTHENTICATION_METHOD_REFERENCE\",\"USER_ID_DERIVED\",\"TIMESTAMP_DERIVED\"\n";

    [Fact]
    public void A_login_is_mapped_in_full()
    {
        var copy = Read(Login + "\"Login\",\"20260601080000.123\",\"r1\",\"00D5g0000012345\",\"0055g00000AbCdE\",\"s1\",\"LOGIN_NO_ERROR\",\"203.0.113.7\",\"Salesforce.com IP\",\"ann@northwind.example\",\"Chrome\",\"mfa otp\",\"0055g00000AbCdEXYZ\",\"2026-06-01T08:00:00.123Z\"\n").Event;
        Assert.Equal(new EventCopy
        {
            Source = 0,
            Record = 1,
            Time = Instant.FromUtc(2026, 6, 1, 8, 0).Plus(Duration.FromMilliseconds(123)),
            Id = "r1:Login:20260601080000.123",
            Account = "ann@northwind.example",
            Ip = "203.0.113.7",
            UserAgent = "Chrome",
            Session = "s1",
            Mfa = Answer.Yes,
            Action = "signin",
            Outcome = Outcome.Success,
            Tenant = "00D5g0000012345",
        }, copy);
    }

    [Theory]
    [InlineData("LOGIN_NO_ERROR", Outcome.Success)]
    [InlineData("LOGIN_ERROR_INVALID_PASSWORD", Outcome.Failure)]
    [InlineData("LOGIN_ERROR_RESTRICTED_DOMAIN", Outcome.Denied)]
    [InlineData("LOGIN_ERROR_USER_INACTIVE", Outcome.Failure)]
    public void The_login_status_is_the_outcome_of_a_login(string status, Outcome outcome) =>
        Assert.Equal(outcome, Read($"EVENT_TYPE,TIMESTAMP,USER_NAME,LOGIN_STATUS\nLogin,20260601080000.123,a,{status}\n").Event.Outcome);

    [Theory]
    [InlineData("S", Outcome.Success)]
    [InlineData("A", Outcome.Denied)]
    [InlineData("F", Outcome.Failure)]
    [InlineData("U", Outcome.Unknown)]
    [InlineData("Success", Outcome.Success)]
    [InlineData("", Outcome.Success)]
    public void The_request_status_is_the_outcome_of_others(string status, Outcome outcome) =>
        Assert.Equal(outcome, Read($"EVENT_TYPE,TIMESTAMP,USER_ID,REQUEST_STATUS\nURI,20260601080000.000,x,{status}\n").Event.Outcome);

    [Fact]
    public void Without_a_name_the_account_is_the_id_in_18_characters_from_either_column()
    {
        var result = Read("EVENT_TYPE,TIMESTAMP,USER_ID,USER_ID_DERIVED\nURI,20260601080000.000,0055g00000AbCdE,\nURI,20260601080000.000,0055g00000AbCdE,0055g00000AbCdEAAK\nURI,20260601080000.000,0055g00000abcde,\n");
        Assert.Equal(result.Events[0].Account, SalesforceId.Full(result.Events[1].Account));
        Assert.Equal(18, result.Events[0].Account.Length);
        // The two differ by case alone in 15 characters, and must differ ignoring case.
        Assert.NotEqual(result.Events[0].Account, result.Events[2].Account, StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("001D000000IRFma", "001D000000IRFmaIAH")]
    [InlineData("001D000000IRFmaIAH", "001D000000IRFmaIAH")]
    [InlineData("ann@northwind.example", "ann@northwind.example")]
    [InlineData("administrators!", "administrators!")]
    [InlineData("internationally", "internationally")]
    public void The_suffix_of_an_id_is_computed_from_its_case(string id, string full) => Assert.Equal(full, SalesforceId.Full(id));

    [Fact]
    public void The_long_form_of_an_id_is_stable_and_ignores_no_case() => Check.One(Tried.Times(500), Prop.ForAll(Arb.From(Gen.ListOf(Gen.Elements("abcXYZ019".ToCharArray()), 10)), units =>
    {
        var id = "0055g" + string.Concat(units);
        var full = SalesforceId.Full(id);
        return full.StartsWith(id, StringComparison.Ordinal) && SalesforceId.Full(full) == full
            && (!id.Any(char.IsAsciiLetterUpper) || !string.Equals(SalesforceId.Full(id.ToLowerInvariant()), full, StringComparison.OrdinalIgnoreCase));
    }));

    [Theory]
    [InlineData("/5005g00000AbCdE", "Case")]
    [InlineData("/lightning/r/Contact/0035g00000AbCdE/view", "Contact")]
    [InlineData("/one/one.app?id=0015g00000AbCdE&x=1", "Account")]
    [InlineData("/home/home.jsp", null)]
    public void The_record_is_found_in_the_address(string uri, string? type)
    {
        var copy = Read($"EVENT_TYPE,TIMESTAMP,USER_ID,URI\nURI,20260601080000.000,0055g00000AbCdE,{uri}\n").Event;
        Assert.Equal(type, copy.ResourceType);
        Assert.Equal(type is null ? null : 18, copy.Resource?.Length);
        Assert.Equal(type == "Case" ? copy.Resource : null, copy.Case);
    }

    [Fact]
    public void An_action_is_the_type_and_its_method_and_rows_are_counted()
    {
        var result = Read("""
            EVENT_TYPE,TIMESTAMP_DERIVED,USER_ID_DERIVED,METHOD_NAME,ENTITY_NAME,ROWS_PROCESSED,CLIENT_IP
            API,2026-06-01T08:00:00.000Z,0055g00000AbCdEXYZ,query,Contact,250,203.0.113.7
            ReportExport,2026-06-01T08:00:00.000Z,0055g00000AbCdEXYZ,,,,
            Logout,2026-06-01T08:00:00.000Z,0055g00000AbCdEXYZ,,,,
            """);
        Assert.Equal(["API.query|Contact|250", "ReportExport||", "signout||"], result.Events.Select(copy => $"{copy.Action}|{copy.ResourceType}|{copy.Records}"));
    }

    [Fact]
    public void Who_signs_in_as_another_is_the_account()
    {
        var copy = Read("EVENT_TYPE,TIMESTAMP,USER_ID,DELEGATED_USER_ID,DELEGATED_USER_NAME\nLoginAs,20260601080000.000,0055g00000AbCdE,0055g00000ZzZzZ,admin@northwind.example\n").Event;
        Assert.Equal(("admin@northwind.example", SalesforceId.Full("0055g00000AbCdE"), "User"), (copy.Account, copy.Resource, copy.ResourceType));
    }

    [Fact]
    public void The_automated_process_is_the_platform() =>
        Assert.True(Read("EVENT_TYPE,TIMESTAMP,USER_ID,USER_TYPE\nApexExecution,20260601080000.000,0055g00000AbCdE,A\n").Event.PlatformService);

    [Fact]
    public void The_setup_audit_trail_is_read_in_the_zone_of_the_entry()
    {
        const string text = "Date,User,Source Namespace Prefix,Action,Section,Delegate User\n\"6/1/2026, 5:49:56 AM PDT\",ann@northwind.example,,Changed profile for user Bo Ek from Agent to Admin,Manage Users,\n\"6/1/2026, 12:49:56 PM GMT\",bo@northwind.example,,createduser,Manage Users,ann@northwind.example\n";
        Assert.Equal("salesforce", LogText.Read(text, null).Summary.Format);
        var entry = LogText.Entry("salesforce") with { Zone = DateTimeZoneProviders.Tzdb["America/Los_Angeles"] };
        var result = LogText.Read(text, "salesforce", entry);
        Assert.Equal(["2026-06-01T12:49:56Z|ann@northwind.example|setup.Manage Users|", "2026-06-01T12:49:56Z|ann@northwind.example|setup.createduser|bo@northwind.example"],
            result.Events.Select(copy => $"{copy.Time}|{copy.Account}|{copy.Action}|{copy.Resource}"));
        var without = LogText.Read(text, "salesforce");
        Assert.Contains("set `zone`", Assert.Single(without.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Event_log_files_are_known_by_their_header() => Assert.Equal("salesforce", LogText.Read("EVENT_TYPE,TIMESTAMP,USER_ID\nURI,20260601080000.000,x\n", null).Summary.Format);

    private static ReadResult Read(string text) => LogText.Read(text, "salesforce");
}
