using System.Security.Cryptography;
using System.Text.Json;

namespace Compliance.Tests.Cli;

public sealed class TouchedTests : IDisposable
{
    private static readonly string[] Question = ["touched", "acme", "--principal", "agent1", "--from", "2026-01-02T08:00:00Z", "--to", "2026-01-03T08:00:00Z"];

    private readonly TinyVendor _vendor = new();

    public TouchedTests() => _vendor.Log("ticket.read", "ticket.read", "ticket.delete");

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task The_numbers_go_to_stdout_and_the_list_to_the_file_alone()
    {
        var outcome = await _vendor.RunAsync([.. Question, "--out", "list.ndjson"]);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(
            """
            acme-bpo  who was touched by 1 principal
              window     2026-01-02T08:00:00Z to 2026-01-03T08:00:00Z
              accessed   1 record, 2026-01-02T08:00:00Z to 2026-01-02T08:00:00Z
                1  ticket
              rows       0 counted without being named
              denied     0 attempts
              reachable  at least 1 record, by the roles held in the window
                1  ticket
              list       202 bytes, sha256 SHA256

            NOT SEEN
              - 1 log without `expect` in vendor.yaml: nobody would notice a missing day
              - reachable is a lower bound: it counts only records that some event named with an action their roles allow

            """, outcome.Output.Replace(Digest("list.ndjson"), "SHA256", StringComparison.Ordinal));
        Assert.Equal("T-1", JsonElement.Parse(File.ReadAllText(Path.Combine(_vendor.Root, "list.ndjson"))).GetProperty("resource").GetString());
        Assert.DoesNotContain("T-1", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_json_the_digest_is_that_of_the_file()
    {
        var outcome = await _vendor.RunAsync([.. Question, "--out", "list.ndjson", "-o", "json"]);

        var numbers = JsonElement.Parse(outcome.Output);
        Assert.Equal((0, 1, 1), (outcome.ExitCode, numbers.GetProperty("accessed").GetInt32(), numbers.GetProperty("reachable").GetInt32()));
        Assert.Equal(Digest("list.ndjson"), numbers.GetProperty("list").GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task Missing_evidence_exits_4()
    {
        var outcome = await _vendor.RunAsync([.. Question, "--principal", "nobody"]);

        Assert.Equal(4, outcome.ExitCode);
        Assert.Contains("1 of 2 principals asked for is in no event of the logs", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("touched", "acme", "--from", "2026-01-02T08:00:00Z", "--to", "2026-01-03T08:00:00Z")]
    [InlineData("touched", "acme", "--principal", "agent1", "--to", "2026-01-03T08:00:00Z")]
    [InlineData("touched", "acme", "--principal", "agent1", "--from", "2026-01-03T08:00:00Z", "--to", "2026-01-03T08:00:00Z")]
    [InlineData("touched", "acme", "--principal", "agent1", "--from", "2026-01-02T08:00:00", "--to", "2026-01-03T08:00:00Z")]
    public async Task A_question_that_is_none_exits_2(params string[] arguments)
    {
        var outcome = await _vendor.RunAsync(arguments);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
    }

    [Fact]
    public async Task A_list_that_cannot_be_written_exits_1()
    {
        var outcome = await _vendor.RunAsync([.. Question, "--out", "no/such/folder/list"]);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith("compliance: --out: ", outcome.Error, StringComparison.Ordinal);
    }

    private string Digest(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_vendor.Root, file))));
}
