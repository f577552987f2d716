using Compliance.Incidents;
using Compliance.Regimes;
using NodaTime;

namespace Compliance.Tests.Playbooks;

/// <summary>Of each clock of the law: who is reminded when, and of what no more.</summary>
public sealed class ReminderTests
{
    private static readonly Duration Hour = Duration.FromHours(1);

    [Fact]
    public void A_clock_reminds_at_each_part_of_its_time_and_alarms_at_its_end()
    {
        var @case = Case.Clocked(new TestRule("authority.72h", "authority", 72));

        Assert.Equal([("legal", "reminder", 50), ("operator", "reminder", 50)], Clock(@case.At(Hour * 36)));
        Assert.Equal([("legal", "reminder", 75), ("operator", "reminder", 75)], Clock(@case.At(Hour * 54)));
        Assert.Equal([("legal", "reminder", 90), ("operator", "reminder", 90)], Clock(@case.At(Hour * 65)));
        Assert.Empty(Clock(@case.At(Hour * 72 - Duration.FromMinutes(1))));
        Assert.Equal([("operator", "overdue", null), ("legal", "overdue", null), ("security", "overdue", null)], Clock(@case.At(Hour * 72)));
        Assert.Empty(Clock(@case.At(Hour * 500)));
        Assert.Single(@case.Records.OfType<Overdue>());
        Assert.All(@case.Records.OfType<DeliveryQueued>().Where(queued => queued.Purpose == "reminder"), queued => Assert.Equal(Case.Detected + Hour * 72, queued.NotAfter));
    }

    [Fact]
    public void After_an_outage_all_thresholds_are_recorded_and_only_the_highest_is_sent()
    {
        var @case = Case.Clocked(new TestRule("authority.72h", "authority", 72));

        var records = @case.At(Hour * 60);

        Assert.Equal([50, 75], records.OfType<Reminded>().Where(record => record.Clock == "authority.72h").Select(record => record.Percent));
        Assert.Equal([("legal", "reminder", 75), ("operator", "reminder", 75)], Clock(records));
    }

    [Fact]
    public void After_a_long_outage_what_is_overdue_is_sent_alone()
    {
        var @case = Case.Clocked(new TestRule("authority.72h", "authority", 72));

        var records = @case.At(Hour * 80);

        Assert.Equal([50, 75, 90], records.OfType<Reminded>().Where(record => record.Clock == "authority.72h").Select(record => record.Percent));
        Assert.Equal(["overdue"], Clock(records).Select(sent => sent.Purpose).Distinct());
    }

    [Fact]
    public void A_report_that_was_submitted_stops_its_clock()
    {
        var @case = Case.Clocked(new TestRule("authority.72h", "authority", 72));
        @case.Record(FactNames.Submission("authority.72h"), @case.Now, evidence: "receipt");

        Assert.Empty(Clock(@case.At(Hour * 80)));
        Assert.DoesNotContain(@case.Records, record => record is Overdue);
    }

    [Fact]
    public void A_corrected_fact_moves_the_limit_and_reminds_anew()
    {
        var @case = Case.Clocked(new TestRule("authority.72h", "authority", 72));
        @case.At(Hour * 36);
        var awareness = @case.Incident.Earliest(FactNames.Awareness)!.Number;

        @case.Record(FactNames.Awareness, Case.Detected - Hour * 12, corrects: awareness);

        Assert.Equal([("legal", "reminder", 50), ("operator", "reminder", 50)], Clock(@case.Advance()));
        Assert.Equal([Case.Detected + Hour * 72, Case.Detected + Hour * 60], @case.Records.OfType<Reminded>().Where(record => record.Clock == "authority.72h").Select(record => record.Due));
    }

    [Fact]
    public void An_unconfirmed_rule_reminds_only_after_a_person_enabled_it()
    {
        var @case = Case.Clocked(new TestRule("doubtful.24h", "authority", 24) { Unconfirmed = true });
        Assert.Empty(Clock(@case.At(Hour * 13)));

        @case.Add(new RuleEnabled { At = @case.Now, By = "l.marsh", Rule = "doubtful.24h", Reason = "counsel says so" });

        Assert.NotEmpty(Clock(@case.Advance()));
    }

    [Theory]
    [InlineData(Applies.No)]
    [InlineData(Applies.CannotTell)]
    public void A_rule_that_may_not_apply_neither_reminds_nor_is_drafted(Applies applies)
    {
        var @case = Case.AtNotices(new TestRule("authority.72h", "authority", 72) { Applies = applies });

        Assert.Empty(Clock(@case.At(Hour * 100)));
        Assert.Empty(@case.Incident.Notices);
    }

    [Fact]
    public void A_hold_of_law_enforcement_silences_what_goes_to_persons_and_nothing_else()
    {
        var @case = Case.Clocked(new TestRule("authority.72h", "authority", 72), new TestRule("persons.72h", "individuals", 72));
        @case.Record(new Fact { Name = FactNames.LawEnforcementHold, At = @case.Now.WithOffset(Offset.Zero), Until = (Case.Detected + Hour * 60).WithOffset(Offset.Zero), Authority = "police" });

        Assert.Equal(["authority.72h"], @case.At(Hour * 40).OfType<Reminded>().Select(record => record.Clock).Where(clock => clock.EndsWith("72h", StringComparison.Ordinal)));
        Assert.True(@case.Ask().Next <= Case.Detected + Hour * 60);
        Assert.Contains(@case.At(Hour * 60), record => record is DeliveryQueued { About: "persons.72h", Percent: 75 });
    }

    private static IEnumerable<(string To, string Purpose, int? Percent)> Clock(IEnumerable<IncidentRecord> records) =>
        Case.Sent(records).Where(queued => queued.Purpose is "reminder" or "overdue").Select(queued => (queued.To, queued.Purpose, queued.Percent));
}
