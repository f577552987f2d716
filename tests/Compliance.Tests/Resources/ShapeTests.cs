using System.IO.Compression;
using System.Text;
using Compliance.Findings;
using Compliance.Resources.Catalogue;

namespace Compliance.Tests.Resources;

public sealed class ShapeTests
{
    private const string Row = """{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/acme", "name": "acme", "type": "microsoft.storage/storageaccounts", "properties": {"supportsHttpsTrafficOnly": false}}""";

    public static TheoryData<string> Framings() =>
    [
        $"[{Row}]",
        Row,
        Row + "\n" + Row.Replace("acme", "other", StringComparison.Ordinal) + "\n",
        $$"""{"data": [{{Row}}]}""",
        $$"""{"totalRecords": 1, "count": 1, "facets": [], "resultTruncated": "false", "data": [{{Row}}]}""",
        $$"""{"count": 1, "data": [{{Row}}], "skip_token": null, "total_records": 1}""",
        $$"""{"value": [{{Row}}], "nextLink": "https://management.azure.com/next"}""",
        $$"""{"$skipToken": "x", "value": [{{Row}}]}""",
        $$"""{"value": [{{Row}}]}{"value": [{{Row.Replace("acme", "other", StringComparison.Ordinal)}}]}""",
        $"  [ {Row} , \n {Row.Replace("acme", "other", StringComparison.Ordinal)} ]\n",
    ];

    [Theory]
    [MemberData(nameof(Framings))]
    public void Rows_are_read_however_they_are_framed(string snapshot)
    {
        var result = Given.Results(snapshot).First(result => result.Check == "ST-HTTPS");

        Assert.Equal((Verdict.Fail, "false", "Microsoft.Storage/storageAccounts"), (result.Verdict, result.Found, result.ResourceType));
        Assert.Equal("/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/acme", result.Resource);
    }

    [Fact]
    public void Encodings_of_other_systems_and_compression_are_read()
    {
        var text = $"[{Row}]";
        byte[][] encodings =
        [
            [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)],
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
            [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(text)],
            Gzip(Encoding.UTF8.GetBytes(text)),
        ];

