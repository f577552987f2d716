using Compliance.Incidents;
using Compliance.Regimes;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Incidents;

public class LedgerTests
{
    [Fact]
    public void Any_records_in_any_order_fold_and_no_fact_is_lost() =>
        Prop.ForAll(Cases.Records.ListOf().ToArbitrary(), records =>
        {
            var incident = Cases.Of(records);
            var facts = records.OfType<FactRecorded>().Select(record => record.Fact);
            return incident.Facts.Select(fact => fact.Fact).SequenceEqual(facts)
                && incident.Facts.Count(fact => fact.Counts) == incident.Effective.Count
                && incident.Facts.Where(fact => !fact.Counts).All(fact => incident.Facts.Any(other => other.Number == fact.CorrectedBy && other.Fact.Corrects == fact.Number));
        }).Check(Tried.Times());

    [Fact]
    public void The_order_in_which_facts_are_recorded_changes_no_clock_and_no_number() =>
        Prop.ForAll(Cases.Facts.Select(fact => fact with { Corrects = null }).ListOf().ToArbitrary(), facts =>
        {
            var (forward, backward) = (Ledger(facts), Ledger(Enumerable.Reverse(facts)));
            return Sorted(forward).SequenceEqual(Sorted(backward))
                && forward.Affected("DE") == backward.Affected("DE")
                && forward.Awareness == backward.Awareness
                && forward.Contradictions.Select(found => found.Kind).Order().SequenceEqual(backward.Contradictions.Select(found => found.Kind).Order());
        }).Check(Tried.Times());

    [Fact]
    public void Two_recorders_who_interleave_leave_the_same_clocks_as_one_after_the_other() =>
        Prop.ForAll(Cases.Facts.Select(fact => fact with { Corrects = null }).ListOf().ToArbitrary(), facts =>
        {
            var apart = facts.Where((_, i) => i % 2 == 0).Concat(facts.Where((_, i) => i % 2 == 1));
            return Sorted(Ledger(facts)).SequenceEqual(Sorted(Ledger(apart)));
        }).Check(Tried.Times());

    [Fact]
    public void A_correction_takes_the_place_of_a_fact_and_a_correction_of_the_correction_takes_its()
    {
        var incident = Cases.Opened()
            .WithFact(Cases.Fact("awareness", "2026-11-21T10:00:00Z"))
            .WithFact(Cases.Fact("awareness", "2026-11-21T09:00:00Z", corrects: 2))
            .WithFact(Cases.Fact("awareness", "2026-11-21T11:00:00+01:00", corrects: 3));

        Assert.Equal([new AnchorFact("awareness", Instant.FromUtc(2026, 11, 21, 10, 0))], incident.Effective);
        Assert.Equal([3, 4, null], incident.Facts.Select(fact => fact.CorrectedBy));
        Assert.Empty(incident.Contradictions);
    }

    [Fact]
    public void Awareness_recorded_twice_is_shown_and_the_earlier_time_counts_until_one_corrects_the_other()
    {
        var incident = Cases.Opened().WithFact(Cases.Fact("awareness", "2026-11-21T10:00:00Z")).WithFact(Cases.Fact("awareness", "2026-11-21T09:00:00Z"), Cases.Bob);

        var found = Assert.Single(incident.Contradictions);
        Assert.Equal((ContradictionKind.TwoTimes, "2, 3"), (found.Kind, string.Join(", ", found.Records)));
        Assert.Equal(Instant.FromUtc(2026, 11, 21, 9, 0), incident.Awareness);

        Assert.Empty(incident.WithFact(Cases.Fact("awareness", "2026-11-21T09:00:00Z", corrects: 2)).Contradictions);
    }

    [Fact]
    public void The_same_time_said_with_another_offset_is_no_contradiction() =>
        Assert.Empty(Cases.Opened().WithFact(Cases.Fact("awareness", "2026-11-21T10:00:00Z")).WithFact(Cases.Fact("awareness", "2026-11-21T11:00:00+01:00")).Contradictions);

