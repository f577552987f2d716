using System.Text.Json;

namespace Compliance.Functions.Tests.Infra;

/// <summary>The template as the compiler of Bicep takes it, with the types of every resource; and what would be deployed.</summary>
public sealed class CompilerTests(BicepCompiler compiler) : IClassFixture<BicepCompiler>
{
    private const string Lifecycle = "Microsoft.Storage/storageAccounts/managementPolicies";

    private static readonly (string, string)[] Required =
        [("clientId", "'11111111-1111-1111-1111-111111111111'"), ("trailOrigin", "'compliance.example.com'"), ("alertRecipients", "['security@example.com']")];

    [SkippableFact]
    public async Task The_compiler_and_its_linter_say_nothing()
    {
        Skip.If(compiler.Unavailable is not null, compiler.Unavailable);
        var ended = await compiler.RunAsync("lint", Path.Combine(Template.Folder, Template.Main));
        Assert.Equal((0, ""), (ended.Code, (ended.Output + ended.Error).Trim()));
    }

    [SkippableFact]
    public async Task What_a_type_of_Azure_does_not_have_is_told_in_modules_too()
    {
        Skip.If(compiler.Unavailable is not null, compiler.Unavailable);
        var copy = Directory.CreateTempSubdirectory("infra-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(Template.Folder, "*", SearchOption.AllDirectories))
            {
                var path = Path.Combine(copy.FullName, Path.GetRelativePath(Template.Folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(file)).Replace("allowSharedKeyAccess", "allowSharedKeyAcces", StringComparison.Ordinal));
            }
            var ended = await compiler.RunAsync("lint", Path.Combine(copy.FullName, Template.Main));
            Assert.Contains("\"allowSharedKeyAcces\" is not allowed", ended.Error, StringComparison.Ordinal);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [SkippableFact]
    public async Task By_default_nothing_that_is_kept_can_be_reached_from_outside()
    {
        var resources = await PredictAsync();
        Assert.Equal(3, Of(resources, "Microsoft.Storage/storageAccounts").Count);
        Assert.All(Of(resources, "Microsoft.Storage/storageAccounts").Concat(Of(resources, "Microsoft.KeyVault/vaults")), kept =>
        {
            Assert.Equal("Disabled", kept.GetProperty("properties").GetProperty("publicNetworkAccess").GetString());
            Assert.Equal("Deny", kept.GetProperty("properties").GetProperty("networkAcls").GetProperty("defaultAction").GetString());
            Assert.Empty(kept.GetProperty("properties").GetProperty("networkAcls").GetProperty("ipRules").EnumerateArray());
        });
        // The host's blobs, queues and tables; the data's blobs and tables; the archive; the vault.
        Assert.Equal(7, Of(resources, "Microsoft.Network/privateEndpoints").Count);
    }

    [SkippableFact]
    public async Task With_public_access_only_the_addresses_named_get_to_the_door()
    {
        var resources = await PredictAsync(("storePublicAccess", "'Enabled'"), ("allowedAddresses", "['198.51.100.7']"), ("servicePublicAccess", "'Disabled'"));
        Assert.All(Of(resources, "Microsoft.Storage/storageAccounts"), account =>
        {
            var rules = account.GetProperty("properties").GetProperty("networkAcls");
            Assert.Equal("Deny", rules.GetProperty("defaultAction").GetString());
            Assert.Equal("198.51.100.7", Assert.Single(rules.GetProperty("ipRules").EnumerateArray()).GetProperty("value").GetString());
        });
        Assert.Equal("Disabled", Assert.Single(Of(resources, "Microsoft.Web/sites")).GetProperty("properties").GetProperty("publicNetworkAccess").GetString());
        Assert.Equal(8, Of(resources, "Microsoft.Network/privateEndpoints").Count);
    }

    [SkippableFact]
    public async Task The_service_gets_the_rows_of_its_own_tables_and_may_not_delete_an_entry_unless_that_is_asked_for()
    {
        var usual = Of(await PredictAsync(), "Microsoft.Authorization/roleAssignments");
        // Four queues, seven tables of work, and one each of: host's blobs and tables, names of tables, trail, evidence, checkpoints, key, secrets, telemetry.
        Assert.Equal(20, usual.Count);
        Assert.Equal(21, Of(await PredictAsync(("resumesTrail", "true")), "Microsoft.Authorization/roleAssignments").Count);
        Assert.All(usual, one => Assert.False(string.IsNullOrWhiteSpace(one.GetProperty("properties").GetProperty("description").GetString())));
    }

    [SkippableFact]
    public async Task An_archive_elsewhere_leaves_two_accounts_and_no_role_on_it()
    {
        var resources = await PredictAsync(("checkpointArchive", "'https://elsewhere.blob.core.windows.net'"));
        Assert.Equal(2, Of(resources, "Microsoft.Storage/storageAccounts").Count);
        Assert.Equal(19, Of(resources, "Microsoft.Authorization/roleAssignments").Count);
        Assert.Equal("https://elsewhere.blob.core.windows.net", Settings(resources).GetProperty("CheckpointArchive").GetString());
    }

    [SkippableFact]
    public async Task A_retention_that_was_locked_is_left_out()
    {
        const string type = "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies";
        Assert.Equal(2, Of(await PredictAsync(), type).Count);
        Assert.Empty(Of(await PredictAsync(("isRetentionLocked", "true")), type));
    }

    [SkippableFact]
    public async Task Slices_lie_where_nothing_former_is_kept()
    {
        var resources = await PredictAsync();
        var slices = Of(resources, "Microsoft.Storage/storageAccounts/blobServices/containers").Single(one => Name(one).EndsWith("/slices", StringComparison.Ordinal));
        var account = Name(slices).Split('/')[0];
        var kept = Of(resources, "Microsoft.Storage/storageAccounts/blobServices").Single(one => Name(one).StartsWith(account + "/", StringComparison.Ordinal)).GetProperty("properties");
        Assert.False(kept.GetProperty("isVersioningEnabled").GetBoolean());
        Assert.Equal(1, kept.GetProperty("deleteRetentionPolicy").GetProperty("days").GetInt32());
        Assert.Single(Of(resources, Lifecycle), one => Name(one).StartsWith(account + "/", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Of_evidence_only_former_versions_end_by_themselves_and_none_before_its_policy_lets_it_go()
    {
        var resources = await PredictAsync(("evidenceRetentionDays", "10"));
        var evidence = Of(resources, "Microsoft.Storage/storageAccounts/blobServices/containers").Single(one => Name(one).EndsWith("/evidence", StringComparison.Ordinal));
        var rules = Of(resources, Lifecycle).Single(one => Name(one).StartsWith(Name(evidence).Split('/')[0] + "/", StringComparison.Ordinal)).GetProperty("properties").GetProperty("policy").GetProperty("rules");
        var definition = Assert.Single(rules.EnumerateArray()).GetProperty("definition");
        Assert.Equal("evidence/", Assert.Single(definition.GetProperty("filters").GetProperty("prefixMatch").EnumerateArray()).GetString());
        var action = Assert.Single(definition.GetProperty("actions").EnumerateObject());
        Assert.Equal(("version", 17), (action.Name, action.Value.GetProperty("delete").GetProperty("daysAfterCreationGreaterThan").GetInt32()));
        var policy = Of(resources, "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies").Single(one => Name(one).StartsWith(Name(evidence) + "/", StringComparison.Ordinal));
        Assert.Equal(10, policy.GetProperty("properties").GetProperty("immutabilityPeriodSinceCreationInDays").GetInt32());
    }

    [SkippableFact]
    public async Task Alerts_of_a_vendor_are_told_of_each_vendor()
    {
        var alerts = Of(await PredictAsync(), "Microsoft.Insights/scheduledQueryRules").Select(one => one.GetProperty("properties").GetProperty("criteria").GetProperty("allOf")[0]).ToList();
        var vendors = alerts.Where(one => one.GetProperty("query").GetRawText().Contains("compliance.vendor", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, vendors.Count);
        Assert.All(vendors, one => Assert.Equal("vendor", Assert.Single(one.GetProperty("dimensions").EnumerateArray()).GetProperty("name").GetString()));
    }

    [SkippableFact]
    public async Task What_the_platform_logs_of_the_service_is_kept_only_where_that_is_asked_for()
    {
        Assert.DoesNotContain(Of(await PredictAsync(), "Microsoft.Insights/diagnosticSettings"), one => one.GetRawText().Contains("FunctionAppLogs", StringComparison.Ordinal));
        Assert.Contains(Of(await PredictAsync(("serviceLogs", "['FunctionAppLogs']")), "Microsoft.Insights/diagnosticSettings"), one => one.GetRawText().Contains("FunctionAppLogs", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Settings_that_are_not_given_are_not_set()
    {
        var usual = Settings(await PredictAsync());
        Assert.All((string[])["Company", "VendorLease", "WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED", "TimestampAuthorityPrivate", "SliceBytes"], name => Assert.False(usual.TryGetProperty(name, out _), name));
        Assert.Equal("ManagedIdentityCredential", usual.GetProperty("AZURE_TOKEN_CREDENTIALS").GetString());
        var given = Settings(await PredictAsync(("company", "'company.yaml'"), ("usesWarmWorker", "false"), ("timestampAuthorityPrivate", "true")));
        Assert.Equal(("company.yaml", "0", "true"), (given.GetProperty("Company").GetString(), given.GetProperty("WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED").GetString(), given.GetProperty("TimestampAuthorityPrivate").GetString()));
    }

    [SkippableFact]
    public async Task The_parameters_file_is_one_that_the_template_takes()
    {
        Skip.If(compiler.Unavailable is not null, compiler.Unavailable);
        var parameters = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(Template.Folder, "main.parameters.json"))).GetProperty("parameters");
        // Numbers and flags are written as in JSON; texts and lists of texts with the other quotes.
        var resources = await compiler.PredictAsync([.. parameters.EnumerateObject().Select(one => (one.Name, one.Value.GetProperty("value").GetRawText().Replace('"', '\'')))]);
        Assert.True(resources.Count > 100);
    }

    private static List<JsonElement> Of(IEnumerable<JsonElement> resources, string type) => [.. resources.Where(resource => resource.GetProperty("type").GetString() == type)];

    private static string Name(JsonElement resource) => resource.GetProperty("name").GetString()!;

    private static JsonElement Settings(IEnumerable<JsonElement> resources) =>
        Of(resources, "Microsoft.Web/sites/config").Single(one => one.GetProperty("name").GetString()!.EndsWith("/appsettings", StringComparison.Ordinal)).GetProperty("properties");

    private async Task<IReadOnlyList<JsonElement>> PredictAsync(params (string, string)[] parameters)
    {
        Skip.If(compiler.Unavailable is not null, compiler.Unavailable);
        return await compiler.PredictAsync([.. Required, .. parameters]);
    }
}
