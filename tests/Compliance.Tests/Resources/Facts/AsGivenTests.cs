using Compliance.Findings;

namespace Compliance.Tests.Resources.Facts;

/// <summary>Resources as tools write them, and as they should not be.</summary>
public sealed class AsGivenTests
{
    [Theory]
    [InlineData("COSMOS-CMK", "Microsoft.DocumentDB/databaseAccounts", """{"keyVaultKeyUri": false}""")]
    [InlineData("COSMOS-CMK", "Microsoft.DocumentDB/databaseAccounts", """{"keyVaultKeyUri": 12345}""")]
    [InlineData("ST-HTTPS", "Microsoft.Storage/storageAccounts", """{"supportsHttpsTrafficOnly": 1}""")]
    [InlineData("ST-CMK", "Microsoft.Storage/storageAccounts", """{"encryption": {"keySource": 5}}""")]
    [InlineData("SQL-TLS", "Microsoft.Sql/servers", """{"minimalTlsVersion": ["1.2"]}""")]
    [InlineData("VPN-IPSEC", "Microsoft.Network/connections", """{"ipsecPolicies": [{"ipsecEncryption": 1, "ikeEncryption": 1, "dhGroup": 1}]}""")]
    public void A_value_of_another_kind_is_neither_good_nor_bad(string check, string type, string properties) =>
        Assert.Equal(Verdict.NotEvaluable, Given.Verdict(check, Row(type, "x", properties)));

    [Theory]
    [InlineData("""{"minimumTlsVersion": "TLS1_2", "minimumTlsVersion": "TLS1_0"}""")]
    [InlineData("""{"minimumTlsVersion": "TLS1_2", "MinimumTlsVersion": "TLS1_0"}""")]
    public void A_setting_that_stands_there_twice_is_not_judged_by_one_of_them(string properties) =>
        Assert.Equal(Verdict.NotEvaluable, Given.Verdict("ST-TLS", Row("Microsoft.Storage/storageAccounts", "x", properties)));

    [Theory]
    [InlineData("Tls", Verdict.Fail)]
    [InlineData("Tls11", Verdict.Fail)]
    [InlineData("Tls12", Verdict.Pass)]
    [InlineData("Tls13", Verdict.Pass)]
    public void Tls_without_a_number_is_its_first_version(string version, Verdict verdict) =>
        Assert.Equal(verdict, Given.Verdict("COSMOS-TLS", Row("Microsoft.DocumentDB/databaseAccounts", "x", $$"""{"minimalTlsVersion": "{{version}}"}""")));

    [Theory]
    [InlineData("SQL-TDE", "Microsoft.Sql/servers/databases", "srv/db")]
    [InlineData("SQL-TDE-CMK", "Microsoft.Sql/servers", "srv")]
    [InlineData("PGF-SSL", "Microsoft.DBforPostgreSQL/flexibleServers", "srv")]
    [InlineData("MYF-TLS", "Microsoft.DBforMySQL/flexibleServers", "srv")]
    public void A_parent_without_the_child_that_is_judged_is_not_applicable(string check, string type, string name) =>
        Assert.Equal(Verdict.NotApplicable, Given.Verdict(check, Row(type, name, "{}")));

    [Fact]
    public void A_parent_with_the_child_leaves_the_word_to_it() =>
        Assert.Equal(Verdict.Fail, Given.Verdict("PGF-SSL", $$"""
            [{{Row("Microsoft.DBforPostgreSQL/flexibleServers", "srv", "{}").Trim('[', ']')}},
             {{Row("Microsoft.DBforPostgreSQL/flexibleServers/configurations", "srv/require_secure_transport", """{"value": "off"}""").Trim('[', ']')}}]
            """));

    [Fact]
    public void A_key_as_az_shows_it_is_known_by_its_address()
    {
        var results = Given.Results("""
            {"attributes": {"created": "2026-01-01T00:00:00+00:00", "enabled": true, "expires": null},
             "key": {"kid": "https://v.vault.azure.net/keys/k/1", "kty": "RSA", "keyOps": ["sign"]}, "managed": null, "tags": {} }
            """).ToDictionary(result => result.Check, result => result.Verdict);

        Assert.Equal((Verdict.Fail, Verdict.Fail), (results["KV-KEY-EXP"], results["KV-KEY-HSM"]));
        // The modulus stands there, not its size.
        Assert.Equal(Verdict.NotEvaluable, results["KV-KEY-SIZE"]);
    }

    [Fact]
    public void A_certificate_as_az_shows_it_is_judged_by_its_policy() =>
        Assert.Equal(Verdict.Fail, Given.Verdict("KV-CERT-RSASIZE", """
            {"id": "https://v.vault.azure.net/certificates/c/1", "attributes": {"enabled": true},
             "policy": {"keyProperties": {"keyType": "RSA", "keySize": 1024} } }
            """));

    [Theory]
    [InlineData("""{"tier": "Premium"}""", Verdict.Fail)]
    [InlineData("""{"name": "Premium"}""", Verdict.Fail)]
    [InlineData("""{"name": "Standard"}""", Verdict.NotApplicable)]
    public void The_tier_of_a_namespace_is_its_name_too(string sku, Verdict verdict) =>
        Assert.Equal(verdict, Given.Verdict("SB-CMK", Row("Microsoft.ServiceBus/namespaces", "x", "{}", $"\"sku\": {sku},")));

    [Fact]
    public void Traffic_between_container_apps_is_encrypted_by_either_setting() =>
        Assert.Equal(Verdict.Pass, Given.Verdict("CAPPENV-PEER", Row("Microsoft.App/managedEnvironments", "x",
            """{"peerTrafficConfiguration": {"encryption": {"enabled": false} }, "peerAuthentication": {"mtls": {"enabled": true} } }""")));

    [Theory]
    [InlineData("azurerm_app_configuration", "APPCFG-CMK", """{"sku": "standard", "encryption": []}""")]
    [InlineData("azurerm_container_registry", "ACR-CMK", """{"encryption": []}""")]
    [InlineData("azurerm_linux_web_app", "WEB-HTTPS", """{"https_only": null}""")]
    [InlineData("azurerm_postgresql_flexible_server", "PGF-CMK", """{"customer_managed_key": []}""")]
    public void A_block_that_a_plan_leaves_out_is_not_made(string type, string check, string values) =>
        Assert.Equal(Verdict.Fail, Given.Verdict(check, $$"""
            {"format_version": "1.2", "planned_values": {"root_module": {"resources": [{"address": "{{type}}.x", "mode": "managed", "type": "{{type}}", "name": "x", "values": {{values}} }]} } }
            """));

    private static string Row(string type, string name, string properties, string more = "")
    {
        var types = type.Split('/');
        var id = $"/subscriptions/s/providers/{types[0]}" + string.Concat(types.Skip(1).Zip(name.Split('/'), (segment, one) => $"/{segment}/{one}"));
        return $$"""[{"id": "{{id}}", "type": "{{type.ToLowerInvariant()}}", {{more}} "properties": {{properties}} }]""";
    }
}
