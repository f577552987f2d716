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
        Assert.Equal(("exception noted", "no exception noted", "not tested", "not tested"), (clauses["7.2.2"], clauses["8.2.5"], clauses["8.4.2"], clauses["9.1.1"]));
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
    [InlineData("report acme --framework soc-2 -o sarif", "`sarif` is not one of table, json, csv")]
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
}
