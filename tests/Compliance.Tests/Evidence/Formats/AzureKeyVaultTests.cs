using Compliance.Events;
using NodaTime;

namespace Compliance.Tests.Evidence.Formats;

public class AzureKeyVaultTests
{
    private const string ObjectId = "http://schemas.microsoft.com/identity/claims/objectidentifier";
    private const string Upn = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn";

    [Fact]
    public void A_record_is_mapped_in_full()
    {
        var copy = Read($$$"""
            {"time":"2026-06-02T08:15:00.25Z","resourceId":"/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/NORTHWIND","operationName":"SecretGet",
             "category":"AuditEvent","resultType":"Success","resultSignature":"OK","durationMs":"14","callerIpAddress":"203.0.113.9","correlationId":"c",
             "identity":{"claim":{"{{{ObjectId}}}":"oid","{{{Upn}}}":"ann@x.example","appid":"app","amr":["pwd","mfa"],"uti":"s","tid":"t"}},
             "properties":{"id":"https://northwind.vault.azure.net/secrets/crm/0a1b","clientInfo":"azsdk-net","httpStatusCode":200,"requestUri":"https://northwind.vault.azure.net/secrets/crm/0a1b?api-version=7.4"}}
            """);
        Assert.Equal(new EventCopy
        {
            Source = 0,
            Record = 1,
            Time = Instant.FromUtc(2026, 6, 2, 8, 15).PlusTicks(2_500_000),
            Account = "ann@x.example",
            AccountKind = AccountKind.Human,
            Ip = "203.0.113.9",
            UserAgent = "azsdk-net",
            Session = "s",
            Mfa = Answer.Yes,
            Action = "SecretGet",
            Resource = "https://northwind.vault.azure.net/secrets/crm/0a1b",
            ResourceType = "Microsoft.KeyVault/vaults/secrets",
            Outcome = Outcome.Success,
            Tenant = "t",
        }, copy);
    }

    [Fact]
    public void A_forbidden_request_is_denied_although_its_result_says_success() => Assert.Equal(Outcome.Denied, Read(
        """{"time":"2026-06-02T08:15:00Z","operationName":"SecretGet","resultType":"Success","resultSignature":"Forbidden","properties":{"httpStatusCode":403}}""").Outcome);

    [Theory]
    [InlineData("OK", Outcome.Success)]
    [InlineData("Forbidden", Outcome.Denied)]
    [InlineData("Unauthorized", Outcome.Denied)]
    [InlineData("Not Found", Outcome.Failure)]
    [InlineData("Conflict", Outcome.Failure)]
    public void Without_a_status_the_signature_tells_the_outcome(string signature, Outcome outcome) => Assert.Equal(outcome, Read(
        $$"""{"time":"2026-06-02T08:15:00Z","operationName":"SecretGet","resultType":"Success","resultSignature":"{{signature}}"}""").Outcome);

    [Theory]
    [InlineData("""{"oid":"o","appid":"a","idtyp":"app"}""", "o", AccountKind.Service)]
    [InlineData("""{"oid":"o","xms_mirid":"/subscriptions/s/x"}""", "o", AccountKind.Service)]
    [InlineData("""{"appid":"a"}""", "a", AccountKind.Service)]
    [InlineData("""{"unique_name":"bob@x.example","appid":"a","amr":"pwd"}""", "bob@x.example", AccountKind.Human)]
    [InlineData("""{"oid":"o"}""", "o", AccountKind.Unknown)]
    [InlineData("""{}""", "(none)", AccountKind.Unknown)]
    public void The_claims_tell_who_it_was(string claims, string account, AccountKind kind)
    {
        var copy = Read($$"""{"time":"2026-06-02T08:15:00Z","operationName":"SecretGet","identity":{"claim":{{claims}} } }""");
        Assert.Equal((account, kind), (copy.Account, copy.AccountKind));
        Assert.Equal(claims.Contains("amr", StringComparison.Ordinal) ? Answer.No : Answer.Unknown, copy.Mfa);
    }

    [Theory]
    [InlineData("""{"requestUri":"https://v.vault.azure.net/keys/k/sign?api-version=7.4"}""", "https://v.vault.azure.net/keys/k/sign", "Microsoft.KeyVault/vaults/keys")]
    [InlineData("""{"id":"https://v.vault.azure.net/certificates/c"}""", "https://v.vault.azure.net/certificates/c", "Microsoft.KeyVault/vaults/certificates")]
    [InlineData("""{"requestUri":"https://management.azure.com/subscriptions/s?api-version=1"}""", "/R", "Microsoft.KeyVault/vaults")]
    [InlineData("""{}""", "/R", "Microsoft.KeyVault/vaults")]
    public void The_object_is_the_resource_and_else_the_vault(string properties, string resource, string type)
    {
        var copy = Read($$"""{"time":"2026-06-02T08:15:00Z","operationName":"X","resourceId":"/R","properties":{{properties}} }""");
        Assert.Equal((resource, type), (copy.Resource, copy.ResourceType));
    }

    [Fact]
    public void It_is_recognised() => Assert.Equal("azure-keyvault", LogText.Read(
        """{"records":[{"time":"2026-06-02T08:15:00Z","resourceId":"/R","operationName":"VaultGet","category":"AuditEvent","properties":{"clientInfo":"x"}}]}""", format: null).Summary.Format);

    private static EventCopy Read(string record) => LogText.Read($"[{record}]", "azure-keyvault").Event;
}
