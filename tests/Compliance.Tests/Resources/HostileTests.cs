using System.Text;
using Compliance.Resources;
using Compliance.Resources.Catalogue;
using Compliance.Tests.Evidence;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Resources;

/// <summary>Whatever the bytes, they end in results or in a refusal that says what is wrong, and no row is lost.</summary>
public sealed class HostileTests
{
    private static readonly string[] Samples =
    [
        """[{"id": "/subscriptions/s/providers/Microsoft.Network/applicationGateways/g", "type": "Microsoft.Network/applicationGateways", "properties": {"sslPolicy": {"policyName": "AppGwSslPolicy20220101"}, "httpListeners": [{"name": "l", "properties": {"protocol": "Http"}}]}}, {"id": "/subscriptions/s/providers/Microsoft.Web/sites/a", "type": "microsoft.web/sites", "properties": {"siteConfig": null}, "resources": [{"type": "config", "name": "web"}]}]""",
        """{"count": 2, "data": [{"type": "Microsoft.KeyVault/vaults", "properties": {"createMode": "default"}}], "skip_token": null}""",
        """{"$schema": "https://x/deploymentTemplate.json#", "contentVersion": "1", "parameters": {"p": {"defaultValue": "x"}}, "variables": {"v": "[concat(parameters('p'), '/web')]"}, "resources": [{"type": "Microsoft.Web/sites/config", "apiVersion": "2022-03-01", "name": "[variables('v')]", "copy": {"name": "c"}, "properties": "[if(true(), variables('v'), '[[x')]"}, {"type": "Microsoft.Resources/deployments", "name": "d", "properties": {"template": {"resources": [{"type": "Microsoft.Storage/storageAccounts", "name": "a", "properties": {"minimumTlsVersion": "[format('TLS{0}', parameters('p'))]"}}]}}}]}""",
        """{"planned_values": {"root_module": {"resources": [{"address": "a", "mode": "managed", "type": "azurerm_storage_account", "values": {"min_tls_version": "TLS1_2"}}], "child_modules": []}}, "resource_changes": [{"address": "a", "change": {"after_unknown": {"id": true, "network_rules": [{"x": true}]}}}]}""",
    ];

    [Fact]
    public void Mutated_snapshots_are_read_or_refused()
    {
        for (var seed = 0; seed < 4000; seed++)
        {
            var random = new Random(seed);
            Read(RandomJson.Mutate(random, Encoding.UTF8.GetBytes(Samples[seed % Samples.Length])));
        }
    }

    [Fact]
    public void Random_json_is_read_or_refused()
    {
        for (var seed = 0; seed < 2000; seed++) Read(Encoding.UTF8.GetBytes(RandomJson.Value(new Random(seed), 0)));
    }

    [Fact]
    public void Random_json_in_the_place_of_each_property_is_judged_or_not_evaluable()
    {
        string[] types = [.. CheckCatalogue.Default.All.Select(check => check.Type).Distinct()];
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var type = types[seed % types.Length];
            var properties = CheckCatalogue.Default.Readings.Where(reading => reading.Type == type)
                .SelectMany(reading => reading.Paths).Select(path => path.Text.Split('.')).Where(path => path.Length > 1)
                .Select(path => path[1].Split('[')[0]).Where(name => name.All(char.IsLetterOrDigit)).Distinct()
                .Select(name => $"\"{name}\": {RandomJson.Value(random, 0)}");
            Read(Encoding.UTF8.GetBytes($$"""[{"type": "{{type}}", "properties": { {{string.Join(',', properties)}} } }]"""));
        }
    }

    [Fact]
    public void Arbitrary_bytes_are_read_or_refused() =>
        Prop.ForAll<byte[]>(bytes => Read(bytes)).Check(Tried.Times());

    [Fact]
    public void Every_row_of_an_array_is_taken_or_rejected() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyArray<bool>>(), sound =>
        {
            var rows = sound.Get.Select((whole, index) => whole ? $$"""{"id": "/subscriptions/s/providers/Microsoft.Storage/storageAccounts/a{{index}}"}""" : "{\"id\": nope}");
            var snapshots = Survey(Encoding.UTF8.GetBytes($"[{string.Join(", ", rows)}]"));
            var source = snapshots.Evidence[0];
            return source.Accepted == sound.Get.Count(whole => whole) && source.Rejected == sound.Get.Count(whole => !whole);
        }).Check(Tried.Times());

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var deep = "[" + string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5000) + "]";

        Assert.Throws<InputException>(() => Given.Survey(CheckCatalogue.Default, Encoding.UTF8.GetBytes(deep)));
    }

    [Fact]
    public void A_secret_is_never_shown()
    {
        const string secret = "hunter2-8f7d";
        string[] values =
        [
            $"\"Server=tcp:x;Password={secret};\"", $"\"https://user:{secret}@host/\"", $"{{\"type\": \"SecureString\", \"value\": \"{secret}\"}}",
            $"{{\"password\": \"{secret}\"}}", $"\"AccountName=a;AccountKey={secret}==\"", $"[\"pwd={secret}\"]",
        ];
        foreach (var (check, name) in new[] { ("equals", "\"x\""), ("exists", "true"), ("contains", "\"x\""), ("no-inline-secret", "true"), ("version-gte", "\"1.2\""), ("days-until-gte", "1") })
        {
            foreach (var value in values)
            {
                var result = Given.Judge($$"""
                    "paths": ["properties.x"], "operator": "{{check}}", "expected": {{name}}
                    """, $$"""{"x": {{value}} }""");
                Assert.DoesNotContain(secret, result.Found, StringComparison.Ordinal);
                Assert.DoesNotContain(secret, result.Reason ?? "", StringComparison.Ordinal);
            }
        }
    }

    private static void Read(byte[] bytes)
    {
        try
        {
            Assert.All(Given.Results(Survey(bytes)), result =>
            {
                System.Text.Json.JsonDocument.Parse(result.Found).Dispose();
                if (result.Verdict == Compliance.Findings.Verdict.NotEvaluable) Assert.NotNull(result.Reason);
            });
        }
        catch (InputException refused)
        {
            Assert.NotEmpty(refused.Message);
        }
    }

    private static ResourceSnapshots Survey(byte[] bytes) => ResourceSnapshots.Survey([Given.File("x.json", bytes)], CheckCatalogue.Default, tolerant: true, default);
}
