using System.Text.Json;

namespace Compliance.Tests.Cli;

public sealed class AuditTests : IDisposable
{
    private readonly TinyVendor _vendor = new();

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task A_vendor_that_keeps_to_its_contract_exits_0()
    {
        _vendor.LogQuietMonths("ticket.read");

        var outcome = await _vendor.RunAsync("audit", "acme");

        Assert.Equal("", outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        Assert.EndsWith("pass  no failing finding\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_finding_exits_3_and_is_new_first_and_persisting_then()
    {
        _vendor.LogQuietMonths("ticket.delete");

        var first = await _vendor.RunAsync("audit", "acme", "-o", "json");
        var second = await _vendor.RunAsync("audit", "acme", "-o", "json");

        Assert.Equal((3, ""), (first.ExitCode, first.Error));
        Assert.Equal(("unauthorized-action", "new"), OnlyFinding(first));
        Assert.Equal(("unauthorized-action", "persisting"), OnlyFinding(second));
    }

    [Fact]
    public async Task A_finding_below_fail_on_is_no_failure()
    {
        _vendor.LogQuietMonths("ticket.delete");

        var outcome = await _vendor.RunAsync("audit", "acme", "--no-store", "--fail-on", "critical");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("unauthorized-action", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_store_nothing_is_written_and_every_finding_is_new()
    {
        _vendor.LogQuietMonths("ticket.delete");

        await _vendor.RunAsync("audit", "acme", "--no-store");
        var outcome = await _vendor.RunAsync("audit", "acme", "--no-store", "-o", "json");

        Assert.Equal(("unauthorized-action", "new"), OnlyFinding(outcome));
        Assert.Equal(["acme"], Directory.EnumerateFileSystemEntries(_vendor.Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Evidence_that_reaches_back_too_little_exits_4()
    {
        _vendor.Log("ticket.read");

        var outcome = await _vendor.RunAsync("audit", "acme", "--no-store");

        Assert.Equal(4, outcome.ExitCode);
        Assert.Contains("notEvaluable", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_record_is_shown_with_its_position_and_exits_4()
    {
        _vendor.LogQuietMonths("ticket.read");
        File.AppendAllText(Path.Combine(_vendor.Root, "acme/logs/help.ndjson"), "{\"time\":\n" + TinyVendor.Record(101, "ticket.read"));

        var outcome = await _vendor.RunAsync("audit", "acme", "--no-store", "-o", "json");

        Assert.Equal(4, outcome.ExitCode);
        var source = JsonElement.Parse(outcome.Output).GetProperty("evidence")[0];
        Assert.Equal(102, source.GetProperty("accepted").GetInt64());
        Assert.Equal(102, Assert.Single(source.GetProperty("rejectedSamples").EnumerateArray()).GetProperty("record").GetInt64());
    }

    [Fact]
    public async Task A_key_that_does_not_exist_exits_1_and_names_its_place()
    {
        _vendor.Log("ticket.read");
        _vendor.Write("vendor.yaml", "id: acme-bpo\nname: Acme BPO\nlgos: []\n");

        var outcome = await _vendor.RunAsync("audit", "acme");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith("compliance: vendor.yaml:3:1: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_failing_record_is_listed_when_asked_for()
    {
        _vendor.Log("ticket.read", "ticket.delete", "ticket.merge");

        await _vendor.RunAsync("audit", "acme", "--no-store", "--violations", "v.ndjson");

        var lines = await File.ReadAllLinesAsync(Path.Combine(_vendor.Root, "v.ndjson"));
        Assert.Equal(["ticket.delete", "ticket.merge"], lines.Select(line => JsonElement.Parse(line).GetProperty("action").GetString()));
    }

    [Fact]
    public async Task A_violations_file_that_cannot_be_written_is_known_before_the_audit()
    {
        _vendor.Log("ticket.read");

        var outcome = await _vendor.RunAsync("audit", "acme", "--no-store", "--violations", "no/such/folder/v.ndjson");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith("compliance: --violations: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_and_sarif_show_the_same_finding()
    {
        _vendor.Log("ticket.delete");

        var csv = await _vendor.RunAsync("audit", "acme", "--no-store", "-o", "csv");
        var sarif = await _vendor.RunAsync("audit", "acme", "--no-store", "-o", "sarif");

        var row = csv.Output.Split("\r\n")[1].Split(',');
        var result = Assert.Single(JsonElement.Parse(sarif.Output).GetProperty("runs")[0].GetProperty("results").EnumerateArray());
        Assert.Equal((row[0], row[1]), (result.GetProperty("partialFingerprints").GetProperty("finding/v1").GetString(), result.GetProperty("ruleId").GetString()));
    }

    [Fact]
    public async Task A_window_is_passed_on_in_utc()
    {
        _vendor.Log("ticket.delete", "ticket.merge");

        var outcome = await _vendor.RunAsync("audit", "acme", "--no-store", "-o", "json", "--from", "2026-01-03T08:00:00+08:00");

        Assert.Equal("2026-01-03T00:00:00.000Z", JsonElement.Parse(outcome.Output).GetProperty("audit").GetProperty("from").GetString());
        Assert.Equal(1, JsonElement.Parse(outcome.Output).GetProperty("findings").GetArrayLength());
    }

    private static (string? Rule, string? State) OnlyFinding(CommandLine.Outcome outcome)
    {
        var finding = Assert.Single(JsonElement.Parse(outcome.Output).GetProperty("findings").EnumerateArray());
        return (finding.GetProperty("rule").GetString(), finding.GetProperty("state").GetString());
    }
}
