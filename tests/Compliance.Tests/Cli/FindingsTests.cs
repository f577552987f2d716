using System.Globalization;
using System.Text.Json;

namespace Compliance.Tests.Cli;

public sealed class FindingsTests : IDisposable
{
    private static readonly string InHalfAYear = TimeProvider.System.GetUtcNow().AddDays(180).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private readonly TinyVendor _vendor = new();

    public FindingsTests()
    {
        _vendor.Write("vendor.yaml", "id: acme-bpo\nname: Acme BPO\nlogs:\n  - { path: \"logs/*.ndjson\", format: ocsf }\nsla: { remediation: { high: 7d } }\n");
        _vendor.Log("ticket.read", "ticket.delete", "ticket.merge");
    }

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task Of_a_vendor_without_an_audit_nothing_is_listed_or_decided()
    {
        await _vendor.RunAsync("audit", "acme");

        var listed = await _vendor.RunAsync("findings", "list", "--vendor", "acme-bp");
        var decided = await _vendor.RunAsync("findings", "decide", "--vendor", "acme-bp", "--rule", "unauthorized-action", "--status", "fixed", "--by", "d.osei");

        Assert.Equal((1, "", listed.Error), (listed.ExitCode, listed.Output, decided.Error));
        Assert.StartsWith("compliance: there is no audit of `acme-bp` in Embedded=", listed.Error, StringComparison.Ordinal);
        Assert.Contains("has no entries", (await _vendor.RunAsync("trail", "show", "--vendor", "acme-bp")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_decided_is_said_with_what_was_asked_for()
    {
        await _vendor.RunAsync("audit", "acme");

        var rule = await _vendor.RunAsync("findings", "decide", "--vendor", "acme-bpo", "--rule", "unauthorised-action", "--status", "fixed", "--by", "d.osei");
        var file = await _vendor.RunAsync("findings", "import", "replies.csv", "--vendor", "acme-bpo", "--by", "d.osei");

        Assert.Equal((1, "compliance: there is no rule `unauthorised-action`: nearest is `unauthorized-action`; name it in `rule` as findings have it\n"), (rule.ExitCode, rule.Error));
        Assert.Equal(1, file.ExitCode);
        Assert.EndsWith("replies.csv` is not there; expected a file\n", file.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_is_listed_assigned_and_shown_by_the_next_audit()
    {
        await _vendor.RunAsync("audit", "acme");
        var listed = await FindingsAsync();
        Assert.Equal(2, listed.Count);
        Assert.All(listed, finding => Assert.Equal(TimeSpan.FromDays(7), finding.GetProperty("due").GetDateTimeOffset() - finding.GetProperty("opened").GetDateTimeOffset()));
        var fingerprint = listed[0].GetProperty("fingerprint").GetString()!;
        var id = "F-" + fingerprint[..12];

        var decided = await DecideAsync("--finding", id, "--status", "assigned", "--owner", "bob", "--due", "2026-01-10T00:00:00Z");

        Assert.Equal((0, $"{id}  assigned; verdicts change with the next audit\n"), (decided.ExitCode, decided.Output));
        var table = await _vendor.RunAsync("findings", "list", "--vendor", "acme-bpo", "--overdue");
        Assert.Contains("1 findings, 1 overdue", table.Output, StringComparison.Ordinal);
        Assert.Contains("2026-01-10 !", table.Output, StringComparison.Ordinal);
        var audit = await _vendor.RunAsync("audit", "acme");
        Assert.Contains("due   2026-01-10T00:00:00Z, overdue", audit.Output, StringComparison.Ordinal);
        Assert.Contains("work  assigned, with bob, by d.osei on ", audit.Output, StringComparison.Ordinal);
        Assert.Contains("1 overdue", audit.Output, StringComparison.Ordinal);
        Assert.Equal(fingerprint, Assert.Single(await FindingsAsync("--status", "assigned")).GetProperty("fingerprint").GetString());
    }

    [Fact]
    public async Task A_rule_that_there_is_none_of_is_no_empty_list()
    {
        Assert.Equal(3, (await _vendor.RunAsync("audit", "acme")).ExitCode);
        var refused = await _vendor.RunAsync("findings", "list", "--vendor", "acme-bpo", "--rule", "unauthorised-action");
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("there is no rule `unauthorised-action`: nearest is `unauthorized-action`", refused.Error, StringComparison.Ordinal);
        Assert.NotEmpty(await FindingsAsync());
    }

    [Fact]
    public async Task A_decision_about_many_takes_the_failures_away_until_it_is_withdrawn()
    {
        Assert.Equal(3, (await _vendor.RunAsync("audit", "acme")).ExitCode);
        string[] risk = ["--status", "risk-accepted", "--owner", "lead", "--approved-by", "ciso", "--reason", "until the new desk", "--expires", InHalfAYear];

        foreach (var (says, about) in new (string, string[])[] { ("--all", []), ("there is no rule", ["--rule", "zelda left"]), ("say something", ["--rule", ""]) })
        {
            string[] where = about.Length == 0 ? ["--all"] : about;
            var refused = await DecideAsync([.. where, .. risk, "--control", "watched daily"]);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains(says == "--all" ? "every finding at once" : says, refused.Error, StringComparison.Ordinal);
        }
        var lacking = await DecideAsync(["--rule", "unauthorized-action", .. risk]);
        Assert.Equal(1, lacking.ExitCode);
        Assert.Contains("`control`", lacking.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await DecideAsync(["--rule", "unauthorized-action", .. risk, "--control", "watched daily"])).ExitCode);

        _vendor.Log("ticket.read", "ticket.delete", "ticket.merge", "ticket.close");
        var audit = await _vendor.RunAsync("audit", "acme", "-o", "json");
        var findings = JsonElement.Parse(audit.Output).GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("rule").GetString() == "unauthorized-action").ToList();
        Assert.Equal(3, findings.Count);
        Assert.All(findings, finding => Assert.Equal(("exempt", "watched daily"), (finding.GetProperty("verdict").GetString(), finding.GetProperty("exemption").GetProperty("control").GetString())));

        Assert.Equal(0, (await DecideAsync("--rule", "unauthorized-action", "--withdraw")).ExitCode);
        Assert.Equal(3, (await _vendor.RunAsync("audit", "acme")).ExitCode);
        Assert.Equal(1, (await DecideAsync("--role", "tier1", "--withdraw")).ExitCode);
    }

    [Fact]
    public async Task What_the_vendor_replied_is_taken_in_and_what_cannot_be_read_is_said()
    {
        await _vendor.RunAsync("audit", "acme");
        var id = "F-" + (await FindingsAsync())[0].GetProperty("fingerprint").GetString()![..12];
        await File.WriteAllTextAsync(Path.Combine(_vendor.Root, "replies.csv"), $"id,answer,reply,evidence\n{id},fixed,removed the permission,T-77\nF-000000000000,disputed,not ours,\n");

        var imported = await _vendor.RunAsync("findings", "import", "replies.csv", "--vendor", "acme-bpo", "--by", "vm");

        Assert.Equal((4, "2 rows: 1 replies taken in, 0 were there already, 1 refused\n  line 3  F-000000000000  the vendor has no such finding\n"), (imported.ExitCode, imported.Output));
        var work = Assert.Single(await FindingsAsync("--status", "fixed")).GetProperty("work");
        Assert.Equal(("removed the permission", "T-77"), (work.GetProperty("reply").GetString(), work.GetProperty("replyEvidence").GetString()));
        Assert.Equal(3, (await _vendor.RunAsync("audit", "acme")).ExitCode);
    }

    [Theory]
    [InlineData("--status", "fixed")]
    [InlineData("--finding", "F-000000000000", "--all", "--status", "fixed")]
    [InlineData("--all")]
    [InlineData("--all", "--status", "fixed", "--withdraw")]
    [InlineData("--all", "--status", "gone")]
    public async Task A_command_that_does_not_say_what_is_decided_about_what_is_refused(params string[] arguments) =>
        Assert.Equal(2, (await DecideAsync(arguments)).ExitCode);

    [Fact]
    public async Task A_finding_that_is_not_there_is_told()
    {
        await _vendor.RunAsync("audit", "acme");
        foreach (var (id, says) in new[] { ("F-000000000000", "has no finding"), ("nonsense", "is no finding's id") })
        {
            var refused = await DecideAsync("--finding", id, "--status", "fixed");
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains(says, refused.Error, StringComparison.Ordinal);
        }
    }

    private Task<CommandLine.Outcome> DecideAsync(params string[] arguments) =>
        _vendor.RunAsync(["findings", "decide", "--vendor", "acme-bpo", "--by", "d.osei", .. arguments]);

    private async Task<List<JsonElement>> FindingsAsync(params string[] arguments)
    {
        var listed = await _vendor.RunAsync(["findings", "list", "--vendor", "acme-bpo", "--rule", "unauthorized-action", "-o", "json", .. arguments]);
        Assert.Equal(0, listed.ExitCode);
        return [.. JsonElement.Parse(listed.Output).GetProperty("findings").EnumerateArray()];
    }
}
