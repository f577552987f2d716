namespace Compliance.Tests.Cli;

public class UsageTests
{
    [Theory]
    [InlineData("", "Required command")]
    [InlineData("adit", "adit")]
    [InlineData("audit", "vendor-folder")]
    [InlineData("audit x --from 2026-03-01T00:00:00", "`2026-03-01T00:00:00` has no offset")]
    [InlineData("audit x --to 2026-03-01", "`2026-03-01` has no offset")]
    [InlineData("audit x --from yesterday", "`yesterday` is not an instant")]
    [InlineData("audit x --from 2026-03-02T00:00:00Z --to 2026-03-02T08:00:00+08:00", "--from must be before --to")]
    [InlineData("audit x --fail-on bad", "--fail-on: `bad` is not one of info, low, medium, high, critical")]
    [InlineData("audit x -o xml", "`xml` is not one of table, json, csv, sarif")]
    [InlineData("audit x -o xlsx", "`xlsx` is not one of table, json, csv, sarif, ocsf")]
    [InlineData("audit x --no-store --store Embedded=y", "--store and --no-store exclude each other")]
    [InlineData("audit x --colour", "--colour")]
    [InlineData("trail", "Required command")]
    [InlineData("trail show", "--vendor")]
    [InlineData("trail show --vendor ACME", "`ACME` is not a vendor id")]
    [InlineData("explain unauthorised-action", "there is no rule `unauthorised-action`: nearest is `unauthorized-action`; `compliance rules` lists all")]
    [InlineData("explain mfa", "nearest are `mfa-missing`")]
    [InlineData("explain zzzzzzzz", "there is no rule `zzzzzzzz`: none is like it; `compliance rules` lists all")]
    public async Task A_wrong_command_line_exits_2_and_says_what_is_wrong(string line, string said)
    {
        var outcome = await CommandLine.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
        Assert.All(outcome.Error.TrimEnd().Split('\n'), line => Assert.StartsWith("compliance: ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("audit /no/such/folder --no-store", "`/no/such/folder`")]
    [InlineData("events /no/such/file.ndjson", "/no/such/file.ndjson")]
    [InlineData("trail show --vendor acme-bpo --store Embedded=/no/such/file.db", "there is no store at `/no/such/file.db`")]
    [InlineData("trail show --vendor acme-bpo --store nonsense", "store")]
    public async Task What_is_not_there_exits_1_with_a_message_and_no_stack_trace(string line, string said)
    {
        var outcome = await CommandLine.RunAsync(line.Split(' '));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("defect", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("audit --help")]
    [InlineData("trail show --help")]
    public async Task Help_and_version_are_data(string line)
    {
        var outcome = await CommandLine.RunAsync(line.Split(' '));

        Assert.Equal(0, outcome.ExitCode);
        Assert.NotEmpty(outcome.Output);
        Assert.Empty(outcome.Error);
    }
}
