using Compliance.Events;
using NodaTime;

namespace Compliance.Tests.Evidence.Formats;

public class OcsfTests
{
    [Fact]
    public void An_API_call_is_mapped_in_full()
    {
        var copy = Read("""
            "metadata":{"uid":"id-1","tenant_uid":"t"},"class_uid":6003,"activity_id":2,
            "actor":{"user":{"uid":"u-1","name":"agent1","type_id":1},"session":{"uid":"s-1","is_mfa":true}},
            "api":{"operation":"ticket.read"},"src_endpoint":{"ip":"203.0.113.5"},"http_request":{"user_agent":"UA"},
            "resources":[{"uid":"T-1","type":"ticket"},{"uid":"T-2","type":"other"}],"status_id":1,"cloud":{"account":{"uid":"acc"}}
            """);
        Assert.Equal(new EventCopy
        {
            Source = 0,
            Record = 1,
            Time = Instant.FromUtc(2026, 3, 1, 0, 0),
            Id = "id-1",
            Account = "agent1",
            AccountKind = AccountKind.Human,
            Ip = "203.0.113.5",
            UserAgent = "UA",
            Session = "s-1",
            Mfa = Answer.Yes,
            Action = "ticket.read",
            Resource = "T-1",
            ResourceType = "ticket",
            Outcome = Outcome.Success,
            Tenant = "acc",
        }, copy);
    }

    [Theory]
    [InlineData("\"class_uid\":3002,\"activity_id\":1", "signin")]
    [InlineData("\"class_uid\":3002,\"activity_id\":1,\"api\":{\"operation\":\"Login\"}", "signin")]
    [InlineData("\"class_uid\":3002,\"activity_id\":2", "signout")]
    [InlineData("\"class_uid\":3002,\"activity_id\":3", "3002:3")]
    [InlineData("\"class_uid\":6003,\"activity_id\":2", "6003:2")]
    [InlineData("\"type_uid\":600302", "6003:2")]
    [InlineData("\"type_uid\":300201", "signin")]
    [InlineData("\"class_uid\":3001,\"activity_id\":1,\"api\":{\"operation\":\"CreateUser\"}", "CreateUser")]
    public void The_action_is_the_operation_or_the_class_and_activity(string fields, string action) => Assert.Equal(action, Read(fields).Action);

    [Theory]
    [InlineData("\"actor\":{\"user\":{\"uid\":\"u\",\"name\":\"n\",\"email_addr\":\"e@x\"}}", "e@x")]
    [InlineData("\"actor\":{\"user\":{\"uid\":\"u\",\"name\":\"n\"}}", "n")]
    [InlineData("\"actor\":{\"user\":{\"uid\":\"u\",\"name\":\"\"}}", "u")]
    [InlineData("\"actor\":{\"app_name\":\"robot\"}", "robot")]
    [InlineData("\"actor\":{\"user\":{\"name\":\"admin\"}},\"user\":{\"name\":\"target\"}", "admin")]
    [InlineData("\"user\":{\"name\":\"target\"}", "(none)")]
    [InlineData("\"x\":1", "(none)")]
    public void The_account_is_the_actor_never_the_target(string fields, string account) => Assert.Equal(account, Read("\"class_uid\":3001,\"activity_id\":1," + fields).Account);

    [Fact]
    public void Who_signs_in_is_the_user_when_no_actor_is_named() =>
        Assert.Equal("ann", Read("\"class_uid\":3002,\"activity_id\":1,\"is_mfa\":false,\"user\":{\"name\":\"ann\"}").Account);

    [Theory]
    [InlineData("\"status_id\":1", Outcome.Success)]
    [InlineData("\"status_id\":2", Outcome.Failure)]
    [InlineData("\"status_id\":2,\"status_code\":\"403\"", Outcome.Denied)]
    [InlineData("\"status_id\":2,\"status_code\":401", Outcome.Denied)]
    [InlineData("\"status_id\":2,\"status_code\":\"404\"", Outcome.Failure)]
    [InlineData("\"status_id\":2,\"status_detail\":\"Access Denied for role\"", Outcome.Denied)]
    [InlineData("\"status_id\":2,\"status_detail\":\"timeout\"", Outcome.Failure)]
    [InlineData("\"status_id\":1,\"status_code\":\"403\"", Outcome.Success)]
    [InlineData("\"action_id\":2,\"status_id\":1", Outcome.Denied)]
    [InlineData("\"status_id\":0", Outcome.Unknown)]
    [InlineData("\"status_id\":99", Outcome.Unknown)]
    [InlineData("\"status\":\"Failure\"", Outcome.Failure)]
    [InlineData("\"x\":1", Outcome.Success)]
    public void The_outcome_tells_denials_from_failures(string fields, Outcome outcome) => Assert.Equal(outcome, Read("\"class_uid\":6003,\"activity_id\":2," + fields).Outcome);

