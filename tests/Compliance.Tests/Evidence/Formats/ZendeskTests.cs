using Compliance.Events;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Check = FsCheck.Check;
using Outcome = Compliance.Events.Outcome;

namespace Compliance.Tests.Evidence.Formats;

public class ZendeskTests
{
    [Fact]
    public void An_access_is_mapped_in_full()
    {
        var copy = Access("""
            {"id":"01J5","timestamp":"2026-06-01T08:00:00Z","user_id":9007199254740993,"ip_address":"203.0.113.7","method":"GET","url":"https://northwind.example/api/v2/tickets/4711/comments.json?page=1",
             "status":200,"authorization_type":"session","client":"UA","graphql":null,"referer":null,"category":"Tickets","summary":"List comments","origin_service":"Zendesk"}
            """);
        Assert.Equal(new EventCopy
        {
            Source = 0,
            Record = 1,
            Time = Instant.FromUtc(2026, 6, 1, 8, 0),
            Id = "01J5",
            Account = "9007199254740993",
            Ip = "203.0.113.7",
            UserAgent = "UA",
            Action = "tickets.comments.read",
            Resource = "4711",
            ResourceType = "ticket",
            Outcome = Outcome.Success,
            Tenant = "northwind.example",
            Case = "4711",
        }, copy);
    }

    [Theory]
    [InlineData("GET", "/api/v2/tickets/123.json", "tickets.read", "123", "ticket")]
    [InlineData("PUT", "/api/v2/tickets/123", "tickets.update", "123", "ticket")]
    [InlineData("PATCH", "/api/v2/users/5.json?x=1#y", "users.update", "5", "user")]
    [InlineData("DELETE", "/api/v2/organization_memberships/8.json", "organization_memberships.delete", "8", "organization_membership")]
    [InlineData("POST", "/api/v2/tickets.json", "tickets.create", null, null)]
    [InlineData("GET", "/api/v2/tickets", "tickets.read", null, null)]
    [InlineData("GET", "/api/v2/users/me.json", "users.me.read", null, null)]
    [InlineData("GET", "/api/v2/users/77/identities/88.json", "users.identities.read", "77", "user")]
    [InlineData("GET", "/api/v2/search.json?query=type%3Auser+ann%40x.example", "search.read", null, null)]
    [InlineData("GET", "/api/v2/help_center/en-us/articles/360.json", "help_center.articles.read", "360", "article")]
    [InlineData("GET", "/api/v2/help_center/de/categories/4/articles", "help_center.categories.articles.read", "4", "category")]
    [InlineData("GET", "/api/v2/custom_objects/orders/records/01HZY3W8QK5N7T2M4R6V8X0ZAB", "custom_objects.orders.records.read", "01HZY3W8QK5N7T2M4R6V8X0ZAB", "record")]
    [InlineData("GET", "/password/reset/AbCdEfGhIjKl", "password.reset.read", null, null)]
    [InlineData("GET", "/attachments/token/Qx81/ZmZ0AB", "attachments.token.read", null, null)]
    [InlineData("GET", "/password/reset/hunter", "password.reset.read", null, null)]
    [InlineData("GET", "/verification/email/Qx81ZmZ0aGlzLWlz?return_to=x", "verification.email.read", null, null)]
    [InlineData("GET", "/access/sso/Qx81.ZmZ0/end", "access.sso.end.read", null, null)]
    [InlineData("POST", "/access/unauthenticated", "access.unauthenticated.create", null, null)]
    [InlineData("GET", "/attachments/token/Qx81ZmZ0aGlzLWlzLXNlY3JldA/?name=a.png", "attachments.token.read", null, null)]
    [InlineData("GET", "/api/v2/users/ann@x.example/groups", "users.groups.read", "ann@x.example", "user")]
    [InlineData("GET", "/agent/tickets/12", "agent.tickets.read", "12", "ticket")]
    public void A_request_is_words_a_person_can_write_and_the_first_id_is_its_resource(string method, string url, string action, string? resource, string? type)
    {
        var copy = Request(method, url);
        Assert.Equal((action, resource, type), (copy.Action, copy.Resource, copy.ResourceType));
        Assert.Equal(type == "ticket" ? resource : null, copy.Case);
    }

