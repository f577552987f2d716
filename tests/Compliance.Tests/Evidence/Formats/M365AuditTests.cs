using System.Text;
using Compliance.Events;
using NodaTime;

namespace Compliance.Tests.Evidence.Formats;

public class M365AuditTests
{
    private const string Downloaded = """
        {"CreationTime":"2026-06-02T08:15:00","Id":"i","Operation":"FileDownloaded","OrganizationId":"t","RecordType":6,"UserKey":"k","UserType":0,"Workload":"SharePoint","ClientIP":"203.0.113.9:51515",
         "UserId":"ann@x.example","UserAgent":"Mozilla \"x\"","ObjectId":"https://x.example/sites/crm/list.xlsx","ItemType":"File","AppAccessContext":{"AADSessionId":"s"},"SiteUrl":"https://x.example/sites/crm"}
        """;

    private static readonly EventCopy Expected = new()
    {
        Source = 0,
        Record = 1,
        Time = Instant.FromUtc(2026, 6, 2, 8, 15),
        Id = "i",
        Account = "ann@x.example",
        AccountKind = AccountKind.Human,
        Ip = "203.0.113.9",
        UserAgent = "Mozilla \"x\"",
        Session = "s",
        Action = "FileDownloaded",
        Resource = "https://x.example/sites/crm/list.xlsx",
        ResourceType = "File",
        Outcome = Outcome.Success,
        Tenant = "t",
    };

    [Fact]
    public void A_record_is_mapped_in_full() => Assert.Equal(Expected, Read(Downloaded));