    [Theory]
    [InlineData("occurrence", "awareness")]
    [InlineData("detection", "awareness")]
    [InlineData("discovery", "awareness")]
    [InlineData("awareness", "classification")]
    [InlineData("awareness", "eu-gdpr.art33-1:submitted_at")]
    [InlineData("vendor_awareness", "vendor_notice_received")]
    public void What_must_come_after_and_came_before_is_shown(string first, string then)
    {
        var wrong = Cases.Of(Fact(then, 1), Fact(first, 2));
        var right = Cases.Of(Fact(then, 2), Fact(first, 1));

        Assert.Equal(ContradictionKind.WrongOrder, Assert.Single(wrong.Contradictions).Kind);
        Assert.Empty(right.Contradictions);
    }

    [Fact]
    public void A_correction_of_what_is_no_earlier_fact_of_the_name_corrects_nothing_and_is_shown()
    {
        var incident = Cases.Of(Fact("discovery", 1), new FactRecorded { At = Cases.Start, By = Cases.Ann, Fact = Cases.Fact("awareness", "2026-11-20T08:00:00Z", corrects: 1) });

        Assert.Equal(2, incident.Effective.Count);
        Assert.Contains(incident.Contradictions, found => found.Kind is ContradictionKind.CorrectsNothing);
    }

    [Fact]
    public void Two_numbers_for_one_place_are_shown_and_the_later_fact_counts()
    {
        var incident = Cases.Opened().WithFact(Cases.Affected("DE", 500, "2026-11-20T14:00:00Z")).WithFact(Cases.Affected("DE", 20, "2026-11-20T12:00:00Z")).WithFact(Cases.Affected("FR", 7));

        Assert.Equal((500, 7, null), (incident.Affected("DE"), incident.Affected("FR"), incident.Affected("US-CA")));
        Assert.Equal(ContradictionKind.TwoCounts, Assert.Single(incident.Contradictions).Kind);
    }

    [Fact]
    public void A_hold_is_in_force_from_its_beginning_to_before_its_end()
    {
        var from = Cases.At("2026-11-21T00:00:00Z");
        var incident = Cases.Opened().WithFact(new Fact { Name = "law_enforcement_hold", At = from, Until = Cases.At("2026-11-22T00:00:00Z"), Authority = "LKA" });

        Assert.Null(incident.HoldAt(from.ToInstant() - Duration.Epsilon));
        Assert.Equal("LKA", incident.HoldAt(from.ToInstant())?.Authority);
        Assert.Null(incident.HoldAt(from.ToInstant() + Duration.FromDays(1)));
    }

    [Fact]
    public void Triage_is_due_a_day_after_detection_and_for_a_draft_a_day_after_somebody_took_it_up()
    {
        var suspicion = Cases.Of(new Opening { Title = "t" }.ByMachine(Cases.Start, "system:suspicions", Cases.Start));
        var draft = Cases.Of(new Opening { Title = "t" }.ByMachine(Cases.Start - Duration.FromDays(31), "system:suspicions", Cases.Start));
        var later = Cases.Start + Duration.FromDays(9);

        Assert.Equal(Cases.Start + Duration.FromHours(24), suspicion.TriageDue);
        Assert.Equal((Stage.Draft, null), (draft.Stage, draft.TriageDue));
        Assert.Equal(later + Duration.FromHours(24), draft.Then(now => now.Change(Stage.Suspicion, "looks real", Cases.Ann, later)).TriageDue);
        Assert.Null(suspicion.Then(now => now.Change(Stage.Incident, "it is", Cases.Ann, later)).TriageDue);
    }

    private static FactRecorded Fact(string name, int hour) =>
        new() { At = Cases.Start + Duration.FromDays(1), By = Cases.Ann, Fact = new Fact { Name = name, At = (Cases.Start + Duration.FromHours(hour)).WithOffset(Offset.Zero) } };

    private static Incident Ledger(IEnumerable<Fact> facts) => Cases.Of(facts.Select(fact => new FactRecorded { At = Cases.Start + Duration.FromDays(60), By = Cases.Ann, Fact = fact }));

    private static IEnumerable<(string, Instant)> Sorted(Incident incident) => incident.Effective.Select(fact => (fact.Name, fact.At)).Order();
}
