using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.Vendors;

public sealed class ScheduleTests
{
    private const string Vendor = """
        id: acme-bpo
        processingSites: [{ name: New York, zone: America/New_York }, { name: Manila, country: PH, zone: Asia/Manila }, Cebu]
        """;

    private const string People = """
        person,status,hired,left,site
        ana,active,2025-01-01,,new york
        ben,active,2025-01-01,2026-03-31,Manila
        ben,active,2026-05-01,,New York
        cyd,active,2025-01-01,,Cebu
        """;

    [Theory]
    [InlineData("ana", "2026-06-01T12:00:00Z")]
    [InlineData("ANA", "2026-06-01T12:00:00Z")]
    [InlineData("ben", "2026-06-01T12:00:00Z")]
    [InlineData("cyd", "2026-06-01T05:00:00Z")]
    [InlineData("nobody", "2026-06-01T05:00:00Z")]
    public void A_time_is_by_the_clock_of_the_site_else_of_the_model(string person, string start) =>
        Assert.Equal(At(start), Only($"{person},2026-06-01T08:00,2026-06-01T17:00,shift").Start);

    [Fact]
    public void Somebody_hired_again_at_another_site_has_two_clocks()
    {
        var rows = Read("ben,2026-03-02T08:00,2026-03-02T17:00,\nben,2026-06-01T08:00,2026-06-01T17:00,").Schedule!.ByPerson["ben"];

        Assert.Equal([At("2026-03-02T00:00:00Z"), At("2026-06-01T12:00:00Z")], rows.Select(row => row.Start));
    }

    [Theory]
    [InlineData("2026-06-01T08:00")]
    [InlineData("2026-06-01 08:00")]
    [InlineData("2026-06-01 08:00:00")]
    [InlineData("2026-06-01T12:00Z")]
    [InlineData("2026-06-01 20:00+08:00")]
    [InlineData("2026-06-01T20:00:00.000+08:00")]
    public void A_time_is_written_in_any_of_these_ways(string written) =>
        Assert.Equal(At("2026-06-01T12:00:00Z"), Only($"ana,{written},2026-06-01T17:00,").Start);

    [Fact]
    public void A_date_is_the_whole_day_and_24_00_is_its_end()
    {
        var leave = Only("ana,2026-06-01,2026-06-02,leave");
        Assert.Equal((At("2026-06-01T04:00:00Z"), At("2026-06-03T04:00:00Z")), (leave.Start, leave.End));
        Assert.Equal(At("2026-06-02T04:00:00Z"), Only("ana,2026-06-01T16:00,2026-06-01T24:00,").End);
    }

    [Fact]
    public void A_night_shift_over_the_clocks_put_forward_is_an_hour_shorter_and_over_those_put_back_an_hour_longer()
    {
        Assert.Equal(Duration.FromHours(7), Length(Only("ana,2026-03-07T22:00,2026-03-08T06:00,")));
        Assert.Equal(Duration.FromHours(9), Length(Only("ana,2026-10-31T22:00,2026-11-01T06:00,")));
    }

    [Fact]
    public void A_time_that_the_clock_leaves_out_is_read_an_hour_later_and_said()
    {
        var record = Read("ana,2026-03-08T02:30,2026-03-08T09:00,");

        Assert.Equal(At("2026-03-08T07:30:00Z"), Span(record).Start);
        Assert.Equal(["schedule.csv:2: `start` 2026-03-08T02:30:00 never happens in America/New_York: read as 2026-03-08T07:30:00Z"], record.ClockChanges);
    }

    [Fact]
    public void A_time_that_the_clock_shows_twice_is_read_in_favour_of_the_person_and_said()
    {
        var record = Read("ana,2026-11-01T01:30,2026-11-01T08:00,\nana,2026-10-31T20:00,2026-11-01T01:30,");

        Assert.Equal(At("2026-11-01T05:30:00Z"), record.Schedule!.ByPerson["ana"][1].Start);
        Assert.Equal(At("2026-11-01T06:30:00Z"), record.Schedule!.ByPerson["ana"][0].End);
        Assert.All(record.ClockChanges, said => Assert.Contains("2026-11-01T01:30:00 happens twice in America/New_York", said, StringComparison.Ordinal));
        Assert.Equal(2, record.ClockChanges.Count);
    }

    [Fact]
    public void However_many_times_a_clock_changes_a_few_are_said() =>
        Assert.Equal(20, Read(string.Join('\n', Enumerable.Repeat("ana,2026-03-08T02:30,2026-03-08T09:00,", 50))).ClockChanges.Count);