    [Theory]
    [InlineData("/api/v2/tickets/show_many.json?ids=1,2,3", 3L, "ticket")]
    [InlineData("/api/v2/users/show_many?x=1&external_ids=1%2C2", 2L, "user")]
    [InlineData("/api/v2/tickets/show_many.json?ids=", null, null)]
    [InlineData("/api/v2/tickets/5.json?ids=1,2", null, "ticket")]
    public void Ids_that_a_query_lists_are_counted_and_not_kept(string url, long? records, string? type)
    {
        var copy = Request("GET", url);
        Assert.Equal((records, type), (copy.Records, copy.ResourceType));
    }

    [Theory]
    [InlineData("200", Outcome.Success)]
    [InlineData("304", Outcome.Success)]
    [InlineData("403", Outcome.Denied)]
    [InlineData("404", Outcome.Failure)]
    [InlineData("\"500\"", Outcome.Failure)]
    [InlineData("null", Outcome.Success)]
    public void The_status_is_the_outcome(string status, Outcome outcome) =>
        Assert.Equal(outcome, Access($$"""{"timestamp":"2026-06-01T08:00:00Z","user_id":1,"method":"GET","url":"/api/v2/tickets/1","status":{{status}}}""").Outcome);

    [Theory]
    [InlineData("\"query TicketPane($id: ID!) { ticket(id: $id) { subject } }\"", "graphql.TicketPane.read")]
    [InlineData("\"mutation Close { x }\"", "graphql.Close.update")]
    [InlineData("\"{ me { id } }\"", "graphql.read")]
    [InlineData("{\"operation_name\":\"Pane\",\"operation_type\":\"MUTATION\"}", "graphql.Pane.update")]
    [InlineData("null", "graphql.read")]
    public void A_graphql_query_goes_by_its_name(string graphql, string action) =>
        Assert.Equal(action, Access($$"""{"timestamp":"2026-06-01T08:00:00Z","user_id":1,"method":"POST","url":"/graphql","graphql":{{graphql}},"status":200}""").Action);

    [Fact]
    public void A_delivery_by_webhook_is_one_record_of_several_accesses()
    {
        var result = LogText.Read("""
            {"account_id":125,"detail":{},"event":{"access_logs":[{"id":"a","timestamp":"2026-06-01T08:00:00Z","user_id":"1","method":"GET","url":"/api/v2/tickets/1"},
              {"id":"b","timestamp":"2026-06-01T08:00:01Z","user_id":"2","method":"GET","url":"/api/v2/users/2","status":403} ]},"id":"w","time":"2026-06-01T08:00:09Z"}
            """, "zendesk");
        Assert.Equal(["a|1|tickets.read|0|08:00:00|125", "b|2|users.read|1|08:00:01|125"],
            result.Events.Select(copy => $"{copy.Id}|{copy.Account}|{copy.Action}|{copy.Part}|{copy.Time.ToString("HH:mm:ss", null)}|{copy.Tenant}"));
        Assert.All(result.Events, copy => Assert.Equal(1, copy.Record));
        Assert.Equal((1, 1, 0, 1), (result.Summary.Records, result.Summary.Accepted, result.Summary.Rejected, result.Summary.FurtherEvents));
    }

    [Theory]
    [InlineData("create", "user", "user.create")]
    [InlineData("update", "account_setting", "account_setting.update")]
    [InlineData("destroy", "rule", "rule.delete")]
    [InlineData("exported", "ticket", "ticket.export")]
    [InlineData("login", "user", "signin")]
    public void A_change_is_its_type_and_verb(string action, string type, string expected)
    {
        var copy = LogText.Read($$"""{"audit_logs":[{"url":"https://x.example/api/v2/audit_logs/5.json","id":5,"action_label":"x","actor_id":7,"source_id":9,"source_type":"{{type}}","source_label":"y","action":"{{action}}","change_description":"Role changed from Agent to Administrator","ip_address":"203.0.113.9","created_at":"2026-06-01T08:00:00Z","actor_name":"Ann Lee"}],"next_page":null}""", "zendesk").Event;
        Assert.Equal((expected, "7", "5", "203.0.113.9"), (copy.Action, copy.Account, copy.Id, copy.Ip));
        if (expected != "signin") Assert.Equal(("9", type), (copy.Resource, copy.ResourceType));
    }

