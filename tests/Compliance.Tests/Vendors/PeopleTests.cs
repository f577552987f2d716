using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.Vendors;

public sealed class PeopleTests
{
    [Fact]
    public void Dates_are_days_in_the_model_s_timezone()
    {
        var row = Row("Asia/Manila", "2026-01-10,2026-03-20,2026-01-05,2026-06-30");

        Assert.Equal(At("2026-01-09T16:00:00Z"), row.Begins);
        // The day after, at noon: 2026-03-21T12:00+08:00.
        Assert.Equal(At("2026-03-21T04:00:00Z"), row.Ends);
        Assert.Equal(At("2026-01-04T16:00:00Z"), row.Cleared);
        // The start of the day after: 2026-07-01T00:00+08:00.
        Assert.Equal(At("2026-06-30T16:00:00Z"), row.TrainedUntil);
    }

    [Fact]
    public void Left_on_the_day_before_the_clocks_change_means_noon_by_the_new_clock()
    {
        // New York springs forward on 2026-03-08 and falls back on 2026-11-01.
        Assert.Equal(At("2026-03-08T16:00:00Z"), Row("America/New_York", "2026-01-01,2026-03-07,,").Ends);
        Assert.Equal(At("2026-11-01T17:00:00Z"), Row("America/New_York", "2026-01-01,2026-10-31,,").Ends);
    }

    [Fact]
    public void Training_lasts_through_a_day_of_25_hours() =>
        Assert.Equal(At("2026-11-02T05:00:00Z"), Row("America/New_York", ",,,2026-11-01").TrainedUntil);

    [Fact]
    public void A_day_without_midnight_begins_when_the_clock_resumes()
    {
        // Santiago skipped 2025-09-07T00:00 to 01:00 (UTC-4 to UTC-3).
        Assert.Equal(At("2025-09-07T04:00:00Z"), Row("America/Santiago", "2025-09-07,,,").Begins);
    }

    [Fact]
    public void A_day_with_two_midnights_begins_at_the_first()
    {
        // Havana fell back from 01:00 to 00:00 on 2025-11-02 (UTC-4 to UTC-5).
        Assert.Equal(At("2025-11-02T04:00:00Z"), Row("America/Havana", "2025-11-02,,,").Begins);
    }

    [Fact]
    public void A_day_that_never_was_begins_with_the_next()
    {
        // Samoa crossed the date line: 2011-12-30 is missing; the 31st began at 2011-12-30T10:00Z.
        Assert.Equal(At("2011-12-30T10:00:00Z"), Row("Pacific/Apia", "2011-12-30,,,").Begins);
        Assert.Equal(At("2011-12-30T10:00:00Z"), Row("Pacific/Apia", ",,,2011-12-29").TrainedUntil);
    }

    [Fact]
    public void Instants_with_an_offset_stand_as_they_are()
    {
        var row = Row("Asia/Manila", "2026-01-10T06:00:00+08:00,2026-03-20T23:30:00+08:00,2026-01-05T00:00:00Z,2026-06-30T12:00:00.5Z");

        Assert.Equal(At("2026-01-09T22:00:00Z"), row.Begins);
        Assert.Equal(At("2026-03-20T15:30:00Z"), row.Ends);
        Assert.Equal(At("2026-01-05T00:00:00Z"), row.Cleared);
        Assert.Equal(At("2026-06-30T12:00:00.5Z"), row.TrainedUntil);
    }

    [Fact]
    public void Empty_cells_are_absent()
    {
        var row = Row("Asia/Manila", ", ,,");

        Assert.Equal((null, null, null, null), (row.Begins, row.Ends, row.Cleared, row.TrainedUntil));
    }

    [Fact]
    public void The_end_of_time_as_exports_write_it_leaves_room_to_count_on()
    {
        var row = Row("Pacific/Apia", "2026-01-10,9999-12-31,,9999-12-31T23:59:59-11:00");

        Assert.Equal(9999, row.Ends!.Value.InUtc().Year);
        Assert.Equal(9999, (row.TrainedUntil!.Value + Duration.FromDays(300)).InUtc().Year);
    }

