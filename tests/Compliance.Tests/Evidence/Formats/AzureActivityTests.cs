using Compliance.Events;
using NodaTime;

namespace Compliance.Tests.Evidence.Formats;

public class AzureActivityTests
{
    private const string Upn = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn";
    private const string Methods = "http://schemas.microsoft.com/claims/authnmethodsreferences";

    [Fact]
    public void A_streamed_record_is_mapped_in_full()
    {
        var copy = Read($$$"""
            {"time":"2026-03-01T00:00:00.1234567Z","resourceId":"/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/A",
             "operationName":"MICROSOFT.STORAGE/STORAGEACCOUNTS/LISTKEYS/ACTION","category":"Action","resultType":"Success","callerIpAddress":"203.0.113.9","tenantId":"t",
             "identity":{"claims":{"{{{Upn}}}":"ann@x.example","{{{Methods}}}":"pwd,mfa","uti":"s","appid":"app"} }}
            """);
        Assert.Equal(new EventCopy
        {
            Source = 0,
            Record = 1,
            Time = Instant.FromUtc(2026, 3, 1, 0, 0).PlusTicks(1234567),
            Account = "ann@x.example",
            AccountKind = AccountKind.Human,
            Ip = "203.0.113.9",
            Session = "s",
            Mfa = Answer.Yes,
            Action = "MICROSOFT.STORAGE/STORAGEACCOUNTS/LISTKEYS/ACTION",
            Resource = "/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/A",
            ResourceType = "MICROSOFT.STORAGE/STORAGEACCOUNTS",
            Outcome = Outcome.Success,
            Tenant = "t",
        }, copy);
    }

    [Fact]
    public void A_record_of_the_REST_interface_is_mapped_in_full()
    {
        var copy = Read($$$"""
            {"eventTimestamp":"2026-03-01T00:00:00Z","eventDataId":"e","caller":"ann@x.example","claims":{"{{{Methods}}}":["pwd"],"ipaddr":"203.0.113.9"},
             "operationName":{"value":"Microsoft.KeyVault/vaults/read","localizedValue":"Read"},"status":{"value":"Failed"},"subStatus":{"value":"Forbidden (HTTP Status Code: 403)"},
             "resourceId":"/s","resourceType":{"value":"Microsoft.KeyVault/vaults"}}
            """);
        Assert.Equal(("e", "ann@x.example", "203.0.113.9", Answer.No), (copy.Id, copy.Account, copy.Ip, copy.Mfa));
        Assert.Equal(("Microsoft.KeyVault/vaults/read", "Microsoft.KeyVault/vaults", Outcome.Denied), (copy.Action, copy.ResourceType, copy.Outcome));
    }

    [Fact]
    public void A_service_principal_is_a_service()
    {
        var copy = Read("""{"time":"2026-03-01T00:00:00Z","operationName":"X","identity":{"claims":{"http://schemas.microsoft.com/identity/claims/objectidentifier":"oid","appid":"app","idtyp":"app"}}}""");
        Assert.Equal(("oid", AccountKind.Service), (copy.Account, copy.AccountKind));
    }

    [Theory]
    [InlineData("Success", Outcome.Success, false)]
    [InlineData("Succeeded", Outcome.Success, false)]
    [InlineData("Failure", Outcome.Failure, false)]
    [InlineData("Canceled", Outcome.Failure, false)]
    [InlineData("Updated", Outcome.Unknown, false)]
    [InlineData("Start", Outcome.Unknown, true)]
    [InlineData("Started", Outcome.Unknown, true)]
    [InlineData("Accept", Outcome.Unknown, true)]
    public void Of_the_records_of_one_act_only_its_end_is_judged(string result, Outcome outcome, bool notJudged)
    {
        var log = LogText.Read($$"""{"time":"2026-03-01T00:00:00Z","operationName":"X","caller":"a","resultType":"{{result}}"}""", "azure-activity");
        Assert.Equal((outcome, notJudged), (log.Event.Outcome, log.Event.PlatformService));
        Assert.Equal(outcome == Outcome.Unknown && !notJudged ? 1 : 0, log.Summary.UnknownOutcomes);
    }

    [Fact]
    public void What_the_platform_tells_of_itself_is_not_judged() =>
        Assert.True(Read("""{"time":"2026-03-01T00:00:00Z","operationName":"X","category":"ServiceHealth","resultType":"Updated"}""").PlatformService);

    private static EventCopy Read(string record) => LogText.Read($"[{record}]", "azure-activity").Event;
}