    [Fact]
    public void The_days_of_a_schedule_are_those_on_which_a_row_of_work_begins_at_its_site()
    {
        // 2026-06-02T03:00Z is still the first of June in New York.
        var schedule = Read("ana,2026-06-02T03:00Z,2026-06-02T11:00Z,\nben,2026-06-04T08:00,2026-06-04T17:00,overtime").Schedule!;

        Assert.Equal(new DateInterval(new(2026, 6, 1), new(2026, 6, 4)), schedule.Days);
    }

    [Fact]
    public void Leave_long_before_and_after_makes_no_day_one_of_the_schedule()
    {
        var schedule = Read("ana,2026-06-01T08:00,2026-06-01T17:00,\nana,2026-12-21,2026-12-31,vacation\nben,2026-01-05,2026-01-06,sick").Schedule!;

        Assert.Equal(new DateInterval(new(2026, 6, 1), new(2026, 6, 1)), schedule.Days);
    }

    [Fact]
    public void A_schedule_of_leave_alone_has_no_days_and_is_one()
    {
        var schedule = Read("ana,2026-12-21,2026-12-31,vacation").Schedule!;

        Assert.Null(schedule.Days);
        Assert.Single(schedule.ByPerson["ana"]);
    }

    [Theory]
    [InlineData("", ScheduledKind.Work)]
    [InlineData("Back-Office", ScheduledKind.Work)]
    [InlineData("LUNCH", ScheduledKind.Work)]
    [InlineData("OT", ScheduledKind.Overtime)]
    [InlineData("day_off", ScheduledKind.Absence)]
    [InlineData("Sick Leave", ScheduledKind.Absence)]
    public void Types_are_words_of_workforce_management(string type, ScheduledKind kind) =>
        Assert.Equal(kind, Only($"ana,2026-06-01T08:00,2026-06-01T17:00,{type}").Kind);

    [Theory]
    [InlineData("ana,2026-06-01T08:00,2026-06-01T08:00,", "schedule.csv:2:22: `end` is not after `start`: a night shift ends on the next date")]
    [InlineData("ana,2026-06-01T22:00,2026-06-01T06:00,", "schedule.csv:2:22: `end` is not after `start`: a night shift ends on the next date")]
    [InlineData("ana,2026-06-01T08:00,2026-07-01T17:00,", "schedule.csv:2:22: work of more than 24 hours: correct `start` or `end`, or write one row for each shift")]
    [InlineData("ana,06/01/2026 08:00,2026-06-01T17:00,", "schedule.csv:2:5: `start` is `06/01/2026 08:00`: expected a time such as")]
    [InlineData("ana,9999-12-31,2026-06-01T17:00,", "schedule.csv:2:5: `start` is `9999-12-31`: correct the year")]
    [InlineData("ana,,2026-06-01T17:00,", "schedule.csv:2:5: `start` is empty")]
    [InlineData(",2026-06-01T08:00,2026-06-01T17:00,", "schedule.csv:2:1: `person` is empty")]
    [InlineData("ana,2026-06-01T08:00,2026-06-01T17:00,yoga", "schedule.csv:2:39: `yoga` is not a known type")]
    public void What_cannot_be_meant_is_refused(string row, string problem) =>
        Assert.StartsWith(problem, Assert.Throws<InputException>(() => Read(row)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_schedule_without_rows_is_none() => Assert.Null(Read("").Schedule);

    [Fact]
    public void The_page_names_every_word_of_a_type()
    {
        var page = File.ReadAllText(Repository.At("src", "Compliance", "Vendors", "VENDOR-FOLDER.md"));
        Assert.All(ScheduleWords.All.Values.SelectMany(words => words), word => Assert.Contains($"`{word}`", page, StringComparison.Ordinal));
    }

    private static VendorRecord Read(string rows) =>
        VendorReader.Read(MemoryFolder.With(Vendor, "timezone: Africa/Cairo\nroles:\n  tier1: { allow: [] }\n", People)
            .Add("schedule.csv", "person,start,end,type\n" + rows));

    private static ScheduledSpan Only(string row) => Span(Read(row));

    private static ScheduledSpan Span(VendorRecord record) => Assert.Single(Assert.Single(record.Schedule!.ByPerson).Value);

    private static Duration Length(ScheduledSpan span) => span.End - span.Start;

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