    [Theory]
    [InlineData("\"entity\":{\"uid\":\"e\",\"type\":\"t\"}", "e", "t")]
    [InlineData("\"databucket\":{\"name\":\"b\"}", "b", null)]
    [InlineData("\"table\":{\"uid\":\"t\"}", "t", null)]
    [InlineData("\"web_resources\":[{\"name\":\"w\",\"type\":\"page\"}]", "w", "page")]
    [InlineData("\"resources\":[]", null, null)]
    [InlineData("\"resources\":[{\"type\":\"ticket\"},{\"uid\":\"second\"}]", null, null)]
    public void The_resource_is_the_first_one_named(string fields, string? resource, string? type)
    {
        var copy = Read("\"class_uid\":6003,\"activity_id\":2," + fields);
        Assert.Equal((resource, type), (copy.Resource, copy.ResourceType));
    }

    [Theory]
    [InlineData("\"src_endpoint\":{\"ip\":\"1.2.3.4:39221\"}", "1.2.3.4")]
    [InlineData("\"src_endpoint\":{\"ip\":\"[2001::1]:443\"}", "2001::1")]
    [InlineData("\"src_endpoint\":{\"ip\":\"2001:db8::1\"}", "2001:db8::1")]
    [InlineData("\"src_endpoint\":{\"svc_name\":\"aws.internal\"}", "aws.internal")]
    [InlineData("\"src_endpoint\":{\"ip\":\"<Redacted>:56029\"}", null)]
    public void An_address_loses_port_and_brackets_and_a_name_stays(string fields, string? ip) => Assert.Equal(ip, Read("\"class_uid\":6003,\"activity_id\":2," + fields).Ip);

    [Fact]
    public void Fields_of_the_entry_win_over_the_format()
    {
        var entry = LogText.Entry("ocsf", ("case", "unmapped.case_id"), ("records", "unmapped.rows"), ("account", "unmapped.who"), ("resource", "a.b"));
        var result = LogText.Read("""{"time":1772323200000,"class_uid":6003,"activity_id":2,"actor":{"user":{"name":"n"}},"unmapped":{"case_id":"C-1","rows":12,"who":"w"},"a.b":"dotted"}""", "ocsf", entry);
        Assert.Equal(("C-1", 12L, "w", "dotted"), (result.Event.Case, result.Event.Records, result.Event.Account, result.Event.Resource));
        Assert.True(result.Sources[0].MapsCase);
    }

    [Fact]
    public void A_path_may_serve_several_fields_beside_the_format()
    {
        var entry = LogText.Entry("ocsf", ("session", "actor.user.name"), ("case", "actor.user.name"), ("tenant", "unmapped.cases.1"));
        var copy = LogText.Read("""{"time":1772323200000,"class_uid":6003,"activity_id":2,"actor":{"user":{"name":"n"}},"unmapped":{"cases":["a","b"]}}""", "ocsf", entry).Event;
        Assert.Equal(("n", "n", "n", "b"), (copy.Account, copy.Session, copy.Case, copy.Tenant));
    }

    [Theory]
    [InlineData("{}", "no time")]
    [InlineData("{\"time\":\"soon\",\"class_uid\":1,\"activity_id\":1}", "`soon` is no time")]
    [InlineData("{\"time\":1772323200000}", "no action")]
    [InlineData("{\"time\":999999999999999,\"class_uid\":1,\"activity_id\":1}", "outside")]
    [InlineData("[1]", "expected a JSON object")]
    public void A_record_that_is_no_event_is_rejected_with_the_reason(string record, string reason) =>
        Assert.Contains(reason, Assert.Single(LogText.Read(record).Rejected).Reason, StringComparison.Ordinal);

    [Fact]
    public void The_time_may_be_text()
    {
        Assert.Equal(Instant.FromUtc(2026, 3, 1, 0, 0), LogText.Read("""{"time_dt":"2026-03-01T00:00:00","class_uid":1,"activity_id":1}""").Event.Time);
        Assert.Equal(Instant.FromUtc(2026, 3, 1, 0, 0), LogText.Read("""{"time":"2026-03-01T00:00:00Z","class_uid":1,"activity_id":1}""").Event.Time);
    }

    private static EventCopy Read(string fields) => LogText.Read($$"""{"time":1772323200000,{{fields.ReplaceLineEndings("")}}}""").Event;
}
