using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Compliance.Tests.Cli;

public sealed class EventsTests : IDisposable
{
    private readonly TinyVendor _vendor = new();

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task A_file_becomes_one_event_a_line()
    {
        _vendor.Log("ticket.read", "ticket.delete");

        var outcome = await _vendor.RunAsync("events", "acme/logs/help.ndjson");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(
            """
            {"source":"acme/logs/help.ndjson","record":1,"id":"e0","time":"2026-01-02T08:00:00.000Z","account":"agent1","accountType":"unknown","action":"ticket.read","resource":"T-1","resourceType":"ticket","outcome":"success"}
            {"source":"acme/logs/help.ndjson","record":2,"id":"e1","time":"2026-01-03T08:00:00.000Z","account":"agent1","accountType":"unknown","action":"ticket.delete","resource":"T-1","resourceType":"ticket","outcome":"success"}

            """, outcome.Output);
    }

    [Fact]
    public async Task A_vendor_folder_is_read_as_its_vendor_yaml_says()
    {
        _vendor.Log("ticket.read");

        var outcome = await _vendor.RunAsync("events", "acme");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("logs/help.ndjson", JsonElement.Parse(outcome.Output).GetProperty("source").GetString());
    }

    [Fact]
    public async Task Rejected_records_are_said_on_stderr_and_exit_4_and_the_rest_is_written()
    {
        _vendor.Write("logs/help.ndjson", TinyVendor.Record(0, "ticket.read") + "{\"time\":\n" + TinyVendor.Record(1, "ticket.read"));

        var outcome = await _vendor.RunAsync("events", "acme/logs/help.ndjson", "--format", "ocsf");

        Assert.Equal(4, outcome.ExitCode);
        Assert.StartsWith("compliance: acme/logs/help.ndjson: record 2: ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Output.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task A_file_is_read_as_the_options_say()
    {
        _vendor.Write("logs/rows.csv", Windows1252("Time,User,Action\n2026-01-02 08:00:00,jos\u00e9,read\n"));
        _vendor.Write("logs/page.json", """{"success":true,"rows":[{"time":"2026-01-02T08:00:00Z","user":"ann","action":"read"}]}""");

        var rows = await _vendor.RunAsync("events", "acme/logs/rows.csv", "--encoding", "windows-1252", "--zone", "Asia/Manila");
        var page = await _vendor.RunAsync("events", "acme/logs/page.json", "--format", "ndjson", "--list", "rows");

        Assert.Equal((0, ""), (rows.ExitCode, rows.Error));
        Assert.Equal(("2026-01-02T00:00:00.000Z", "jos\u00e9"), (Said(rows.Output, "time"), Said(rows.Output, "account")));
        Assert.Equal((0, ""), (page.ExitCode, page.Error));
        Assert.Equal("ann", Said(page.Output, "account"));
    }

    [Fact]
    public async Task Without_them_such_a_file_is_shown_as_rejected()
    {
        _vendor.Write("logs/rows.csv", Windows1252("Time,User,Action\n2026-01-02 08:00:00,jos\u00e9,read\n"));

        var outcome = await _vendor.RunAsync("events", "acme/logs/rows.csv");

        Assert.Equal((4, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("encoding", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("events", "acme", "--zone", "Asia/Manila")]
    [InlineData("events", "acme", "--encoding", "utf-8")]
    [InlineData("events", "acme", "--list", "rows")]
    [InlineData("events", "acme/logs/help.ndjson", "--zone", "Manila")]
    [InlineData("events", "acme/logs/help.ndjson", "--encoding", "latin1")]
    [InlineData("events", "acme/logs/help.ndjson", "--format", "ocsf", "--preset", "intercom")]
    [InlineData("events", "acme", "--format", "ocsf")]
    [InlineData("events", "acme/logs/help.ndjson", "--format", "oscf")]
    public async Task What_cannot_be_meant_exits_2(params string[] arguments)
    {
        _vendor.Log("ticket.read");

        var outcome = await _vendor.RunAsync(arguments);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
    }

    private static string? Said(string line, string name) => JsonElement.Parse(line).GetProperty(name).GetString();

    private static byte[] Windows1252(string text) => Encoding.Latin1.GetBytes(text);

    // Nobody reads the output at first, so the program waits in the middle of it: the signal always comes before the end.
    [SkippableFact]
    public async Task An_interrupt_ends_quietly_with_1()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no SIGINT to send");
        _vendor.Write("logs/help.ndjson", string.Concat(Enumerable.Range(0, 50_000).Select(i => TinyVendor.Record(i % 1000, "ticket.read"))));
        using var process = CommandLine.Start(_vendor.Root, "events", "acme/logs/help.ndjson");
        var first = new char[1];
        await process.StandardOutput.ReadBlockAsync(first);

        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        var rest = await process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal((1, ""), (process.ExitCode, error));
        Assert.True(rest.Split('\n').Length < 50_000);
    }
}
