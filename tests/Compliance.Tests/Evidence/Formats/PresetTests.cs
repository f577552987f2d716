using System.Text.Json;
using Compliance.Events;
using Compliance.Evidence.Formats;
using NodaTime;

namespace Compliance.Tests.Evidence.Formats;

public class PresetTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 6, 2, 12, 0);

    [Fact]
    public void An_agent_event_of_Amazon_Connect_is_mapped_in_full() => Assert.Equal(
        new EventCopy
        {
            Account = "ann",
            Action = "signin",
            Id = "e",
            AccountKind = AccountKind.Human,
            Resource = "arn:aws:connect:eu-west-2:1:instance/i",
            Tenant = "1",
            Case = "contact",
            Source = 0,
            Record = 1,
            Time = Noon,
            Outcome = Outcome.Success,
        },
        Sniffed("""
            {"AgentARN":"arn:a","AWSAccountId":"1","CurrentAgentSnapshot":{"Configuration":{"Username":"ann"},"Contacts":[{"ContactId":"contact"}]},"EventId":"e","EventTimestamp":"2026-06-02T12:00:00.000Z",
             "EventType":"LOGIN","InstanceARN":"arn:aws:connect:eu-west-2:1:instance/i","PreviousAgentSnapshot":null,"Version":"2017-10-01"}
            """, "amazon-connect-agents"));

    [Fact]
    public void A_report_of_Talkdesk_is_read_as_it_comes_in_the_zone_it_was_asked_for()
    {
        const string Report = """
            {"entries":[{"actor_id":"f04f","generator_name":"ring-groups-api","ip_addresses":["203.0.113.9","198.51.100.1"],"operation":"read_ring_groups","platform_tid":"013c","resource_id":"/ring-groups",
             "operation_status":"success","user_agent":"Mozilla/5.0","timestamp":"2026-06-02 14:00:00.000","user_id":"1","agent_name":"Ann Lee","agent_email":"ann@x.example"}],"total":1}
            """;
        var expected = new EventCopy
        {
            Account = "ann@x.example",
            Action = "read_ring_groups",
            Resource = "/ring-groups",
            Ip = "203.0.113.9",
            UserAgent = "Mozilla/5.0",
            Source = 0,
            Record = 1,
            Time = Noon,
            Outcome = Outcome.Success,
        };
        var berlin = LogText.Entry(null) with { Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"] };
        var log = LogText.Read(Report, format: null, berlin);
        Assert.Equal(("talkdesk", expected), (log.Summary.Format, log.Event));

        Assert.Contains("has no offset; set `zone` for this log", Assert.Single(LogText.Read(Report, "talkdesk").Rejected).Reason, StringComparison.Ordinal);
        Assert.Equal(Outcome.Unknown, LogText.Read(Report.Replace("\"success\"", "\"partly\"", StringComparison.Ordinal), "talkdesk", berlin).Event.Outcome);
    }

    [Fact]
    public void A_sign_of_life_is_counted_and_not_judged()
    {
        var log = LogText.Read("""[{"AgentARN":"arn:a","EventTimestamp":"2026-06-02T12:00:00.000Z","EventType":"HEART_BEAT"}]""", format: null);
        Assert.True(log.Event.PlatformService);
        Assert.Equal("arn:a", log.Event.Account);
    }

    [Theory]
    [InlineData("genesys-cloud", """{"id":"i","user":{"id":"u"},"remoteIp":["203.0.113.9","198.51.100.1"],"serviceName":"PeoplePermissions","eventDate":"2026-06-02T12:00:00Z","action":"Update","entity":{"id":"e"},"entityType":"User"}""", "u", "Update", "e")]
    [InlineData("hubspot-audit", """{"id":"i","category":"PIPELINE","subCategory":"DEAL","action":"UPDATE","targetObjectId":"p","occurredAt":"2026-06-02T12:00:00Z","actingUser":{"userId":1,"userEmail":"a@x.example"}}""", "a@x.example", "UPDATE", "p")]
    [InlineData("hubspot-security", """{"actingUser":"a@x.example","countryCode":"ie","createdAt":"2026-06-02T12:00:00Z","id":"i","infoUrl":"u","ipAddress":"203.0.113.9","objectId":"7","type":"ADD_USER","userId":1}""", "a@x.example", "ADD_USER", "7")]
    [InlineData("twilio", """{"account_sid":"AC1","actor_sid":"US1","actor_type":"user","event_date":"2026-06-02T12:00:00Z","event_type":"recording.deleted","resource_sid":"RE1","resource_type":"recording","sid":"AE1","source_ip_address":"203.0.113.9"}""", "US1", "recording.deleted", "RE1")]
    [InlineData("zammad", """{"id":1,"user_id":3,"action_type":"update","auditable_type":"Setting","auditable_id":280,"source_ip":"203.0.113.9","created_at":"2026-06-02T12:00:00Z"}""", "3", "update", "280")]
    [InlineData("zoom-signins", """{"email":"a@x.example","time":"2026-06-02T12:00:00Z","type":"Sign out","ip_address":"203.0.113.9","client_type":"Windows","version":"5.9"}""", "a@x.example", "signout", null)]
    [InlineData("intercom", """{"id":"i","performed_by":{"type":"admin","id":"7","email":"a@x.example","ip":"203.0.113.9"},"metadata":{},"created_at":1780401600,"activity_type":"app_data_export"}""", "a@x.example", "app_data_export", null)]
    public void A_record_is_recognised_and_mapped(string preset, string record, string account, string action, string? resource)
    {
        var copy = Sniffed(record, preset);
        Assert.Equal((account, action, resource, Noon), (copy.Account, copy.Action, copy.Resource, copy.Time));
        Assert.Equal(Outcome.Success, copy.Outcome);
    }

    [Theory]
    [InlineData("true", Outcome.Success)]
    [InlineData("false", Outcome.Failure)]
    public void A_login_at_HubSpot_is_a_sign_in(string succeeded, Outcome outcome)
    {
        var copy = Sniffed($$"""{"id":"i","userId":1,"email":"a@x.example","loginAt":"2026-06-02T12:00:00Z","loginSucceeded":{{succeeded}},"ipAddress":"203.0.113.9","userAgent":"x","countryCode":"ie"}""", "hubspot-logins");
        Assert.Equal(("signin", outcome, AccountKind.Human), (copy.Action, copy.Outcome, copy.AccountKind));
    }

    [Theory]
    [InlineData("admin_login_success", "signin", Outcome.Success)]
    [InlineData("admin_login_failure", "signin", Outcome.Failure)]
    [InlineData("admin_logout", "signout", Outcome.Success)]
    public void Words_of_the_source_become_ours(string word, string action, Outcome outcome)
    {
        var copy = Sniffed($$"""{"activity_type":"{{word}}","performed_by":{"id":"7"},"created_at":1780401600}""", "intercom");
        Assert.Equal((action, outcome), (copy.Action, copy.Outcome));
    }

    [Fact]
    public void Rows_are_the_same_records_flattened()
    {
        var log = LogText.Read("id,created_at,activity_type,performed_by.id,performed_by.email\n1,1780401600,admin_logout,7,a@x.example\n", format: null);
        Assert.Equal("intercom", log.Summary.Format);
        Assert.Equal(("a@x.example", "signout", Noon), (log.Event.Account, log.Event.Action, log.Event.Time));
    }

    [Fact]
    public void The_fields_of_the_entry_go_over_the_preset()
    {
        var log = LogText.Read("""{"activity_type":"admin_logout","performed_by":{"id":"7"},"created_at":1780401600,"note":"n"}""", "intercom", LogText.Entry("intercom", ("account", "note"), ("action", "activity_type")));
        Assert.Equal(("n", "admin_logout"), (log.Event.Account, log.Event.Action));
    }

    [Fact]
    public void A_wrapper_of_results_is_opened() =>
        Assert.Equal(2, LogText.Read("""{"results":[{"loginAt":"2026-06-02T12:00:00Z","loginSucceeded":true,"email":"a"},{"loginAt":"2026-06-02T12:00:01Z","loginSucceeded":true,"email":"b"}],"paging":{"next":null}}""", format: null).Events.Count);

    [Fact]
    public void Every_preset_says_where_its_names_are_from_and_maps_what_an_event_needs() => Assert.All(Presets.All, preset =>
    {
        Assert.StartsWith("https://", preset.Source, StringComparison.Ordinal);
        Assert.True(preset.Fields.ContainsKey(EventField.Time) && preset.Fields.ContainsKey(EventField.Account));
        Assert.True(preset.Fields.ContainsKey(EventField.Action) || preset.Constants.ContainsKey(EventField.Action));
        Assert.All(preset.Values.Keys, field => Assert.True(preset.Fields.ContainsKey(field)));
        Assert.NotEmpty(preset.RecognisedBy);
        Assert.Equal(preset.Name, JsonNamingPolicy.KebabCaseLower.ConvertName(preset.Name));
    });

    [Fact]
    public void Malformed_records_of_every_preset_are_counted()
    {
        var random = new Random(3);
        var sample = "{\"id\":1,\"activity_type\":\"x\",\"created_at\":1780401600,\"performed_by\":{\"id\":\"7\"},\"EventTimestamp\":\"2026-06-02T12:00:00Z\"}\n"u8.ToArray();
        for (var round = 0; round < 1000; round++)
        {
            var bytes = RandomJson.Mutate(random, sample);
            var log = LogText.Read(bytes, Presets.All[random.Next(Presets.All.Count)].Name, block: random.Next(1, 300));
            Assert.Equal(log.Summary.Records, log.Events.Count + log.Rejected.Count);
        }
    }

    private static EventCopy Sniffed(string record, string preset)
    {
        var log = LogText.Read($"[{record}]", format: null);
        Assert.Equal(preset, log.Summary.Format);
        return log.Event;
    }
}
