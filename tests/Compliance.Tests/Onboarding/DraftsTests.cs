using Compliance.Evidence;
using Compliance.Onboarding;
using Compliance.Vendors;

namespace Compliance.Tests.Onboarding;

public sealed class DraftsTests : IDisposable
{
    private static readonly NodaTime.Instant Now = NodaTime.Instant.FromUtc(2026, 6, 30, 0, 0);

    private readonly string _root = Directory.CreateTempSubdirectory("drafts-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_second_run_changes_nothing()
    {
        Write(("vendor.yaml", "id: acme\n"), ("people.csv", "person,status\n"));
        var before = Snapshot();

        Assert.All(Write(("vendor.yaml", "id: acme\n"), ("people.csv", "person,status\n")).Values, outcome => Assert.Equal(DraftOutcome.Unchanged, outcome));
        Assert.Equal(before, Snapshot());
    }

    [Theory]
    [InlineData("vendor.yaml")]
    [InlineData("people.csv")]
    public void What_nobody_edited_is_drafted_anew(string name)
    {
        Write((name, "old: 1\n"));

        Assert.Equal(DraftOutcome.Renewed, Write((name, "new: 1\n"))[name]);
        Assert.EndsWith("new: 1\n", Text(name), StringComparison.Ordinal);
        Assert.False(File.Exists(At(name + ".draft")));
    }

    [Theory]
    [InlineData("vendor.yaml")]
    [InlineData("people.csv")]
    public void What_a_person_edited_is_kept_and_the_new_draft_lies_beside_it(string name)
    {
        Write((name, "old: 1\n"));
        File.AppendAllText(At(name), "mine: 2\n");

        Assert.Equal(DraftOutcome.Beside, Write((name, "new: 1\n"))[name]);
        Assert.EndsWith("old: 1\nmine: 2\n", Text(name), StringComparison.Ordinal);
        Assert.EndsWith("new: 1\n", Text(name + ".draft"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vendor.yaml")]
    [InlineData("people.csv")]
    public void Where_nothing_new_came_since_an_edit_no_draft_lies_beside_it(string name)
    {
        Write((name, "old: 1\n"));
        File.AppendAllText(At(name), "mine: 2\n");

        Assert.Equal(DraftOutcome.Kept, Write((name, "old: 1\n"))[name]);
        Assert.False(File.Exists(At(name + ".draft")));
    }

    [Fact]
    public void What_was_said_of_a_folder_holds_when_it_is_drafted_again_until_something_else_is_said()
    {
        File.WriteAllText(At("roster.csv"), "Employee ID,Name,Job Title,Hire Date\nE1,Ann Lee,Agent,03/04/2025\n");
        var cebu = NodaTime.DateTimeZoneProviders.Tzdb["Asia/Manila"];

        var first = Init(new DraftOptions { Now = Now, Id = VendorId.Parse("acme-bpo"), Timezone = cebu, DayOrder = DayOrder.DayFirst });
        var second = Init(new DraftOptions { Now = Now });

        Assert.Equal(first.Files, second.Files);
        Assert.Contains("id: acme-bpo\n", second.Files["vendor.yaml"], StringComparison.Ordinal);
        Assert.Contains("timezone: Asia/Manila ", second.Files["access.yaml"], StringComparison.Ordinal);
        Assert.Contains(",2025-04-03,", second.Files["people.csv"], StringComparison.Ordinal);
        Assert.Contains(",2025-03-04,", Init(new DraftOptions { Now = Now, DayOrder = DayOrder.MonthFirst }).Files["people.csv"], StringComparison.Ordinal);
        Assert.Equal(1, Init(new DraftOptions { Now = Now, DayOrder = DayOrder.Unknown }).Roster.Sheets[0].UnclearDates);
        Assert.Equal(1, Init(new DraftOptions { Now = Now }).Roster.Sheets[0].UnclearDates);
    }

    [Fact]
    public void What_a_person_wrote_before_the_first_draft_is_kept()
    {
        File.WriteAllText(At("vendor.yaml"), "id: mine\n");

        Assert.Equal(DraftOutcome.Beside, Write(("vendor.yaml", "id: acme\n"))["vendor.yaml"]);
        Assert.Equal("id: mine\n", Text("vendor.yaml"));
    }

    [Fact]
    public void A_draft_beside_that_a_person_edited_is_kept_too()
    {
        File.WriteAllText(At("people.csv"), "mine\n");
        Write(("people.csv", "one\n"));
        File.AppendAllText(At("people.csv.draft"), "edited\n");

        Write(("people.csv", "two\n"));

        Assert.Equal("one\nedited\n", Text("people.csv.draft"));
    }

    [Fact]
    public void A_draft_beside_that_is_no_longer_needed_goes()
    {
        File.WriteAllText(At("people.csv"), "mine\n");
        Write(("people.csv", "one\n"));
        File.WriteAllText(At("people.csv"), "one\n");

        Assert.Equal(DraftOutcome.Unchanged, Write(("people.csv", "one\n"))["people.csv"]);
        Assert.False(File.Exists(At("people.csv.draft")));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"drafted\":[1]}")]
    public void Where_the_memory_is_lost_every_table_is_a_persons(string memory)
    {
        Write(("people.csv", "one\n"));
        File.WriteAllText(At(".init.json"), memory);

        Assert.Equal(DraftOutcome.Beside, Write(("people.csv", "two\n"))["people.csv"]);
        Assert.Equal("one\n", Text("people.csv"));
    }

    [Fact]
    public void The_first_line_of_yaml_is_a_comment_with_the_digest_of_the_rest()
    {
        Write(("vendor.yaml", "id: acme\n"));

        var lines = Text("vendor.yaml").Split('\n', 2);
        Assert.StartsWith("# drafted by compliance init", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(DraftMemory.Digest(lines[1]), lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_a_person_has_stays_as_it_is()
    {
        File.WriteAllText(At("people.csv.part"), "mine\n");

        Write(("people.csv", "one\n"));

        Assert.Equal(("one\n", "mine\n"), (Text("people.csv"), Text("people.csv.part")));
        Assert.Equal([".init.json", "export.csv", "people.csv", "people.csv.part"], Directory.EnumerateFiles(_root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private IReadOnlyDictionary<string, DraftOutcome> Write(params (string Name, string Text)[] files)
    {
        // A folder that is to be drafted holds something already.
        File.WriteAllText(At("export.csv"), "x\n");
        return Drafts.Write(_root, files.ToDictionary(file => file.Name, file => file.Text));
    }

    private FirstDraft Init(DraftOptions options)
    {
        var draft = FirstDraft.Of(new DiskFolder(_root), options, null, CancellationToken.None);
        Drafts.Write(_root, draft.Files, draft.Given);
        return draft;
    }

    private string At(string name) => Path.Combine(_root, name);

    private string Text(string name) => File.ReadAllText(At(name));

    private SortedDictionary<string, string> Snapshot() => new(Directory.EnumerateFiles(_root).ToDictionary(file => file, file => $"{File.ReadAllText(file)}"));
}
