using Compliance.Evidence;
using Compliance.Samples.Northwind;
using Compliance.Tests.Evidence;
using NodaTime;

namespace Compliance.Tests.Samples;

public sealed class NorthwindVoiceTests
{
    private static readonly SampleFolder Committed = SampleFolder.Committed("northwind-voice");
    private static readonly DateTimeZone Lisbon = DateTimeZoneProviders.Tzdb["Europe/Lisbon"];

    private static readonly Lazy<ReadResult> Read = new(() =>
    {
        var folder = new MemoryFolder();
        foreach (var file in Committed.Files.Where(IsLog)) folder[$"logs/{file}"] = File.ReadAllBytes(Path.Combine(Committed.Path, file));
        return LogText.Read(folder, []);
    });

    [Fact]
    public void The_committed_sample_is_what_the_generator_makes()
    {
        using var made = new TemporaryFolder();
        NorthwindVoice.Write(made.Path);

        Committed.AssertSame(new(made.Path));
    }

    [Fact]
    public void It_has_not_one_file_of_ours() => Assert.DoesNotContain(Committed.Files, file => file.EndsWith(".yaml", StringComparison.Ordinal) || file is "people.csv" or "accounts.csv" || file.Contains('/', StringComparison.Ordinal));

    [Fact]
    public void Its_logs_are_known_without_being_named_and_read_without_a_loss()
    {
        Assert.Equal(["okta", "salesforce", "salesforce", "salesforce", "zendesk"], Read.Value.Summaries.Select(source => source.Format));
        Assert.Empty(Read.Value.Rejected);
        foreach (var source in Read.Value.Summaries)
            Assert.Contains(Committed.Story, cells => cells[1] == $"`{source.Source["logs/".Length..]}`" && cells[3] == source.Records.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Every_day_is_covered_but_the_one_that_Okta_lacks()
    {
        var days = Enumerable.Range(0, 42).Select(new LocalDate(2026, 5, 20).PlusDays).ToList();
        Assert.Equal(days, DaysOf("zendesk"));
        Assert.Equal(days.Where(day => day != new LocalDate(2026, 6, 17)), DaysOf("okta"));
    }

    [Fact]
    public void The_story_tells_what_the_logs_show()
    {
        Assert.Equal(6, From("19480008045704", new LocalDate(2026, 6, 6)));
        Assert.Contains("6 requests on 9 and 11 June", Planted(8)[4], StringComparison.Ordinal);
        var reused = Events("zendesk").Where(copy => copy.Account == "19480008069461").ToLookup(copy => Day(copy) < new LocalDate(2026, 6, 8));
        Assert.Contains($"{reused[true].Count()} requests were his, {reused[false].Count()} hers", Planted(9)[4], StringComparison.Ordinal);
        Assert.Equal(25, Events("zendesk").Count(copy => copy is { Action: "tickets.show_many.read", Records: 100 }));
        Assert.Single(Events("salesforce"), copy => copy.Action == "ReportExport");
        Assert.Equal(3, Events("zendesk").Count(copy => copy.Account == "19371000000003"));
        Assert.True(Events("okta").Where(copy => copy.Ip == "192.0.2.200").Select(copy => copy.Account).Distinct().Count() >= 5);
        var twice = Events("zendesk").GroupBy(copy => copy.Id).Where(same => same.Count() == 2).ToList();
        Assert.Equal(41, twice.Count);
        Assert.All(twice, same => Assert.Equal(same.First() with { Record = 0 }, same.Last() with { Record = 0 }));
    }

    [Fact]
    public void The_last_night_of_a_leaver_ends_on_the_next_morning()
    {
        var last = Events("zendesk").Where(copy => copy.Account == "19480008109056").Max(copy => copy.Time.InZone(Lisbon).LocalDateTime);
        Assert.Equal(new LocalDate(2026, 6, 13), last.Date);
        Assert.InRange(last.TimeOfDay, new LocalTime(0, 0), new LocalTime(6, 30));
    }

    [Fact]
    public void Ids_of_Salesforce_meet_in_both_lengths()
    {
        var listed = File.ReadLines(Path.Combine(Committed.Path, "salesforce-users.csv")).Skip(1).Select(line => line.Split(',')[0].Trim('"')).ToHashSet();
        var seen = Events("salesforce").Where(copy => copy.Action != "signin").Select(copy => copy.Account).Distinct().ToList();
        Assert.NotEmpty(seen);
        Assert.All(seen, account => Assert.Contains(account, listed));
    }

    [Fact]
    public void Someone_signs_in_on_two_continents()
    {
        var signIns = Events("okta").Where(copy => copy is { Account: "bruno.dias@northwind-voice.example", Action: "signin" }).OrderBy(copy => copy.Time).ToList();
        var abroad = signIns.FindIndex(copy => copy.Country == "Brazil");
        Assert.Equal("Portugal", signIns[abroad - 1].Country);
        Assert.Equal(Duration.FromMinutes(88), Duration.FromMinutes(Math.Round((signIns[abroad].Time - signIns[abroad - 1].Time).TotalMinutes)));
    }

    [Fact]
    public void Another_seed_makes_other_logs_and_the_same_story()
    {
        using var made = new TemporaryFolder();
        NorthwindVoice.Write(made.Path, 7);
        Assert.NotEqual(new SampleFolder(made.Path).Content("zendesk-access-logs.json.gz"), Committed.Content("zendesk-access-logs.json.gz"));
        Assert.Equal(Committed.Story.Select(cells => cells[1]), new SampleFolder(made.Path).Story.Select(cells => cells[1]));
    }

    private static IEnumerable<Compliance.Events.EventCopy> Events(string format) => Read.Value.Events.Where(copy => Read.Value.Sources[copy.Source].Format == format);

    private static List<LocalDate> DaysOf(string format) => [.. Events(format).Select(Day).Distinct().Order()];

    private static LocalDate Day(Compliance.Events.EventCopy copy) => copy.Time.InZone(Lisbon).Date;

    private static int From(string account, LocalDate day) => Events("zendesk").Count(copy => copy.Account == account && Day(copy) >= day);

    private static string[] Planted(int number) => Assert.Single(Committed.Story, cells => cells[1] == number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static bool IsLog(string file) => file.Contains("log", StringComparison.OrdinalIgnoreCase) && !file.EndsWith(".md", StringComparison.Ordinal);
}