    [Theory]
    [InlineData("RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits")]
    [InlineData("RecordType,CreationDate,UserIds,Operations,AuditData,ResultIndex,Identity")]
    public void A_row_of_an_export_is_the_record_it_holds(string header)
    {
        var columns = header.Split(',');
        var row = string.Join(',', columns.Select(column => column == "AuditData" ? $"\"{Downloaded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : "x"));
        var log = LogText.Read($"{header}\n{row}\n", format: null);
        Assert.Equal("m365-audit", log.Summary.Format);
        Assert.Equal(Expected, log.Event);
    }

    [Fact]
    public void A_row_without_a_sound_record_is_rejected_and_the_next_is_read()
    {
        var sound = $"\"{Downloaded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var log = LogText.Read($"Operations,AuditData\nFileDownloaded,\nFileDownloaded,\"{{\"\"Id\"\":\"\nFileDownloaded,{sound}\n", format: null);
        Assert.Equal(["`AuditData`: empty, expected JSON"], log.Rejected.Take(1).Select(record => record.Reason));
        Assert.Equal(2, log.Rejected.Count);
        Assert.Equal(3, Assert.Single(log.Events).Record);
    }

    [Fact]
    public void A_row_whose_time_the_entry_maps_is_still_read_from_its_record()
    {
        var sound = $"\"{Downloaded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var log = LogText.Read($"At,Operations,AuditData\n2026-06-03T00:00:00Z,x,{sound}\n2026-06-03T00:00:00Z,x,\n", "m365-audit", LogText.Entry("m365-audit", ("time", "At")));
        Assert.Equal(Expected with { Time = Instant.FromUtc(2026, 6, 3, 0, 0) }, Assert.Single(log.Events));
        Assert.Contains("`AuditData`: empty", Assert.Single(log.Rejected).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Add member to role.", "Add member to role")]
    [InlineData("Update application – Certificates and secrets management ", "Update application – Certificates and secrets management")]
    [InlineData("UserLoggedIn", "signin")]
    public void Operations_are_named_without_what_nobody_can_see(string operation, string action) =>
        Assert.Equal(action, Read($$"""{"CreationTime":"2026-06-02T08:15:00","Operation":"{{operation}}","UserId":"a"}""").Action);

    [Theory]
    [InlineData("\"Success\"", Outcome.Success)]
    [InlineData("\"TRUE\"", Outcome.Success)]
    [InlineData("\"PartiallySucceeded\"", Outcome.Success)]
    [InlineData("\"None\"", Outcome.Success)]
    [InlineData("null", Outcome.Success)]
    [InlineData("\"False\"", Outcome.Failure)]
    [InlineData("\"Failed\"", Outcome.Failure)]
    [InlineData("\"New\"", Outcome.Unknown)]
    public void The_status_tells_the_outcome(string status, Outcome outcome) =>
        Assert.Equal(outcome, Read($$"""{"CreationTime":"2026-06-02T08:15:00","Operation":"X","ResultStatus":{{status}} }""").Outcome);

    [Theory]
    [InlineData("InvalidUserNameOrPassword", Outcome.Failure)]
    [InlineData("BlockedByConditionalAccess", Outcome.Denied)]
    public void A_failed_sign_in_is_one_whatever_its_status(string error, Outcome outcome)
    {
        var copy = Read($$"""
            {"CreationTime":"2026-06-02T08:15:00","Operation":"UserLoginFailed","ResultStatus":"Success","LogonError":"{{error}}","ApplicationId":"app","ObjectId":"Not Available","UserId":"a@x.example",
             "ExtendedProperties":[{"Name":"ResultStatusDetail","Value":"Success"},{"Name":"UserAgent","Value":"Mozilla"}],"DeviceProperties":[{"Name":"OS","Value":"x"},{"Name":"SessionId","Value":"s"}],"ActorIpAddress":"2001:db8::1"}
            """);
        Assert.Equal(("signin", outcome, "app", "application"), (copy.Action, copy.Outcome, copy.Resource, copy.ResourceType));
        Assert.Equal(("Mozilla", "s", "2001:db8::1"), (copy.UserAgent, copy.Session, copy.Ip));
    }

    [Theory]
    [InlineData(0, "ann@x.example", AccountKind.Human, false)]
    [InlineData(2, "ann@x.example", AccountKind.Human, false)]
    [InlineData(4, "S-1-5-18", AccountKind.Service, true)]
    [InlineData(3, "NT AUTHORITY\\\\SYSTEM", AccountKind.Service, true)]
    [InlineData(3, "ann@x.example", AccountKind.Unknown, false)]
    [InlineData(5, "ServicePrincipal_1", AccountKind.Service, false)]
    public void The_type_of_user_tells_what_stands_behind_an_account(int type, string user, AccountKind kind, bool platform)
    {
        var copy = Read($$"""{"CreationTime":"2026-06-02T08:15:00","Operation":"X","UserType":{{type}},"UserId":"{{user}}"}""");
        Assert.Equal((kind, platform), (copy.AccountKind, copy.PlatformService));
    }

    [Fact]
    public void A_mailbox_is_the_resource_of_what_was_read_in_it()
    {
        var copy = Read("""
            {"CreationTime":"2026-06-02T08:15:00","Operation":"MailItemsAccessed","Workload":"Exchange","MailboxOwnerUPN":"boss@x.example","OperationCount":12,"LogonType":2,
             "ClientIPAddress":"[2001:db8::1]:443","ClientInfoString":"Client=OWA","UserId":"a"}
            """);
        Assert.Equal(("boss@x.example", "mailbox", 12L), (copy.Resource, copy.ResourceType, copy.Records));
        Assert.Equal(("2001:db8::1", "Client=OWA"), (copy.Ip, copy.UserAgent));
    }

    [Fact]
    public void A_document_without_an_id_is_where_it_lies() => Assert.Equal("https://x.example/sites/crm/Shared Documents/list.xlsx", Read("""
        {"CreationTime":"2026-06-02T08:15:00","Operation":"FileAccessed","SiteUrl":"https://x.example/sites/crm/","SourceRelativeUrl":"Shared Documents","SourceFileName":"list.xlsx","UserId":"a"}
        """).Resource);

    [Fact]
    public void It_is_recognised() => Assert.Equal("m365-audit", LogText.Read(Downloaded, format: null).Summary.Format);

    [Fact]
    public void Mutated_exports_are_read_without_losing_a_row()
    {
        var random = new Random(11);
        var sound = Encoding.UTF8.GetBytes($"Operations,AuditData\nX,\"{Downloaded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\nX,\"{{\"\"Id\"\":1}}\"\n");
        for (var round = 0; round < 2000; round++)
        {
            var bytes = sound;
            for (var i = random.Next(1, 4); i > 0; i--) bytes = RandomJson.Mutate(random, bytes);
            var whole = LogText.Read(bytes, "m365-audit");
            var parts = LogText.Read(bytes, "m365-audit", block: random.Next(1, 300));
            Assert.Equal(whole.Summary.Records, whole.Events.Count + whole.Rejected.Count);
            Assert.Equal(whole.Events, parts.Events);
            Assert.Equal(whole.Rejected, parts.Rejected);
        }
    }

    private static EventCopy Read(string record) => LogText.Read($"[{record}]", "m365-audit").Event;
}
