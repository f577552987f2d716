using Compliance.Events;
using NodaTime;

namespace Compliance.Tests.Evidence.Formats;

public class GoogleWorkspaceTests
{
    [Fact]
    public void An_activity_is_mapped_in_full()
    {
        var copy = Read("drive", """[{"type":"access","name":"download","parameters":[{"name":"primary_event","boolValue":true},{"name":"doc_id","value":"1AbC"},{"name":"doc_type","value":"spreadsheet"}]}]""").Event;
        Assert.Equal(new EventCopy
        {
            Source = 0,
            Record = 1,
            Time = Instant.FromUtc(2026, 6, 1, 8, 0),
            Id = "drive:-4325:2026-06-01T08:00:00.000Z",
            Account = "ann@northwind.example",
            AccountKind = AccountKind.Human,
            Ip = "203.0.113.7",
            Country = "PT",
            Action = "drive:download",
            Resource = "1AbC",
            ResourceType = "spreadsheet",
            Outcome = Outcome.Success,
            Tenant = "C01",
        }, copy);
    }

    [Fact]
    public void The_events_of_a_record_are_each_an_event_in_their_order_with_ids_of_their_own()
    {
        var result = Read("admin", """[{"name":"CREATE_USER","parameters":[{"name":"USER_EMAIL","value":"bo@x.example"}]} , {"name":"ASSIGN_ROLE","parameters":[{"name":"ROLE_NAME","value":"_SEED_ADMIN_ROLE"},{"name":"USER_EMAIL","value":"bo@x.example"}]},{"name":"ASSIGN_ROLE","parameters":[{"name":"ROLE_NAME","value":"_GROUPS_ADMIN_ROLE"}]}]""");
        Assert.Equal(["0|admin:CREATE_USER|bo@x.example|user|…Z", "1|admin:ASSIGN_ROLE|bo@x.example|user|…Z#1", "2|admin:ASSIGN_ROLE|_GROUPS_ADMIN_ROLE|role|…Z#2"],
            result.Events.Select(copy => $"{copy.Part}|{copy.Action}|{copy.Resource}|{copy.ResourceType}|…{copy.Id![(copy.Id!.IndexOf('Z', StringComparison.Ordinal))..]}"));
        Assert.Equal((1, 1, 2), (result.Summary.Records, result.Summary.Accepted, result.Summary.FurtherEvents));
    }

    [Theory]
    [InlineData("login_success", "[{\"name\":\"is_second_factor\",\"boolValue\":true}]", "signin", Outcome.Success, Answer.Yes)]
    [InlineData("login_success", "[{\"name\":\"is_second_factor\",\"boolValue\":false}]", "signin", Outcome.Success, Answer.No)]
    [InlineData("login_success", "[]", "signin", Outcome.Success, Answer.Unknown)]
    [InlineData("login_failure", "[{\"name\":\"is_second_factor\",\"boolValue\":true}]", "signin", Outcome.Failure, Answer.Unknown)]
    [InlineData("login_verification", "[{\"name\":\"is_second_factor\",\"value\":\"true\"}]", "login:login_verification", Outcome.Success, Answer.Yes)]
    [InlineData("suspicious_login_blocked", "[]", "login:suspicious_login_blocked", Outcome.Denied, Answer.Unknown)]
    [InlineData("logout", "[]", "signout", Outcome.Success, Answer.Unknown)]
    public void The_name_tells_what_happened(string name, string parameters, string action, Outcome outcome, Answer mfa)
    {
        var copy = Read("login", $$"""[{"type":"login","name":"{{name}}","parameters":{{parameters}}}]""").Event;
        Assert.Equal((action, outcome, mfa), (copy.Action, copy.Outcome, copy.Mfa));
    }

    [Fact]
    public void A_record_flattened_by_its_exporter_has_one_event()
    {
        var result = LogText.Read("""{"id":{"time":"2026-06-01T08:00:00Z","uniqueQualifier":-9,"applicationName":"drive"},"actor":{"profileId":"117","callerType":"KEY","key":"robot"},"type":"access","name":"view","parameters":{"doc_id":"d","doc_type":"document"}}""" + "\n", null);
        Assert.Equal("google-workspace", result.Summary.Format);
        Assert.Equal(("drive:view", "d", "document", "117", AccountKind.Service), (result.Event.Action, result.Event.Resource, result.Event.ResourceType, result.Event.Account, result.Event.AccountKind));
    }

    [Fact]
    public void A_record_one_of_whose_events_cannot_be_read_is_rejected_as_a_whole()
    {
        var result = Read("admin", """[{"name":"CREATE_USER"},{"type":"x"}]""");
        Assert.Empty(result.Events);
        Assert.StartsWith("no action", Assert.Single(result.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_without_events_or_with_too_many_is_rejected()
    {
        Assert.Equal("the record tells 0 events, expected 1 to 256", Assert.Single(Read("admin", "[]").Rejected).Reason);
        Assert.Equal(256, Read("admin", Many(256)).Events.Count);
        Assert.Equal("the record tells 257 events, expected 1 to 256", Assert.Single(Read("admin", Many(257)).Rejected).Reason);
    }

    [Fact]
    public void Text_with_escapes_inside_an_event_is_unescaped()
    {
        var copy = Read("drive", """[{"name":"view","parameters":[{"name":"doc_id","value":"a\"b\u00e9"}]}]""").Event;
        Assert.Equal("a\"bé", copy.Resource);
    }

    [Fact]
    public void What_the_entry_maps_counts_for_every_event_of_the_record()
    {
        var entry = LogText.Entry("google-workspace", ("account", "actor.profileId"));
        var result = LogText.Read(Record("admin", """[{"name":"A"},{"name":"B"}]"""), "google-workspace", entry);
        Assert.Equal(["117", "117"], result.Events.Select(copy => copy.Account));
    }

    private static string Many(int count) => "[" + string.Join(',', Enumerable.Repeat("{\"name\":\"A\"}", count)) + "]";

    private static ReadResult Read(string application, string events) => LogText.Read(Record(application, events), "google-workspace");

    private static string Record(string application, string events) => $$"""
        {"kind":"admin#reports#activities","etag":"x","items":[{"id":{"time":"2026-06-01T08:00:00.000Z","uniqueQualifier":"-4325","applicationName":"{{application}}","customerId":"C01"},
          "actor":{"email":"ann@northwind.example","profileId":"117","callerType":"USER"},"ipAddress":"203.0.113.7","networkInfo":{"regionCode":"PT"},"events":{{events}}}]}
        """;
}
