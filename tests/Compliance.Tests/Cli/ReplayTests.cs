using System.Text.Json;

namespace Compliance.Tests.Cli;

public sealed class ReplayTests : IDisposable
{
    private readonly TinyVendor _vendor = new();

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task An_audit_repeated_on_what_was_kept_of_it_is_the_same_whatever_the_folder_holds_now()
    {
        _vendor.LogQuietMonths("ticket.delete");
        var first = await _vendor.RunAsync("audit", "acme", "-o", "json");
        var id = JsonDocument.Parse(first.Output).RootElement.GetProperty("audit").GetProperty("id").GetString()!;
        _vendor.LogQuietMonths("ticket.read");
        await _vendor.RunAsync("audit", "acme");

        var old = await _vendor.RunAsync("audit", "acme", "--replay", id, "-o", "json");
        var latest = await _vendor.RunAsync("audit", "acme", "--replay", "latest");

        Assert.Equal((0, ""), (old.ExitCode, old.Error));
        var said = JsonDocument.Parse(old.Output).RootElement;
        Assert.Equal((id, true, true), (said.GetProperty("audit").GetString(), said.GetProperty("same").GetBoolean(), said.GetProperty("identical").GetBoolean()));
        Assert.Equal(1, said.GetProperty("repeated").GetProperty("findings").GetInt32());
        Assert.Equal(0, latest.ExitCode);
        Assert.EndsWith("The repetition gives the same result to the letter.\n", latest.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_of_which_no_copy_is_left_exits_5_and_is_named()
    {
        _vendor.LogQuietMonths("ticket.delete");
        await _vendor.RunAsync("audit", "acme");
        Directory.Delete(Path.Combine(_vendor.Root, ".compliance", "evidence"), recursive: true);
        _vendor.LogQuietMonths("ticket.read");

        var outcome = await _vendor.RunAsync("audit", "acme", "--replay", "latest");

        Assert.Equal((5, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("`logs/help.ndjson` is not what the audit", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_was_tampered_with_is_no_copy()
    {
        _vendor.LogQuietMonths("ticket.delete");
        await _vendor.RunAsync("audit", "acme");
        foreach (var kept in Directory.EnumerateFiles(Path.Combine(_vendor.Root, ".compliance", "evidence"), "*", SearchOption.AllDirectories))
            await File.WriteAllTextAsync(kept, (await File.ReadAllTextAsync(kept)).Replace("ticket.delete", "ticket.reader", StringComparison.Ordinal));
        _vendor.LogQuietMonths("ticket.read");

        Assert.Equal(5, (await _vendor.RunAsync("audit", "acme", "--replay", "latest")).ExitCode);
    }

    [Theory]
    [InlineData("--from", "2026-01-01T00:00:00Z")]
    [InlineData("-o", "sarif")]
    [InlineData("--violations", "v.ndjson")]
    public async Task What_would_make_it_another_audit_is_refused(string option, string value) =>
        Assert.Equal(2, (await _vendor.RunAsync("audit", "acme", "--replay", "latest", option, value)).ExitCode);

    [Fact]
    public async Task An_audit_that_is_not_on_record_is_said()
    {
        _vendor.LogQuietMonths("ticket.read");
        await _vendor.RunAsync("audit", "acme");

        var outcome = await _vendor.RunAsync("audit", "acme", "--replay", "nothing");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("there is no audit `nothing` of `acme-bpo`", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_a_finding_names_is_shown_as_it_was_received()
    {
        _vendor.LogQuietMonths("ticket.delete");
        await _vendor.RunAsync("audit", "acme");
        _vendor.LogQuietMonths("ticket.read");

        var outcome = await _vendor.RunAsync("evidence", "show", "logs/help.ndjson#101", "acme");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(TinyVendor.Record(100, "ticket.delete"), outcome.Output);
    }

    [Theory]
    [InlineData("logs/help.ndjson", 2)]
    [InlineData("logs/help.ndjson#0", 2)]
    [InlineData("logs/help.ndjson#-1", 2)]
    [InlineData("logs/help.ndjson#102", 1)]
    [InlineData("logs/other.ndjson#1", 1)]
    [InlineData("vendor.yaml#1", 1)]
    public async Task A_record_that_is_not_there_is_refused(string place, int exitCode)
    {
        _vendor.LogQuietMonths("ticket.read");
        await _vendor.RunAsync("audit", "acme");

        var outcome = await _vendor.RunAsync("evidence", "show", place, "acme");

        Assert.Equal((exitCode, ""), (outcome.ExitCode, outcome.Output));
    }

    [Fact]
    public async Task A_record_of_a_file_that_is_another_now_is_not_shown()
    {
        _vendor.LogQuietMonths("ticket.delete");
        await _vendor.RunAsync("audit", "acme");
        Directory.Delete(Path.Combine(_vendor.Root, ".compliance", "evidence"), recursive: true);
        _vendor.LogQuietMonths("ticket.read");

        var outcome = await _vendor.RunAsync("evidence", "show", "logs/help.ndjson#101", "acme");

        Assert.Equal((5, ""), (outcome.ExitCode, outcome.Output));
    }

    [Fact]
    public async Task Daily_audits_of_a_day_of_logs_each_know_in_the_end_what_was_used()
    {
        _vendor.LogQuietMonths("ticket.read");
        await _vendor.RunAsync("audit", "acme");
        _vendor.Write("logs/help.ndjson", TinyVendor.Record(101, "ticket.read"));

        var knowing = await _vendor.RunAsync("audit", "acme");
        var alone = await _vendor.RunAsync("audit", "acme", "--no-store");

        Assert.Equal(0, knowing.ExitCode);
        Assert.Equal(4, alone.ExitCode);
    }
}
