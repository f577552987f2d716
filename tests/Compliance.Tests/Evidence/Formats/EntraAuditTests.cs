using Compliance.Events;
using NodaTime;

namespace Compliance.Tests.Evidence.Formats;

public class EntraAuditTests
{
    private const string Change = """
        "id":"Directory_1","activityDateTime":"2026-06-02T08:15:00.5Z","activityDisplayName":"Add member to role","category":"RoleManagement","operationType":"Assign","result":"success","resultReason":"",
        "initiatedBy":{"user":{"id":"u","userPrincipalName":"ann@x.example","displayName":null,"ipAddress":"203.0.113.9"},"app":null},"loggedByService":"Core Directory",
        "targetResources":[{"id":"t1","type":"User","displayName":"Bob","userPrincipalName":"bob@x.example","modifiedProperties":[{"displayName":"Role.DisplayName","newValue":"\"Owner\""}]},{"id":"t2","type":"Role"}],
        "additionalDetails":[{"key":"Other","value":"no"},{"key":"User-Agent","value":"Mozilla\/5.0 \"x\""}]
        """;

    [Theory]
    [InlineData("{" + Change + "}", null)]
    [InlineData("""{"time":"2026-06-02T08:20:00Z","category":"AuditLogs","operationName":"Add member to role","correlationId":"c","identity":"Ann","tenantId":"t","properties":{""" + Change + "}}", "t")]
    public void A_record_of_Graph_and_of_a_diagnostic_setting_are_mapped_in_full(string record, string? tenant) => Assert.Equal(new EventCopy
    {
        Source = 0,
        Record = 1,
        Time = Instant.FromUtc(2026, 6, 2, 8, 15).PlusTicks(5_000_000),
        Id = "Directory_1",
        Account = "ann@x.example",
        AccountKind = AccountKind.Human,
        Ip = "203.0.113.9",
        UserAgent = "Mozilla/5.0 \"x\"",
        Action = "Add member to role",
        Resource = "t1",
        ResourceType = "User",
        Outcome = Outcome.Success,
        Tenant = tenant,
    }, Read(record));

    [Theory]
    [InlineData("""{"app":{"servicePrincipalId":"sp","appId":"a","displayName":"Sync"}}""", "sp")]
    [InlineData("""{"user":null,"app":{"servicePrincipalId":null,"appId":null,"displayName":"Sync"}}""", "Sync")]
    public void An_application_is_a_service(string initiator, string account)
    {
        var copy = Read($$"""{"activityDateTime":"2026-06-02T08:15:00Z","activityDisplayName":"X","initiatedBy":{{initiator}} }""");
        Assert.Equal((account, AccountKind.Service), (copy.Account, copy.AccountKind));
    }

    [Fact]
    public void An_empty_name_beside_an_id_is_absent() =>
        Assert.Equal("u", Read("""{"activityDateTime":"2026-06-02T08:15:00Z","activityDisplayName":"X","initiatedBy":{"user":{"id":"u","userPrincipalName":""}}}""").Account);

    [Theory]
    [InlineData("success", "", Outcome.Success)]
    [InlineData("failure", "Not found", Outcome.Failure)]
    [InlineData("failure", "Insufficient privileges to complete the operation.", Outcome.Denied)]
    [InlineData("failed", "Authorization_RequestDenied", Outcome.Denied)]
    [InlineData("timeout", "", Outcome.Failure)]
    [InlineData("unknownFutureValue", "", Outcome.Unknown)]
    public void The_result_tells_the_outcome(string result, string reason, Outcome outcome) => Assert.Equal(outcome, Read(
        $$"""{"activityDateTime":"2026-06-02T08:15:00Z","activityDisplayName":"X","result":"{{result}}","resultReason":"{{reason}}"}""").Outcome);

    [Theory]
    [InlineData("""{"value":[{""" + Change + "}]}")]
    [InlineData("""{"time":"2026-06-02T08:20:00Z","category":"AuditLogs","operationName":"X","resourceId":"/tenants/t","properties":{}}""")]
    public void It_is_recognised(string log) => Assert.Equal("entra-audit", LogText.Read(log, format: null).Summary.Format);

    private static EventCopy Read(string record) => LogText.Read($"[{record}]", "entra-audit").Event;
}
