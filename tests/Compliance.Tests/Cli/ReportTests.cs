using System.Text.Json;
using Compliance.Frameworks;

namespace Compliance.Tests.Cli;

public sealed class ReportTests : IDisposable
{
    private readonly TinyVendor _vendor = new();

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task A_failing_finding_exits_3_and_is_an_exception_at_its_clauses()
    {
        _vendor.LogQuietMonths("ticket.delete");

        var outcome = await _vendor.RunAsync("report", "acme", "--framework", "pci-dss-4.0.1", "-o", "json");

        Assert.Equal((3, ""), (outcome.ExitCode, outcome.Error));
        var clauses = JsonElement.Parse(outcome.Output).GetProperty("clauses").EnumerateArray().ToDictionary(
            clause => clause.GetProperty("clause").GetString()!, clause => clause.GetProperty("outcome").GetString());
        // There are no lists of users, which 8.2.5 is tested by too.
        Assert.Equal(
            ("exception noted", "no exception noted", "not tested", "not tested", "not tested"),
            (clauses["7.2.2"], clauses["8.2.7"], clauses["8.2.5"], clauses["8.4.2"], clauses["9.1.1"]));
    }

    [Fact]
    public async Task A_vendor_without_findings_exits_0_and_has_none_noted()
    {
        _vendor.LogQuietMonths("ticket.read");

        var outcome = await _vendor.RunAsync("report", "acme", "--framework", "iso-27001-2022");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("93 clauses:  0 exception noted;", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("  A.7.1   physical perimeters", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_window_is_the_audits()
    {
        _vendor.Log("ticket.delete", "ticket.read");

        var outcome = await _vendor.RunAsync("report", "acme", "--framework", "soc-2", "-o", "json", "--from", "2026-01-03T00:00:00+08:00", "--to", "2026-02-01T00:00:00Z");

        var report = JsonElement.Parse(outcome.Output);
        Assert.Equal("window", report.GetProperty("population").GetProperty("period").GetProperty("basis").GetString());
        Assert.Equal("2026-01-02T16:00:00.000Z", report.GetProperty("population").GetProperty("period").GetProperty("from").GetString());
        Assert.Empty(report.GetProperty("findings").EnumerateArray());
        Assert.Equal(4, outcome.ExitCode);
    }

    [Fact]
    public async Task Nothing_is_recorded()
    {
        _vendor.Log("ticket.read");

        await _vendor.RunAsync("report", "acme", "--framework", "hipaa", "-o", "csv");

        Assert.Equal(["acme"], Directory.EnumerateFileSystemEntries(_vendor.Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task An_unknown_framework_exits_2_and_lists_those_that_are_known()
    {
        var outcome = await _vendor.RunAsync("report", "acme", "--framework", "pci");

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains($"--framework: `pci` is not one of {string.Join(", ", FrameworkCatalogue.All.Select(framework => framework.Id))}", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report acme", "--framework")]
    [InlineData("report --framework soc-2", "vendor-folder")]
    [InlineData("report acme --framework soc-2 --from 2026-03-02T00:00:00Z --to 2026-03-01T00:00:00Z", "--from must be before --to")]
    [InlineData("report acme --framework soc-2 --to 2026-03-01", "`2026-03-01` has no offset")]
    [InlineData("report acme --framework soc-2 -o sarif", "`sarif` is not one of table, html, json, csv")]
    [InlineData("report acme --framework soc-2 -o html", "a report by framework is table, json or csv")]
    [InlineData("report acme --framework soc-2 --for vendor", "either --framework or --for")]
    [InlineData("report acme --for everybody", "`everybody` is not one of vendor, auditor, management")]
    [InlineData("report acme --for vendor -o table", "a report for an audience is html, json or csv")]
    [InlineData("report acme --for vendor --names", "--names are for --for auditor")]
    [InlineData("report acme --for auditor --sample 5", "--sample needs --seed")]
    [InlineData("report acme --for auditor --sample 0 --seed 1", "`0` is not 1 to 1000")]
    public async Task A_wrong_command_line_exits_2_and_says_what_is_wrong(string line, string said)
    {
        var outcome = await _vendor.RunAsync(line.Split(' '));

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_exits_1()
    {
        var outcome = await _vendor.RunAsync("report", "nobody", "--framework", "soc-2");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("`nobody`", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_told_to_management_and_nothing_is_recorded()
    {
        _vendor.LogQuietMonths("ticket.delete");

        var outcome = await _vendor.RunAsync("report", "acme", "--for", "management", "-o", "json");

        Assert.Equal((3, ""), (outcome.ExitCode, outcome.Error));
        var report = JsonElement.Parse(outcome.Output);
        Assert.Equal("management", report.GetProperty("for").GetString());
        Assert.Equal(1, report.GetProperty("failing").GetProperty("high").GetInt32());
        Assert.Equal(0, report.GetProperty("audits").GetArrayLength());
        Assert.Equal(["acme"], Directory.EnumerateFileSystemEntries(_vendor.Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task The_latest_audit_on_record_is_told_to_an_auditor_with_its_place_in_the_trail()
    {
        _vendor.LogQuietMonths("ticket.delete");
        await _vendor.RunAsync("audit", "acme");
        await _vendor.RunAsync("audit", "acme");

        var outcome = await _vendor.RunAsync("report", "latest", "--for", "auditor", "-o", "json", "--sample", "3", "--seed", "7");

        Assert.Equal((3, ""), (outcome.ExitCode, outcome.Error));
        var report = JsonElement.Parse(outcome.Output);
        Assert.True(report.GetProperty("trail").GetProperty("resultAgrees").GetBoolean());
        // The second audit found it as it was: its entry is the first one's.
        var exception = report.GetProperty("exceptions").EnumerateArray().Single(one => one.GetProperty("rule").GetString() == "unauthorized-action");
        Assert.Equal("persisting", exception.GetProperty("state").GetString());
        var place = exception.GetProperty("trail");
        Assert.Equal("finding opened", place.GetProperty("type").GetString());
        Assert.True(place.GetProperty("index").GetInt64() < report.GetProperty("trail").GetProperty("first").GetInt64());
        var entries = JsonElement.Parse((await _vendor.RunAsync("trail", "show", "--vendor", "acme-bpo", "-o", "json")).Output);
        Assert.Equal(
            exception.GetProperty("finding").GetString(),
            entries[(int)place.GetProperty("index").GetInt64()].GetProperty("entry").GetProperty("data").GetProperty("finding").GetString());
        Assert.Equal(3, report.GetProperty("sample").GetProperty("records").GetArrayLength());
        Assert.DoesNotContain("agent1", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("agent1", (await _vendor.RunAsync("report", "latest", "--for", "auditor", "--names")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_audit_is_reported_by_its_id_as_it_ended()
    {
        _vendor.LogQuietMonths("ticket.delete");
        var first = JsonElement.Parse((await _vendor.RunAsync("audit", "acme", "-o", "json")).Output).GetProperty("audit").GetProperty("id").GetString()!;
        _vendor.LogQuietMonths("ticket.read");
        await _vendor.RunAsync("audit", "acme");

        var old = await _vendor.RunAsync("report", first, "--for", "management", "-o", "csv");
        var now = await _vendor.RunAsync("report", "latest", "--for", "management", "-o", "csv");

        Assert.Equal((3, 2, 3), (old.ExitCode, Lines(old), Lines(now)));
        Assert.Contains($"{first},", old.Output, StringComparison.Ordinal);

        static int Lines(CommandLine.Outcome outcome) => outcome.Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length;
    }

    [Fact]
    public async Task A_sample_of_evidence_that_has_changed_comes_from_the_copy_that_was_kept()
    {
        _vendor.LogQuietMonths("ticket.delete");
        await _vendor.RunAsync("audit", "acme");
        var before = await _vendor.RunAsync("report", "latest", "--for", "auditor", "-o", "json", "--seed", "7");
        _vendor.LogQuietMonths("ticket.merge");

        var after = await _vendor.RunAsync("report", "latest", "--for", "auditor", "-o", "json", "--seed", "7");

        Assert.Equal(JsonElement.Parse(before.Output).GetProperty("sample").GetRawText(), JsonElement.Parse(after.Output).GetProperty("sample").GetRawText());
    }

    [Fact]
    public async Task The_vendors_list_is_what_the_vendor_answers()
    {
        _vendor.LogQuietMonths("ticket.delete");
        await _vendor.RunAsync("audit", "acme");

        var outcome = await _vendor.RunAsync("report", "latest", "--for", "vendor", "-o", "csv");

        Assert.StartsWith("id,severity,rule,person,", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(",unauthorized-action,agent1,", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_neither_a_folder_nor_on_record_exits_1_and_says_both()
    {
        _vendor.Log("ticket.read");
        Assert.Contains("neither a folder `latest` nor a store", (await _vendor.RunAsync("report", "latest", "--for", "vendor")).Error, StringComparison.Ordinal);
        await _vendor.RunAsync("audit", "acme");

        var outcome = await _vendor.RunAsync("report", "elsewhere", "--for", "management");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("neither a folder `elsewhere` nor such an audit", outcome.Error, StringComparison.Ordinal);
    }
}
