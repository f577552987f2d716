using System.Text.RegularExpressions;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Infra;

/// <summary>The settings that the code reads, those that the template sets and those that API.md tells are the same ones.</summary>
[Collection(nameof(BicepGrammar))]
public sealed partial class SettingTests(BicepGrammar grammar)
{
    // Read by the code, and not for a template to set.
    private static readonly IReadOnlyDictionary<string, string> NotSet = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["VendorFolders"] = "folders of a machine of one's own",
        ["WEBSITE_AUTH_ENABLED"] = "set by the platform with its sign-in",
        ["WEBSITE_HOSTNAME"] = "set by the platform",
        ["WEBSITE_INSTANCE_ID"] = "set by the platform",
        ["WEBSITE_OWNER_NAME"] = "set by the platform",
        ["WEBSITE_POD_NAME"] = "set by the platform",
        ["WEBSITE_RESOURCE_GROUP"] = "set by the platform",
        ["WEBSITE_SITE_NAME"] = "set by the platform",
        ["REGION_NAME"] = "set by the platform",
        ["OTEL_SDK_DISABLED"] = "turns telemetry off while something is looked for",
        ["OTEL_TRACES_SAMPLER"] = "a matter of the collector",
    };

    // Set by the template, and read by the host or by a library.
    private static readonly IReadOnlyDictionary<string, string> NotRead = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "the host, which signs in to Application Insights",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "the host too",
        ["APPLICATIONINSIGHTS_STATSBEAT_DISABLED"] = "the exporter, which would tell its maker about itself",
        ["AZURE_CLIENT_ID"] = "Azure.Identity: which identity",
        ["AZURE_TOKEN_CREDENTIALS"] = "Azure.Identity: no other way to sign in",
        ["AzureWebJobsStorage__blobServiceUri"] = "the host's own account",
        ["AzureWebJobsStorage__clientId"] = "the host's own account",
        ["AzureWebJobsStorage__credential"] = "the host's own account",
        ["AzureWebJobsStorage__queueServiceUri"] = "the host's own account",
        ["AzureWebJobsStorage__tableServiceUri"] = "the host's own account",
        ["WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED"] = "the platform: whether workers are kept warm",
    };

    // What Flex Consumption refuses or breaks on, and what would be a key where there is an identity. `*`: whatever begins so.
    private static readonly string[] Traps =
    [
        "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_WORKER_RUNTIME_VERSION", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_MAX_HTTP_CONCURRENCY", "FUNCTIONS_WORKER_PROCESS_COUNT",
        "FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED", "WEBSITE_RUN_FROM_PACKAGE", "WEBSITE_CONTENT*", "WEBSITE_TIME_ZONE", "TZ", "WEBSITE_VNET_ROUTE_ALL", "WEBSITE_SKIP_CONTENTSHARE_VALIDATION",
        "WEBSITE_NODE_DEFAULT_VERSION", "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT", "ENABLE_ORYX_BUILD", "SCM_DO_BUILD_DURING_DEPLOYMENT", "LD_LIBRARY_PATH",
        "AzureWebJobsStorage", "AzureWebJobsDashboard", "AzureWebJobsSecretStorage*", "APPINSIGHTS_INSTRUMENTATIONKEY", "AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE*", "AZURE_PASSWORD", "AZURE_USERNAME",
        "WEBSITE_AUTH_ENABLED", "AZURE_FUNCTIONS_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT",
    ];

    [SkippableFact]
    public async Task The_template_sets_what_the_code_reads_and_nothing_else()
    {
        var set = Set(await ReadAsync());
        var read = Read();
        Assert.Equal(read.Except(NotSet.Keys).Union(NotRead.Keys).Order(StringComparer.Ordinal), set.Order(StringComparer.Ordinal));
        Assert.Empty(set.Intersect(NotSet.Keys));
        Assert.Empty(NotSet.Keys.Except(read));
    }

    [Fact]
    public void Whatever_the_code_reads_is_told_in_the_page_and_the_page_tells_nothing_else()
    {
        var page = File.ReadAllText(Path.Combine(ServiceProcess.ProjectFolder, "API.md"));
        var told = Row().Matches(page[page.IndexOf("\n## Settings", StringComparison.Ordinal)..]).SelectMany(row => Name().Matches(row.Groups[1].Value)).Select(match => match.Groups[1].Value).ToHashSet();
        var own = Read().Where(name => !name.Contains('_', StringComparison.Ordinal)).ToList();
        Assert.Empty(own.Except(told));
        Assert.Empty(told.Where(name => !name.Contains('_', StringComparison.Ordinal)).Except(own));
    }

    [SkippableFact]
    public async Task Nothing_is_set_that_the_plan_refuses_or_that_is_a_key()
    {
        var template = await ReadAsync();
        Assert.DoesNotContain(Set(template), setting => IsTrap(setting));
        foreach (var trap in Traps)
        {
            var name = trap.Replace("*", "AZUREFILECONNECTIONSTRING", StringComparison.Ordinal);
            var changed = await template.WithAsync(grammar, Template.Main, "\n  TrailOrigin: trailOrigin\n", $"\n  TrailOrigin: trailOrigin\n  {name}: 'x'\n");
            Assert.Equal([name], Set(changed).Where(IsTrap));
        }
    }

    [Fact]
    public void The_settings_of_the_code_are_found()
    {
        var read = Read();
        Assert.Superset(new HashSet<string>(["Store", "EvidenceStore", "KeyVaultUri", "AuditSchedule", "VendorLease", "TimestampAuthorityPrivate", "WEBSITE_AUTH_ENABLED"]), read);
        Assert.DoesNotContain("X-MS-CLIENT-PRINCIPAL", read);
    }

    private static bool IsTrap(string setting) => Traps.Any(trap => trap.EndsWith('*') ? setting.StartsWith(trap[..^1], StringComparison.Ordinal) : setting == trap);

    private static HashSet<string> Set(Template template)
    {
        var main = template[Template.Main];
        return [.. main.Of(DeclaredKind.Variable).Where(one => one.Name is "required" or "optional").SelectMany(one => BicepFile.Properties(one.Value!)).Select(main.NameOf)];
    }

    // `settings["X"]`, `Text(settings, "X")`, GetEnvironmentVariable("X") and `%X%` of a binding.
    private static HashSet<string> Read() =>
        new[] { "Compliance.Functions", "Compliance.Azure" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Template.Repository, "src", project), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Setting().Matches(File.ReadAllText(file)).Select(match => match.Groups.Values.Skip(1).First(group => group.Success).Value))
            .ToHashSet(StringComparer.Ordinal);

    private async Task<Template> ReadAsync()
    {
        Skip.If(grammar.Unavailable is not null, grammar.Unavailable);
        return await Template.ReadAsync(grammar);
    }

    [GeneratedRegex("""(?:\b(?:settings|configuration|[Cc]onfiguration)\s*(?:\[|,)\s*|GetEnvironmentVariable\()"([A-Za-z]\w*)"|Trigger\("%(\w+)%"\)""")]
    private static partial Regex Setting();

    [GeneratedRegex(@"^\| ((?:`\w+`(?:, )?)+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(\w+)`")]
    private static partial Regex Name();
}
