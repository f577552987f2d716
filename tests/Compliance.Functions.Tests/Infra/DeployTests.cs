using System.Diagnostics;

namespace Compliance.Functions.Tests.Infra;

/// <summary>The script that deploys, with programs on PATH that write down what they were asked instead of az, dotnet, zip and curl. What Azure does
/// with it is not tested here.</summary>
public sealed class DeployTests : IDisposable
{
    private const string Clients = "11111111-1111-1111-1111-111111111111";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("deploy-");

    [SkippableFact]
    public async Task Publishes_first_then_shows_what_would_change_and_asks_then_deploys_and_tries_the_door()
    {
        var (ended, asked) = await DeployAsync("compliance-rg");
        Assert.True(ended.Code == 0, ended.Error);
        var template = $"--resource-group compliance-rg --template-file {Template.Folder}/main.bicep --parameters @{Path.Combine(_folder.FullName, "my.parameters.json")}";
        Assert.Collection(
            asked.Where(line => line.Split(' ')[0] is "az" or "dotnet" or "zip"),
            line => Assert.StartsWith("az account show", line, StringComparison.Ordinal),
            line => Assert.StartsWith("az role assignment list --all ", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"dotnet publish {Template.Folder}/../src/Compliance.Functions --configuration Release -p:Hosting=Azure --output ", line, StringComparison.Ordinal),
            line => Assert.Equal("zip --quiet --recurse-paths ../package.zip .", line),
            line => Assert.Matches($"^az deployment group create --name compliance-[0-9]{{14}} {template} --confirm-with-what-if --output none$", line),
            line => Assert.Contains("properties.outputs.serviceName.value", line, StringComparison.Ordinal),
            line => Assert.Contains("properties.outputs.serviceHost.value", line, StringComparison.Ordinal),
            line => Assert.Matches("^az functionapp deployment source config-zip --resource-group compliance-rg --name the-service --src .*/package.zip --output none$", line));
        Assert.Contains(asked, line => line.StartsWith("curl", StringComparison.Ordinal) && line.EndsWith("https://the-host/api/vendors/smoke-test", StringComparison.Ordinal));
        Assert.Contains(asked, line => line.Contains("X-MS-CLIENT-PRINCIPAL:", StringComparison.Ordinal) && line.EndsWith("https://the-host/admin/host/status", StringComparison.Ordinal));
        Assert.Contains("nobody gets in who has not signed in", ended.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("ANONYMOUS", "answered 200 to somebody who is not signed in")]
    [InlineData("FORGED", "answered 200 to a forged principal")]
    public async Task A_service_that_lets_anybody_in_is_stopped(string who, string said)
    {
        var (ended, asked) = await AnsweredAsync((who, "200"), "compliance-rg");
        Assert.Equal(4, ended.Code);
        Assert.Contains(said, ended.Error, StringComparison.Ordinal);
        Assert.Equal("az functionapp stop --resource-group compliance-rg --name the-service", asked[^1]);
    }

    [SkippableFact]
    public async Task A_service_that_does_not_come_to_life_is_an_error_and_left_as_it_is()
    {
        var (ended, asked) = await AnsweredAsync(("LIVE", "503"), "compliance-rg");
        Assert.Equal(3, ended.Code);
        Assert.Equal(60, asked.Count(line => line.EndsWith("/api/health/live", StringComparison.Ordinal)));
        Assert.DoesNotContain(asked, line => line.Contains("stop", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task To_look_what_would_change_changes_nothing()
    {
        var (ended, asked) = await DeployAsync("--what-if", "compliance-rg");
        Assert.Equal(0, ended.Code);
        Assert.Collection(asked, line => Assert.StartsWith("az account show", line, StringComparison.Ordinal), line => Assert.StartsWith("az deployment group what-if --resource-group compliance-rg", line, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_pipeline_is_not_asked_and_sees_what_would_change_all_the_same()
    {
        var (_, asked) = await DeployAsync("--yes", "--no-smoke", "compliance-rg");
        var shown = asked.FindIndex(line => line.StartsWith("az deployment group what-if", StringComparison.Ordinal));
        Assert.InRange(shown, 0, asked.FindIndex(line => line.StartsWith("az deployment group create", StringComparison.Ordinal)) - 1);
        Assert.DoesNotContain(asked, line => line.Contains("--confirm-with-what-if", StringComparison.Ordinal) || line.StartsWith("curl", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Nothing_is_changed_in_Azure_where_publishing_fails()
    {
        var (ended, asked) = await AnsweredAsync(("PUBLISH", "1"), "compliance-rg");
        Assert.NotEqual(0, ended.Code);
        Assert.StartsWith("dotnet publish", asked[^1], StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_company_of_ones_own_goes_into_the_package()
    {
        var own = _folder.CreateSubdirectory("own");
        await File.WriteAllTextAsync(Path.Combine(own.FullName, "company.yaml"), "name: Acme\n");
        var (ended, asked) = await DeployAsync("--with", own.FullName, "--no-smoke", "compliance-rg");
        Assert.True(ended.Code == 0, ended.Error);
        // The stand-in of zip lists what lies in the folder that it was called in.
        Assert.Contains("packed .azurefunctions company.yaml host.json", asked);
    }

    [SkippableTheory]
    [InlineData("which resource group?")]
    [InlineData("unknown option --force", "--force", "compliance-rg")]
    [InlineData("one resource group, not also b", "a", "b")]
    [InlineData("there is no file nowhere.json", "--parameters", "nowhere.json", "compliance-rg")]
    [InlineData("--with needs a value", "--with")]
    public async Task What_cannot_be_meant_is_refused_before_anything_is_done(string said, params string[] arguments)
    {
        var (ended, asked) = await DeployAsync(arguments);
        Assert.Equal(2, ended.Code);
        Assert.Contains($"deploy.sh: {said}", ended.Error, StringComparison.Ordinal);
        Assert.Empty(asked);
    }

    [SkippableTheory]
    [InlineData("clientId is the placeholder", "\"clientId\": { \"value\": \"00000000-0000-0000-0000-000000000000\" }")]
    [InlineData("trailOrigin is the placeholder", "\"trailOrigin\": { \"value\": \"compliance.example.com\" }")]
    [InlineData("alertRecipients has an address of example.com", "\"alertRecipients\": { \"value\": [\n\"security@example.com\"\n] }")]
    [InlineData("name is `9lives`", "\"name\": { \"value\": \"9lives\" }")]
    [InlineData("name is `Audit`", "\"name\":{\"value\":\"Audit\"}")]
    public async Task What_was_not_filled_in_or_cannot_be_is_refused_before_anything_is_done(string said, string parameter)
    {
        var file = await ParametersAsync("other.json", parameter);
        var (ended, asked) = await DeployAsync("--parameters", file, "compliance-rg");
        Assert.Equal(2, ended.Code);
        Assert.Contains($"deploy.sh: {file}: {said}", ended.Error, StringComparison.Ordinal);
        Assert.Empty(asked);
    }

    [SkippableFact]
    public async Task The_parameters_that_come_along_are_refused_as_they_are()
    {
        var (ended, asked) = await DeployAsync("--parameters", Path.Combine(Template.Folder, "main.parameters.json"), "compliance-rg");
        Assert.Equal(2, ended.Code);
        Assert.Empty(asked);
    }

    [SkippableFact]
    public async Task A_right_to_delete_entries_that_no_parameter_asks_for_is_told_with_what_removes_it()
    {
        const string id = "/subscriptions/s/resourceGroups/Compliance-RG/providers/Microsoft.Storage/storageAccounts/compliancedx/tableServices/default/tables/trail/providers/Microsoft.Authorization/roleAssignments/a";
        var (ended, asked) = await AnsweredAsync(("RESUMER", id), "compliance-rg");
        Assert.Equal(2, ended.Code);
        Assert.Equal(2, asked.Count);
        foreach (var command in new[]
        {
            "az lock delete --name keep --resource-group compliance-rg --resource-type Microsoft.Storage/storageAccounts --resource-name compliancedx",
            $"az role assignment delete --ids {id}",
            "az lock create --name keep --lock-type CanNotDelete --resource-group compliance-rg --resource-type Microsoft.Storage/storageAccounts --resource-name compliancedx",
        })
            Assert.Contains(command, ended.Error, StringComparison.Ordinal);
        var file = await ParametersAsync("resumes.json", "\"resumesTrail\": { \"value\": true }");
        Assert.Equal(0, (await AnsweredAsync(("RESUMER", id), "--parameters", file, "compliance-rg")).Ended.Code);
        // Of another resource group.
        Assert.Equal(0, (await AnsweredAsync(("RESUMER", id.Replace("Compliance-RG", "other", StringComparison.Ordinal)), "compliance-rg")).Ended.Code);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> ParametersAsync(string name, string parameter)
    {
        var path = Path.Combine(_folder.FullName, name);
        var rest = new[] { $"\"clientId\": {{ \"value\": \"{Clients}\" }}", "\"trailOrigin\": { \"value\": \"audit.acme.test\" }" };
        var given = rest.Where(one => one.Split(':')[0] != parameter.Split(':')[0]).Append(parameter);
        await File.WriteAllTextAsync(path, $"{{\n  \"parameters\": {{\n    {string.Join(",\n    ", given)}\n  }}\n}}\n");
        return path;
    }

    private Task<(Ended Ended, List<string> Asked)> DeployAsync(params string[] arguments) => AnsweredAsync(null, arguments);

    private async Task<(Ended Ended, List<string> Asked)> AnsweredAsync((string Name, string Value)? answer, params string[] arguments)
    {
        Skip.If(Outside.Missing("bash") is not null, "bash is not installed");
        var usual = await ParametersAsync("my.parameters.json", "\"alertRecipients\": { \"value\": [\"security@acme.test\"] }");
        var asked = Path.Combine(_folder.FullName, "asked");
        var programs = _folder.CreateSubdirectory("bin").FullName;
        Program("az", """case "$*" in "role assignment list"*) echo "${RESUMER:-}" ;; *serviceName*) echo the-service ;; *serviceHost*) echo the-host ;; esac""");
        Program("dotnet", """[ -z "${PUBLISH:-}" ] || exit 1; mkdir -p "${@: -1}/.azurefunctions"; touch "${@: -1}/host.json" """);
        Program("zip", """echo packed $(ls -A) >>"$ASKED"; touch ../package.zip""");
        Program("curl", """case "$*" in */health/live) printf %s "${LIVE:-200}" ;; */health/ready) printf 200 ;; *PRINCIPAL*) printf %s "${FORGED:-401}" ;; *) printf %s "${ANONYMOUS:-401}" ;; esac""");
        var start = new ProcessStartInfo("bash", [Path.Combine(Template.Folder, "deploy.sh"), "--parameters", usual, .. arguments]) { WorkingDirectory = _folder.FullName };
        start.Environment["PATH"] = programs + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["ASKED"] = asked;
        start.Environment["SMOKE_PAUSE"] = "0";
        if (answer is { } one) start.Environment[one.Name] = one.Value;
        var ended = await Outside.RunAsync(start);
        return (ended, File.Exists(asked) ? [.. await File.ReadAllLinesAsync(asked)] : []);

        void Program(string name, string does)
        {
            var path = Path.Combine(programs, name);
            File.WriteAllText(path, $"#!/usr/bin/env bash\necho \"{name} $*\" >>\"$ASKED\"\n{does}\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
