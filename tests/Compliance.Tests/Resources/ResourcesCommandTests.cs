using System.Text.Json;
using Compliance.Tests.Cli;

namespace Compliance.Tests.Resources;

public sealed class ResourcesCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("resources-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_failing_setting_exits_3_and_is_one_result_of_json()
    {
        Write("r.json", """[{"id": "/subscriptions/s/providers/Microsoft.Storage/storageAccounts/a", "type": "microsoft.storage/storageaccounts", "properties": {"supportsHttpsTrafficOnly": false}}]""");

        var outcome = await CommandLine.RunInAsync(_folder.FullName, "resources", "r.json", "-o", "json");

        Assert.Equal((3, ""), (outcome.ExitCode, outcome.Error));
        var json = JsonElement.Parse(outcome.Output);
        Assert.Equal(1, json.GetProperty("resources").GetInt64());
        var result = json.GetProperty("results").EnumerateArray().Single(result => result.GetProperty("check").GetString() == "ST-HTTPS");
        Assert.Equal(JsonValueKind.False, result.GetProperty("found").ValueKind);
        Assert.Equal(JsonValueKind.True, result.GetProperty("expected").ValueKind);
        Assert.Equal(("fail", "high", "properties.supportsHttpsTrafficOnly", "Microsoft.Storage/storageAccounts"),
            (Text(result, "verdict"), Text(result, "severity"), Text(result, "path"), Text(result, "resourceType")));
    }

    [Fact]
    public async Task The_exit_code_follows_what_was_asked_and_what_was_seen()
    {
        Write("low.json", """[{"id": "/subscriptions/s/providers/Microsoft.Compute/snapshots/a", "type": "Microsoft.Compute/snapshots", "properties": {"encryption": {"type": "EncryptionAtRestWithPlatformKey"}}}]""");
        Write("null.json", """[{"id": "/subscriptions/s/providers/Microsoft.Compute/snapshots/a", "type": "Microsoft.Compute/snapshots", "properties": "?"}]""");
        Write("none.json", "[]");

        Assert.Equal(0, (await CommandLine.RunInAsync(_folder.FullName, "resources", "low.json")).ExitCode);
        Assert.Equal(3, (await CommandLine.RunInAsync(_folder.FullName, "resources", "low.json", "--fail-on", "low")).ExitCode);
        Assert.Equal(4, (await CommandLine.RunInAsync(_folder.FullName, "resources", "null.json")).ExitCode);
        Assert.Equal(0, (await CommandLine.RunInAsync(_folder.FullName, "resources", "none.json")).ExitCode);
        Assert.Equal(1, (await CommandLine.RunInAsync(_folder.FullName, "resources", "missing.json")).ExitCode);
        Assert.Equal(2, (await CommandLine.RunInAsync(_folder.FullName, "resources")).ExitCode);
    }

    [Fact]
    public async Task A_person_sees_a_few_lines_for_each_check_however_many_resources()
    {
        Write("r.json", $"[{string.Join(',', Enumerable.Range(0, 500).Select(i => $$"""{"id": "/subscriptions/s/providers/Microsoft.Storage/storageAccounts/a{{i}}", "type": "microsoft.storage/storageaccounts", "properties": {"supportsHttpsTrafficOnly": false} }"""))}]");

        var outcome = await CommandLine.RunInAsync(_folder.FullName, "resources", "r.json");
        var lines = outcome.Output.Split('\n');

        Assert.InRange(lines.Length, 10, 200);
        Assert.Contains(lines, line => line.StartsWith("fail  high  ST-HTTPS", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("and 497 more", StringComparison.Ordinal));
        Assert.StartsWith("500 resources", lines[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_told_and_exits_4()
    {
        Write("r.json", """[{"type": "Contoso.Other/things", "name": "fine"}, {"name": "no type"}]""");

        var outcome = await CommandLine.RunInAsync(_folder.FullName, "resources", "r.json", "-o", "csv");

        Assert.Equal(4, outcome.ExitCode);
        Assert.StartsWith("compliance: r.json#2: ", outcome.Error, StringComparison.Ordinal);
        Assert.StartsWith("check,resourceType,resource,verdict", outcome.Output, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement result, string name) => result.GetProperty(name).GetString();

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