        Assert.All(encodings, bytes => Assert.Equal(Verdict.Fail,
            Given.Results(Given.Survey(CheckCatalogue.Default, bytes)).Single(result => result.Check == "ST-HTTPS").Verdict));
    }

    [Fact]
    public void The_flattened_lists_of_az_are_read()
    {
        const string accounts = """
            [{"id": "/subscriptions/s/providers/Microsoft.Storage/storageAccounts/a", "type": "Microsoft.Storage/storageAccounts", "enableHttpsTrafficOnly": false, "minimumTlsVersion": "TLS1_2",
              "encryption": {"keySource": "Microsoft.Keyvault"} }]
            """;

        Assert.Equal(Verdict.Fail, Given.Verdict("ST-HTTPS", accounts));
        Assert.Equal(Verdict.Pass, Given.Verdict("ST-TLS", accounts));
        Assert.Equal(Verdict.Pass, Given.Verdict("ST-CMK", accounts));
        Assert.Equal(Verdict.Fail, Given.Verdict("SQL-TLS", """{"id": "/subscriptions/s/providers/Microsoft.Sql/servers/q", "type": "Microsoft.Sql/servers", "minimalTlsVersion": "1.0"}"""));
        Assert.Equal(Verdict.Pass, Given.Verdict("AGW-BACKEND", """
            {"id": "/subscriptions/s/providers/Microsoft.Network/applicationGateways/g", "type": "Microsoft.Network/applicationGateways",
             "backendHttpSettingsCollection": [{"name": "b", "protocol": "Https"}]}
            """));
    }

    [Fact]
    public void A_resource_that_does_not_name_its_type_is_known_by_its_id()
    {
        Assert.Equal(Verdict.Pass, Given.Verdict("ST-HTTPS", """[{"id": "/subscriptions/s/providers/Microsoft.Storage/storageAccounts/a", "properties": {"supportsHttpsTrafficOnly": true} }]"""));
        Assert.Equal(Verdict.Fail, Given.Verdict("KV-KEY-EXP", """[{"kid": "https://acme.vault.azure.net/keys/k", "attributes": {"enabled": true} }]"""));
        Assert.Equal(Verdict.Pass, Given.Verdict("KV-SECRET-EXP", """[{"id": "https://acme.vault.azure.net/secrets/s", "attributes": {"enabled": true, "exp": 1893456000} }]"""));
    }

    [Fact]
    public void Children_inside_an_exported_resource_are_resources()
    {
        const string export = """
            [{"id": "/subscriptions/s/providers/Microsoft.Web/sites/app", "name": "app", "type": "Microsoft.Web/sites", "properties": {"httpsOnly": true},
              "resources": [{"id": "/subscriptions/s/providers/Microsoft.Web/sites/app/config/web", "name": "app/web", "type": "Microsoft.Web/sites/config", "properties": {"minTlsVersion": "1.1"} }] }]
            """;

        Assert.Equal(2, Given.Survey(CheckCatalogue.Default, Encoding.UTF8.GetBytes(export)).Resources);
        Assert.Equal(Verdict.Fail, Given.Verdict("WEB-TLS", export));
    }

    [Fact]
    public void A_terraform_plan_is_judged_by_its_planned_values()
    {
        const string plan = """
            {"format_version": "1.2", "terraform_version": "1.9.0",
             "planned_values": {"root_module": {
               "resources": [
                 {"address": "azurerm_storage_account.a", "mode": "managed", "type": "azurerm_storage_account", "name": "a", "values": {"name": "acme", "https_traffic_only_enabled": false, "min_tls_version": "TLS1_2"} },
                 {"address": "data.azurerm_storage_account.old", "mode": "data", "type": "azurerm_storage_account", "name": "old", "values": {"https_traffic_only_enabled": false} }],
               "child_modules": [{"address": "module.web", "resources": [
                 {"address": "module.web.azurerm_linux_web_app.w", "mode": "managed", "type": "azurerm_linux_web_app", "name": "w", "values": {"https_only": true, "site_config": [{"minimum_tls_version": "1.0", "ftps_state": null}]} }] }] } },
             "resource_changes": [
               {"address": "azurerm_storage_account.a", "change": {"actions": ["create"], "after_unknown": {"id": true, "min_tls_version": true} } },
               {"address": "module.web.azurerm_linux_web_app.w", "change": {"after_unknown": {"site_config": [{"ftps_state": true}]} } }]}
            """;
        var results = Given.Results(plan).ToDictionary(result => result.Check);

        Assert.Equal(2, Given.Survey(CheckCatalogue.Default, Encoding.UTF8.GetBytes(plan)).Resources);
        Assert.Equal((Verdict.Fail, "azurerm_storage_account.a", "azurerm_storage_account"), (results["ST-HTTPS"].Verdict, results["ST-HTTPS"].Resource, results["ST-HTTPS"].ResourceType));
        Assert.Equal((Verdict.NotEvaluable, "known only after apply"), (results["ST-TLS"].Verdict, results["ST-TLS"].Reason));
        Assert.Equal(Verdict.Pass, results["WEB-HTTPS"].Verdict);
        Assert.Equal((Verdict.Fail, "module.web.azurerm_linux_web_app.w"), (results["WEB-TLS"].Verdict, results["WEB-TLS"].Resource));
        Assert.Equal(Verdict.NotEvaluable, results["WEB-FTPS"].Verdict);
    }

    [Fact]
    public void One_broken_row_among_many_is_shown_and_the_others_are_judged()
    {
        var rows = $"[{Row}, {{\"id\": }}, 7, {{\"name\": \"no type\"}}, {Row.Replace("acme", "other", StringComparison.Ordinal)}]";
        var snapshots = Given.Survey(CheckCatalogue.Default, Encoding.UTF8.GetBytes(rows));

        var source = Assert.Single(snapshots.Evidence);
        Assert.Equal((5, 2, 3), (source.Records, source.Accepted, source.Rejected));
        Assert.Equal([2L, 3L, 4L], source.RejectedSamples.Select(sample => sample.Record));
        Assert.Equal(2, Given.Results(snapshots).Count(result => result.Check == "ST-HTTPS"));
    }

    [Fact]
    public void A_line_cut_short_takes_no_other_with_it()
    {
        var lines = Row[..60] + "\n" + Row + "\n" + Row[..80] + ",\n" + Row.Replace("acme", "other", StringComparison.Ordinal);
        var source = Assert.Single(Given.Survey(CheckCatalogue.Default, Encoding.UTF8.GetBytes(lines)).Evidence);

        Assert.Equal((2, 2), (source.Accepted, source.Rejected));
    }

    [Theory]
    [InlineData("ERROR: Please run 'az login'", "0.json:1:1: expected JSON")]
    [InlineData("\n  <html>", "0.json:2:3: expected JSON")]
    [InlineData("", "it is empty")]
    [InlineData("[1, 2]", "expected a resource")]
    [InlineData("{\"$schema\": \"https://x/deploymentTemplate.json#\", \"resources\": [", "0.json:1:1: it is cut short")]
    [InlineData("[{\"id\": oops}]", "0.json:1:9: ")]
    [InlineData("[\n  {\"id\": 1,\n   oops}]", "0.json:3:4: ")]
    [InlineData("{\"data\": {\"columns\": [], \"rows\": []}}", "has no `type`")]
    public void A_file_without_a_resource_that_can_be_read_is_refused(string text, string says) =>
        Assert.Contains(says, Assert.Throws<InputException>(() => Given.Survey(CheckCatalogue.Default, Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void No_resources_at_all_are_no_error()
    {
        Assert.Empty(Given.Results("[]"));
        Assert.Empty(Given.Results("""{"data": []}"""));
    }

    [Fact]
    public void Of_a_resource_in_two_snapshots_the_last_one_counts()
    {
        var newer = Row.Replace("false", "true", StringComparison.Ordinal).Replace("acme", "ACME", StringComparison.Ordinal);
        var snapshots = Given.Survey(CheckCatalogue.Default, Encoding.UTF8.GetBytes($"[{Row}]"), Encoding.UTF8.GetBytes($"[{newer}]"));

        var result = Given.Results(snapshots).Single(result => result.Check == "ST-HTTPS");
        Assert.Equal((1, Verdict.Pass, "1.json"), (snapshots.Resources, result.Verdict, result.Snapshot));
        Assert.Equal([0L, 1L], snapshots.Evidence.Select(source => source.Duplicates));
    }

    [Fact]
    public void Results_come_in_the_order_of_the_input_and_then_of_the_checks()
    {
        var results = Given.Results($"[{Row.Replace("acme", "z", StringComparison.Ordinal)},{Row}]");

        Assert.All(results.Take(results.Count / 2), result => Assert.EndsWith("/z", result.Resource, StringComparison.Ordinal));
        Assert.All(results.Skip(results.Count / 2), result => Assert.EndsWith("/acme", result.Resource, StringComparison.Ordinal));
        Assert.Equal(CheckCatalogue.Default.All.Where(check => check.Type == "Microsoft.Storage/storageAccounts").Select(check => check.Id), results.Take(results.Count / 2).Select(result => result.Check));
    }

    [Fact]
    public void A_file_that_changes_between_the_two_readings_is_refused()
    {
        var opened = 0;
        var file = new Compliance.Resources.SnapshotFile("r.json", "folder", null, () => new MemoryStream(Encoding.UTF8.GetBytes($"[{Row}{new string(' ', opened++)}]")));
        var snapshots = Compliance.Resources.ResourceSnapshots.Survey([file], CheckCatalogue.Default, tolerant: false, default);

        Assert.Contains("changed while it was read", Assert.Throws<InputException>(() => Given.Results(snapshots)).Message, StringComparison.Ordinal);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest)) gzip.Write(bytes);
        return result.ToArray();
    }
}
