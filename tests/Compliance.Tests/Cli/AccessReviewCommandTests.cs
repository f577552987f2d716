using System.Globalization;

namespace Compliance.Tests.Cli;

public sealed class AccessReviewCommandTests : IDisposable
{
    private readonly TinyVendor _vendor = new();

    public AccessReviewCommandTests()
    {
        _vendor.Write("entitlements/crm.csv", "account,role,enabled,as_of\nagent1,admin,true,2026-06-30T00:00:00Z\n");
        _vendor.Log("ticket.read");
    }

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task A_sheet_is_written_decided_and_taken_in_and_the_next_audits_hold_to_it()
    {
        var written = await _vendor.RunAsync("access", "review", "acme", "--out", "sheet.csv", "--due", "2026-07-15");
        Assert.Equal((0, ""), (written.ExitCode, written.Output));
        Assert.Contains("1 entitlements to review, 1 with something against them", written.Error, StringComparison.Ordinal);
        Assert.Contains("export it again before you ask anybody to decide", written.Error, StringComparison.Ordinal);

        await DecideAsync(",crm,,,2026-07-15,", ",crm,revoke,boss,2026-07-15,");
        var imported = await _vendor.RunAsync("access", "review", "acme", "--import", "sheet.csv", "--by", "boss");
        var again = await _vendor.RunAsync("access", "review", "acme", "--import", "sheet.csv", "--by", "boss");

        Assert.Equal((0, "1 entitlements: 0 kept, 1 to be revoked, 0 not decided\n"), (imported.ExitCode, imported.Output));
        Assert.Equal((0, imported.Output), (again.ExitCode, again.Output));
        var trail = await _vendor.RunAsync("trail", "show", "--vendor", "acme-bpo");
        Assert.Single(trail.Output.Split('\n'), line => line.Contains("access reviewed", StringComparison.Ordinal));
        Assert.DoesNotContain("agent1", trail.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("boss", trail.Output, StringComparison.Ordinal);

        var old = await _vendor.RunAsync("audit", "acme", "--to", "2026-07-20T00:00:00Z", "-o", "csv");
        Assert.DoesNotContain(",revocation-overdue,", old.Output, StringComparison.Ordinal);
        // Newer than the decision, which was made just now.
        var soon = TimeProvider.System.GetUtcNow().AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        _vendor.Write("entitlements/crm.csv", $"account,role,enabled,as_of\nagent1,admin,true,{soon}\n");
        var overdue = await _vendor.RunAsync("audit", "acme", "--to", "2026-07-20T00:00:00Z", "-o", "csv");
        Assert.Contains(",revocation-overdue,high,fail,new,agent1,", overdue.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _vendor.RunAsync("audit", "acme", "--replay", "latest", "-o", "json")).ExitCode);

        _vendor.Write("entitlements/crm.csv", $"account,role,enabled,as_of\nagent1,admin,false,{soon}\n");
        Assert.Contains(",revocation-overdue,high,fail,resolved,agent1,", (await _vendor.RunAsync("audit", "acme", "--to", "2026-07-20T00:00:00Z", "-o", "csv")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sheet_on_which_somebody_has_written_is_not_written_over()
    {
        await _vendor.RunAsync("access", "review", "acme", "--out", "sheet.csv");
        Assert.Equal(0, (await _vendor.RunAsync("access", "review", "acme", "--out", "sheet.csv")).ExitCode);
        await DecideAsync(",crm,,,,", ",crm,keep,boss,,");

        var refused = await _vendor.RunAsync("access", "review", "acme", "--out", "sheet.csv");

        Assert.Equal((1, "compliance: --out: `sheet.csv` is there, and is no sheet without decisions: give another name, or move it away\n"), (refused.ExitCode, refused.Error));
        Assert.Contains(",crm,keep,boss,", await File.ReadAllTextAsync(Path.Combine(_vendor.Root, "sheet.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sheet_that_is_not_answered_properly_leaves_nothing()
    {
        await _vendor.RunAsync("access", "review", "acme", "--out", "sheet.csv");
        await DecideAsync(",crm,,,,", ",crm,revoke,boss,,");

        var refused = await _vendor.RunAsync("access", "review", "acme", "--import", "sheet.csv", "--by", "boss");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("sheet.csv:2:", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_vendor.Root, ".compliance")));
    }

    [Theory]
    [InlineData("--import needs --by", "--import", "sheet.csv")]
    [InlineData("give one of them", "--import", "sheet.csv", "--by", "boss", "--out", "x.csv")]
    [InlineData("is not a date", "--due", "tomorrow")]
    [InlineData("--by goes with --import", "--by", "boss")]
    public async Task Options_that_do_not_go_together_are_refused(string why, params string[] options)
    {
        var refused = await _vendor.RunAsync(["access", "review", "acme", .. options]);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(why, refused.Error, StringComparison.Ordinal);
    }

    private async Task DecideAsync(string row, string decided)
    {
        var sheet = Path.Combine(_vendor.Root, "sheet.csv");
        var text = await File.ReadAllTextAsync(sheet);
        Assert.Contains(row, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(sheet, text.Replace(row, decided, StringComparison.Ordinal));
    }
}