    [Fact]
    public void A_person_s_rows_are_periods_of_employment_ordered_by_their_beginning()
    {
        var people = Read("""
            person,status,hired,left
            ana,active,2026-05-01,
            ANA,terminated,2025-01-01,2025-12-31
            ana,active,,
            ben,active,2026-01-01,
            """);

        Assert.Equal(["ana", "ben"], people.ByName.Values.Select(person => person.Name));
        var ana = people.ByName["Ana"];
        Assert.Equal([4, 3, 2], ana.Employments.Select(row => row.Line));
        Assert.Equal(3, ana.InForce(At("2025-06-01T00:00:00Z")).Line);
        Assert.Equal(4, ana.InForce(At("2024-06-01T00:00:00Z")).Line);
    }

    [Fact]
    public void Columns_come_in_any_order_and_case_beside_columns_nobody_knows()
    {
        var people = Read("STATUS,Shoe Size, Person ,Hired\nleave,44,ana,2026-01-01\n");

        var row = Assert.Single(people.ByName["ana"].Employments);
        Assert.True(row.OnLeave);
        Assert.NotNull(row.Begins);
        Assert.False(people.HasBackgroundCheck);
        Assert.False(people.HasTraining);
    }

    [Fact]
    public void Empty_lines_are_passed_over_and_cells_in_quotes_may_break_lines()
    {
        var people = Read("person,name,status\r\n\r\n\"ana\",\"Cruz,\r\n\"\"Ana\"\"\",active\r\n,,\r\nben,,active\r\n");

        Assert.Equal((3, 6), (people.ByName["ana"].Employments[0].Line, people.ByName["ben"].Employments[0].Line));
    }

    [Fact]
    public void A_file_of_a_header_alone_holds_nobody() => Assert.Empty(Read("person,status").ByName);

    [Theory]
    [InlineData("", "1:1: the column `person` is missing")]
    [InlineData("person,name\nana,\n", "1:1: the column `status` is missing")]
    [InlineData("person;status\nana;active\n", "1:1: the column `person` is missing")]
    [InlineData("person,status,Person\nana,active,ana\n", "1:1: the column `Person` is there twice: remove one")]
    [InlineData("person,status\n,active\n", "2:1: `person` is empty: fill it in, or remove the row")]
    [InlineData("person,status\nana,\n", "2:5: `status` is empty")]
    [InlineData("person,status\nana\n", "2:1: 1 cells where the header has 2")]
    [InlineData("person,status\nCruz, Ana,active\n", "2:1: 3 cells where the header has 2: put a cell that holds a comma in quotes")]
    [InlineData("person,status\nana \"x\",active\n", "2:1: a quote stands inside a cell")]
    [InlineData("person,status\n\"ana\"x,active\n", "2:1: text follows a closing quote")]
    [InlineData("person,status\nben,active\n\"ana,active\n", "3:1: a quote is opened and never closed: close it")]
    [InlineData("person,status,hired\n\"a,\nb\",active,1/2/2026\n", "3:11: `hired` is `1/2/2026`: expected a date such as 2026-01-31, or an instant")]
    [InlineData("person,status,hired\nñaña,active,2026-02-30\n", "2:13: `hired` is `2026-02-30`")]
    [InlineData("person,status,left\nana,active,2026-01-31T08:00:00\n", "2:12: `left` is `2026-01-31T08:00:00`")]
    [InlineData("person,status,background_check\nana,active,yes\n", "2:12: `background_check` is `yes`")]
    [InlineData("person,status,training_expires\nana,active,never\n", "2:12: `training_expires` is `never`")]
    [InlineData("person,status,hired,left\nana,active,2026-02-01,2026-01-01\n", "2:23: `left` is before `hired`: correct one of them")]
    public void What_cannot_be_read_is_refused_with_its_place(string people, string problem)
    {
        var message = RefusalTests.Refusal(MemoryFolder.With(people: people));

        Assert.StartsWith("people.csv:" + problem, message, StringComparison.Ordinal);
    }

    private static Employment Row(string zone, string dates)
    {
        var folder = MemoryFolder.With(
            access: $"timezone: {zone}\nroles: {{}}\n",
            people: $"person,status,hired,left,background_check,training_expires\nana,active,{dates}\n");
        return Assert.Single(VendorReader.Read(folder).People!.ByName["ana"].Employments);
    }

    private static People Read(string people) => VendorReader.Read(MemoryFolder.With(people: people)).People!;

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
