using System.Diagnostics;
using Compliance.Events;
using Compliance.Judging;
using Compliance.Rules.Conditions;
using Compliance.Tests.SecondReading;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Judging;

/// <summary>A schedule and announcements of years: what an event costs does not grow with the rows of its person.</summary>
public sealed class ManyRowsTests
{
    private const int Rows = 200_000;
    private static readonly Instant Begin = Instant.FromUtc(2020, 1, 1, 0, 0);
    private static readonly Duration Bound = Duration.FromSeconds(12);

    [Fact]
    public void Merged_stretches_contain_what_one_of_them_contains()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var dice = new Dice(seed);
            var stretches = Enumerable.Range(0, dice.Between(0, 8)).Select(_ => (From: (long)dice.Between(0, 30), Until: (long)dice.Between(0, 30))).ToList();
            var merged = Stretches.Of(stretches);
            for (var time = -1; time <= 31; time++)
                Assert.Equal(stretches.Exists(one => one.From <= time && time < one.Until), merged.Contain(time));
        }
    }

    [Theory]
    [InlineData(ScheduledKind.Absence)]
    [InlineData(ScheduledKind.Work)]
    public void As_many_rows_of_a_schedule_as_events_are_judged_at_once(ScheduledKind kind)
    {
        // Work all on one day, leave each on a day of its own.
        var apart = kind == ScheduledKind.Absence ? Duration.FromMinutes(10) : Duration.FromTicks(1);
        var rows = Enumerable.Range(0, Rows).Select(i => new ScheduledSpan(Begin + i * apart, Begin + i * apart + Duration.FromMinutes(5), kind, i + 2)).ToList();
        var record = Record([]) with { Schedule = new ShiftSchedule { ByPerson = new Dictionary<string, IReadOnlyList<ScheduledSpan>> { ["ana"] = rows }, Days = null } };
        var scheduled = new ScheduledTimes(record.Schedule!, record);
        scheduled.Begin(new AuditTables(record).Subjects.Find("ana"));

        AtOnce(() =>
        {
            foreach (var row in rows) Assert.Equal(kind == ScheduledKind.Work, scheduled.IsOn(Ticks.From(row.Start)));
        });
    }

    [Theory]
    [InlineData("ana", null)]
    [InlineData("ben", null)]
    [InlineData(null, "tier1")]
    public void As_many_announcements_as_events_are_asked_at_once(string? person, string? role)
    {
        var changes = Enumerable.Range(0, Rows).Select(i =>
            new AnnouncedChange(person, role, new Pattern("ticket.*"), Begin + Duration.FromMinutes(10 * i), Begin + Duration.FromMinutes(10 * i + 5), "CHG-1", i + 2)).ToList();
        var record = Record(changes);
        var tables = new AuditTables(record);
        using var texts = new TextSpill(null);
        using var passes = new EventPasses(tables, new RowText(tables, texts), 1 << 16, null, 0);
        var announced = new Announcements(record, tables, passes);
        var ana = tables.Subjects.Find("ana")!;
        var action = tables.Actions.Get("ticket.read"u8);
        var time = Ticks.From(Begin);
        var grant = tables.Grants.Decide(ana, ana.HeldAt(time), action, default, time, out _);

        AtOnce(() =>
        {
            foreach (var change in changes)
            {
                var row = new EventRow { Principal = PrincipalKey.Known(ana.Index), Time = Ticks.From(change.From), Action = action.Key, Traits = EventTraits.InScope | EventTraits.Succeeded };
                Assert.Equal(person != "ben", announced.Cover(new Compliance.Judging.JudgedEvent(row, grant, ana, inWindow: true)));
            }
        });
    }

    private static void AtOnce(Action judge)
    {
        var started = Stopwatch.GetTimestamp();
        judge();
        Assert.True(Stopwatch.GetElapsedTime(started) < Bound.ToTimeSpan(), $"{Rows} rows and as many events took {Stopwatch.GetElapsedTime(started)}, expected less than {Bound}");
    }

    private static VendorRecord Record(IReadOnlyList<AnnouncedChange> changes)
    {
        var role = new Role { Name = "tier1", Index = 0, Allow = [new([new("ticket.*")], [new("*")], Compliance.Vendors.Conditions.None, 3)] };
        return new VendorRecord(
            new Vendor { Id = VendorId.Parse("acme-bpo"), Name = "Acme" },
            new AccessModel
            {
                Timezone = DateTimeZone.Utc,
                Roles = [role],
                Assignments = [new("ana", role, Instant.FromUtc(2019, 1, 1, 0, 0), null, 10), new("ben", role, Instant.FromUtc(2019, 1, 1, 0, 0), null, 11)],
                Sha256 = "",
            }, null, [])
        { Changes = changes };
    }
}
