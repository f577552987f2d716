namespace Compliance.Tests.Cli;

public sealed class InitTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("init-").FullName;

    public InitTests()
    {
        Write("roster.csv", "Employee ID,Full Name,Work Email,Job Title,Site,Hire Date\nE1,Ann Lee,ann.lee@vendor.example,Agent,Manila,2025-01-01\nE2,Bob Ray,bob.ray@vendor.example,Agent,Manila,2025-01-01\n");
        Write("helpdesk.csv", "time,user,action\n" + string.Concat(Enumerable.Range(1, 28).Select(day =>
            $"2026-06-{day:D2}T02:00:00Z,ann.lee,signin\n2026-06-{day:D2}T02:01:00Z,ann.lee,ticket.read\n2026-06-{day:D2}T02:02:00Z,bob.ray@vendor.example,ticket.read\n2026-06-{day:D2}T02:03:00Z,desk3,ticket.read\n")));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_folder_as_received_becomes_one_that_can_be_checked_and_audited()
    {
        var init = await CommandLine.RunInAsync(_root, "init", "acme");

        Assert.Equal((0, ""), (init.ExitCode, init.Error));
        Assert.Contains("sure: its name says so, and 2 of 2 cells agree", init.Output, StringComparison.Ordinal);
        Assert.Contains("2 of 3 accounts to 2 of 2 people", init.Output, StringComparison.Ordinal);
        Assert.Contains("compliance check acme", init.Output, StringComparison.Ordinal);

        var check = await CommandLine.RunInAsync(_root, "check", "acme");
        Assert.Equal((4, ""), (check.ExitCode, check.Error));
        Assert.Contains("nobody has approved access.yaml", check.Output, StringComparison.Ordinal);
        Assert.Contains("desk3 (28 events)", check.Output, StringComparison.Ordinal);

        var audit = await CommandLine.RunInAsync(_root, "audit", "acme", "--no-store");
        Assert.Equal((3, ""), (audit.ExitCode, audit.Error));
        Assert.Contains("unknown-account", audit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_writes_the_same_and_keeps_what_was_edited()
    {
        await CommandLine.RunInAsync(_root, "init", "acme");
        File.AppendAllText(At("accounts.csv"), "desk3,E2,shared,,\n");
        var files = Directory.EnumerateFiles(At("")).ToDictionary(file => file, File.ReadAllText);

        var again = await CommandLine.RunInAsync(_root, "init", "acme");

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("accounts.csv   kept as you edited it; nothing new came since", again.Output, StringComparison.Ordinal);
        Assert.Contains("1 as accounts.csv says", again.Output, StringComparison.Ordinal);
        // Whose desk3 is was said by hand: it is joined now, and no more among those that are not.
        Assert.Equal(files.Keys.Order(), Directory.EnumerateFiles(At("")).Order());
        Assert.Equal("account,system,listed_as,events,last,could_be,why\n", File.ReadAllText(At("unjoined.csv")));
        Assert.Equal(files[At("people.csv")], File.ReadAllText(At("people.csv")));
    }

    [Fact]
    public async Task A_new_export_is_drafted_beside_what_was_edited()
    {
        await CommandLine.RunInAsync(_root, "init", "acme");
        File.AppendAllText(At("access.yaml"), "# read against annex 4\n");
        Write("roster-july.csv", "Employee ID,Full Name,Work Email,Job Title,Site,Hire Date\nE3,Mia Cruz,mia@vendor.example,Team Lead,Manila,2026-06-15\n");

        var again = await CommandLine.RunInAsync(_root, "init", "acme");

        Assert.EndsWith("# read against annex 4\n", File.ReadAllText(At("access.yaml")), StringComparison.Ordinal);
        Assert.Contains("team-lead", File.ReadAllText(At("access.yaml.draft")), StringComparison.Ordinal);
        Assert.Contains("what would be drafted now is access.yaml.draft", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--id", "No Vendor")]
    [InlineData("--timezone", "Manila")]
    [InlineData("--dates", "ymd")]
    public async Task An_option_that_cannot_be_meant_exits_2(params string[] option)
    {
        var outcome = await CommandLine.RunInAsync(_root, ["init", "acme", .. option]);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.False(File.Exists(At("vendor.yaml")));
    }

    [Fact]
    public async Task Dates_that_can_be_read_in_two_ways_are_left_out_until_somebody_says()
    {
        Write("roster.csv", "Employee ID,Full Name,Work Email,Job Title,Site,Hire Date\nE1,Ann Lee,ann.lee@vendor.example,Agent,Manila,03/04/2025\n");

        var unsure = await CommandLine.RunInAsync(_root, "init", "acme");
        Assert.Contains("run again with --dates dmy or --dates mdy", unsure.Output, StringComparison.Ordinal);
        Assert.Contains("E1,Ann Lee,active,,,", File.ReadAllText(At("people.csv")), StringComparison.Ordinal);

        await CommandLine.RunInAsync(_root, "init", "acme", "--dates", "dmy", "--id", "north", "--timezone", "Europe/Berlin");
        Assert.Contains("E1,Ann Lee,active,2025-04-03,", File.ReadAllText(At("people.csv")), StringComparison.Ordinal);
        Assert.Contains("id: north\n", File.ReadAllText(At("vendor.yaml")), StringComparison.Ordinal);
        Assert.Contains("timezone: Europe/Berlin", File.ReadAllText(At("access.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_exits_1()
    {
        var outcome = await CommandLine.RunInAsync(_root, "init", "nowhere");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("`nowhere` does not exist", outcome.Error, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_root, "acme", name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(At(""));
        File.WriteAllText(At(name), text);
    }
}
