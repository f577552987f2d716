using Compliance.Findings;

namespace Compliance.Tests.Resources;

/// <summary>What separates a right answer from a common one.</summary>
public sealed class FactsTests
{
    [Theory]
    [InlineData("2019-03-31", Verdict.Fail)]
    [InlineData("2019-04-01", Verdict.Pass)]
    public void Secure_transfer_is_the_default_from_an_api_version_on_not_from_a_year(string apiVersion, Verdict verdict) =>
        Assert.Equal(verdict, Given.Verdict("ST-HTTPS", Template("Microsoft.Storage/storageAccounts", apiVersion, "{}")));

    [Fact]
    public void A_sql_server_whose_minimum_is_None_has_no_minimum() =>
        Assert.Equal(Verdict.Fail, Given.Verdict("SQL-TLS", Row("Microsoft.Sql/servers", """{"minimalTlsVersion": "None"}""")));

    [Theory]
    [InlineData("ST-TLS", "Microsoft.Storage/storageAccounts", """{"minimumTlsVersion": "TLS1_3"}""")]
    [InlineData("SQLMI-TLS", "Microsoft.Sql/managedInstances", """{"minimalTlsVersion": "1.3"}""")]
    [InlineData("AFDX-TLS", "Microsoft.Cdn/profiles/customDomains", """{"tlsSettings": {"minimumTlsVersion": "TLS13"}}""")]
    public void A_newer_minimum_is_not_worse(string check, string type, string properties) =>
        Assert.Equal(Verdict.Pass, Given.Verdict(check, Row(type, properties)));

    [Theory]
    [InlineData("WEB-TLS", "minTlsVersion")]
    [InlineData("WEB-FTPS", "ftpsState")]
    public void What_the_list_of_apps_gives_as_null_is_unknown(string check, string property) =>
        Assert.Equal(Verdict.NotEvaluable, Given.Verdict(check, Row("Microsoft.Web/sites", $$"""{"siteConfig": {"{{property}}": null} }""")));

    [Theory]
    [InlineData("1.2", Verdict.Pass)]
    [InlineData("1.0", Verdict.Fail)]
    public void The_configuration_of_an_app_says_what_its_list_does_not(string version, Verdict verdict) =>
        Assert.Equal(verdict, Given.Verdict("WEB-TLS", $$"""
            {"data": [
              {"id": "/subscriptions/s/providers/Microsoft.Web/sites/app", "type": "microsoft.web/sites", "properties": {"siteConfig": {"minTlsVersion": null} } },
              {"id": "/subscriptions/s/providers/Microsoft.Web/sites/app/config/web", "type": "microsoft.web/sites/config", "properties": {"minTlsVersion": "{{version}}"} }
            ]}
            """));

    [Theory]
    [InlineData("2022-11-01", Verdict.Fail)]
    [InlineData("2023-02-01", Verdict.Pass)]
    public void An_application_gateway_without_a_policy_has_that_of_its_api_version(string apiVersion, Verdict verdict) =>
        Assert.Equal(verdict, Given.Verdict("AGW-SSLPOLICY", Template("Microsoft.Network/applicationGateways", apiVersion, "{}")));

    [Theory]
    [InlineData("2018-02-14", Verdict.Fail)]
    [InlineData("2019-09-01", Verdict.Pass)]
    public void Soft_delete_of_a_vault_is_on_from_an_api_version_on(string apiVersion, Verdict verdict) =>
        Assert.Equal(verdict, Given.Verdict("KV-SOFTDELETE", Template("Microsoft.KeyVault/vaults", apiVersion, "{}")));

    [Theory]
    [InlineData("KV-SOFTDELETE")]
    [InlineData("KV-PURGE")]
    public void A_vault_that_is_recovered_is_exempt(string check) =>
        Assert.Equal(Verdict.NotApplicable, Given.Verdict(check, Row("Microsoft.KeyVault/vaults", """{"createMode": "recover", "enableSoftDelete": false}""")));

    [Fact]
    public void Purge_protection_is_on_or_absent() =>
        Assert.Equal(Verdict.Fail, Given.Verdict("KV-PURGE", Row("Microsoft.KeyVault/vaults", "{}")));