    [Fact]
    public void The_system_acting_by_its_rules_is_the_platform()
    {
        var copy = LogText.Read("""{"id":5,"actor_id":-1,"source_id":9,"source_type":"ticket","action":"update","created_at":"2026-06-01T08:00:00Z"}""", "zendesk").Event;
        Assert.True(copy.PlatformService);
        Assert.Equal(AccountKind.Service, copy.AccountKind);
    }

    [Fact]
    public void The_export_of_the_audit_log_is_rows()
    {
        var result = LogText.Read(""""
            Time,Actor,IP address,Item,Activity type,Activity
            2026-06-01 08:00:00 UTC,Ann Lee,203.0.113.9,User: Bo Ek,Updated,"Role changed from ""Agent"" to ""Administrator"""
            2026-06-01 08:00:01,Ann Lee,203.0.113.9,User: Ann Lee,Signed in,
            """", null);
        Assert.Equal("zendesk", result.Summary.Format);
        Assert.Equal(["audit.update|User: Bo Ek", "signin|"], result.Events.Select(copy => $"{copy.Action}|{copy.Resource}"));
        Assert.False(result.Sources[0].MapsCase);
    }

    [Fact]
    public void Accesses_flattened_into_columns_are_read_like_records()
    {
        var result = LogText.Read("id,timestamp,user_id,ip_address,method,url,status,client\n9,2026-06-01T08:00:00Z,7,203.0.113.9,GET,/api/v2/tickets/3.json,403,\"U \"\"A\"\"\"\n", null);
        Assert.Equal("zendesk", result.Summary.Format);
        Assert.Equal(("tickets.read", "3", Outcome.Denied, "U \"A\""), (result.Event.Action, result.Event.Case, result.Event.Outcome, result.Event.UserAgent));
        Assert.True(result.Sources[0].MapsCase);
    }

    [Theory]
    [InlineData("""{"access_logs":[{"id":"a","timestamp":"2026-06-01T08:00:00Z","user_id":7,"method":"GET","url":"/api/v2/tickets/1.json","status":200}]}""")]
    [InlineData("""{"id":5,"created_at":"2026-06-01T08:00:00Z","actor_id":7,"source_type":"user","source_id":1,"action":"update"}""" + "\n")]
    [InlineData("""{"account_id":1,"event":{"access_logs":[{"id":"a","timestamp":"2026-06-01T08:00:00Z","user_id":7,"method":"GET","url":"/api/v2/tickets/1.json","status":200}]}}""" + "\n")]
    public void Its_logs_are_known_without_being_named(string text) => Assert.Equal("zendesk", LogText.Read(text, null).Summary.Format);

    [Fact]
    public void A_request_without_a_route_is_rejected()
    {
        var result = LogText.Read("""{"timestamp":"2026-06-01T08:00:00Z","user_id":1,"method":"GET","url":"/"}""", "zendesk");
        Assert.StartsWith("no action: expected `method` and `url`", Assert.Single(result.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_address_breaks_the_reader() => Check.One(Tried.Times(500), Prop.ForAll(ArbMap.Default.ArbFor<string?>(), url =>
    {
        var result = LogText.Read($$"""{"timestamp":"2026-06-01T08:00:00Z","user_id":1,"method":"GET","url":{{System.Text.Json.JsonSerializer.Serialize("/api/v2/" + url)}}}""", "zendesk");
        Assert.Equal(1, result.Summary.Records);
        Assert.All(result.Events, copy => Assert.InRange(copy.Action.Length, 1, 300));
    }));

    private static EventCopy Request(string method, string url) =>
        Access($$"""{"timestamp":"2026-06-01T08:00:00Z","user_id":1,"method":"{{method}}","url":"{{url}}","status":200}""");

    private static EventCopy Access(string record) => LogText.Read($$"""{"access_logs":[{{record}}]}""", "zendesk").Event;
}