    [Theory]
    [InlineData("db", "state", "Enabled", Verdict.Pass)]
    [InlineData("db", "status", "Disabled", Verdict.Fail)]
    [InlineData("master", "state", "Disabled", Verdict.NotApplicable)]
    public void Transparent_encryption_is_read_in_old_and_new_spelling_and_not_of_master(string database, string property, string value, Verdict verdict) =>
        Assert.Equal(verdict, Given.Verdict("SQL-TDE", $$"""
            [{"id": "/subscriptions/s/providers/Microsoft.Sql/servers/srv/databases/{{database}}/transparentDataEncryption/current", "type": "Microsoft.Sql/servers/databases/transparentDataEncryption",
              "properties": {"{{property}}": "{{value}}"} }]
            """));

    [Theory]
    [InlineData("EH-CMK", "Microsoft.EventHub/namespaces", "", """{"clusterArmId": "/c"}""", Verdict.Fail)]
    [InlineData("EH-CMK", "Microsoft.EventHub/namespaces", "", "{}", Verdict.NotApplicable)]
    [InlineData("SB-CMK", "Microsoft.ServiceBus/namespaces", "\"sku\": {\"tier\": \"Premium\"},", "{}", Verdict.Fail)]
    [InlineData("SB-CMK", "Microsoft.ServiceBus/namespaces", "\"sku\": {\"tier\": \"Standard\"},", "{}", Verdict.NotApplicable)]
    [InlineData("ML-CMK", "Microsoft.MachineLearningServices/workspaces", "\"kind\": \"Project\",", "{}", Verdict.NotApplicable)]
    public void Own_keys_are_asked_for_only_where_they_can_be_had(string check, string type, string more, string properties, Verdict verdict) =>
        Assert.Equal(verdict, Given.Verdict(check, Row(type, properties, more)));

    [Fact]
    public void More_settings_than_asked_for_do_not_fail_a_cluster() =>
        Assert.Equal(Verdict.Pass, Given.Verdict("SF-PROTECT", Row("Microsoft.ServiceFabric/clusters", """
            {"fabricSettings": [{"name": "Diagnostics", "parameters": [{"name": "x", "value": "y"}]},
              {"name": "Security", "parameters": [{"name": "Other", "value": "1"}, {"name": "ClusterProtectionLevel", "value": "EncryptAndSign"}]}]}
            """)));

    [Theory]
    [InlineData("WEB-TLS")]
    [InlineData("WEB-SCMTLS")]
    public void A_parent_passes_nothing_that_only_a_child_it_lacks_could_tell(string check) =>
        Assert.NotEqual(Verdict.Pass, Given.Verdict(check, Row("Microsoft.Web/sites", """{"siteConfig": {"minTlsVersion": null} }""")));

    [Fact]
    public void Types_and_properties_are_compared_ignoring_case() =>
        Assert.Equal(Verdict.Fail, Given.Verdict("ST-HTTPS", """
            [{"ID": "/SUBSCRIPTIONS/S/providers/X", "TYPE": "MICROSOFT.STORAGE/STORAGEACCOUNTS", "Properties": {"SUPPORTSHTTPSTRAFFICONLY": false} }]
            """));

    [Fact]
    public void A_low_minimum_that_the_platform_refuses_by_now_is_no_open_door()
    {
        var result = Given.Result("ST-TLS", Row("Microsoft.Storage/storageAccounts", """{"minimumTlsVersion": "TLS1_0"}"""));

        Assert.Equal((Verdict.Fail, Severity.Low), (result.Verdict, result.Severity));
        Assert.False(string.IsNullOrEmpty(result.Reason));
    }

    private static string Row(string type, string properties, string more = "") =>
        $$"""[{"id": "/subscriptions/s/providers/{{type.ToLowerInvariant()}}/x", "name": "x", "type": "{{type.ToLowerInvariant()}}", {{more}} "properties": {{properties}} }]""";

    private static string Template(string type, string apiVersion, string properties) => $$"""
        {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
         "resources": [{"type": "{{type}}", "apiVersion": "{{apiVersion}}", "name": "x", "properties": {{properties}} }]}
        """;
}
