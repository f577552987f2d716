using Compliance.Regimes;
using Compliance.Regimes.Counting;
using Compliance.Reports;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Regimes;

/// <summary>What holds for every rule and any facts.</summary>
public sealed class CountingProperties
{
    private static readonly string[] FactNames = [.. RegimeCatalogue.All.SelectMany(rule => rule.Facts).Distinct(), "detection", "vendor_awareness", "nonsense", ""];

    // Within the years of the calendars, and with the periods that follow.
    private static readonly Gen<Instant> Times = Gen.Choose(0, 2 * 365 * 24 * 60).Select(minutes => Instant.FromUtc(2025, 1, 1, 0, 0) + Duration.FromMinutes(minutes));

    private static readonly Gen<Instant> AnyTime = Gen.OneOf(
        Times,
        Gen.Elements(Instant.MinValue, Instant.MaxValue, Instant.FromUnixTimeSeconds(0), Instant.FromUtc(9999, 12, 31, 23, 59), Instant.FromUtc(8999, 12, 31, 23, 59), Instant.FromUtc(-9998, 1, 1, 0, 0)));

    private static readonly Gen<DateTimeZone?> Zones = Gen.OneOf(
        Gen.Constant<DateTimeZone?>(null),
        Gen.Elements<DateTimeZone?>([.. DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id])]),
        Gen.Elements<DateTimeZone?>(DateTimeZone.ForOffset(Offset.MaxValue), DateTimeZone.ForOffset(Offset.MinValue), DateTimeZoneProviders.Tzdb["Pacific/Apia"], DateTimeZoneProviders.Tzdb["Europe/Berlin"]));

    private static readonly Gen<LocalDate> Dates = Gen.OneOf(
        Gen.Choose(0, 1_000).Select(days => new LocalDate(2025, 1, 1).PlusDays(days)),
        Gen.Elements(LocalDate.MaxIsoValue, LocalDate.MinIsoValue));

    private static readonly Gen<DeadlineQuestion> Questions =
        from facts in (from name in Gen.Elements(FactNames) from at in AnyTime select new AnchorFact(name, at)).ListOf()
        from zone in Zones
        from holidays in Dates.ListOf()
        from count in Gen.Elements<long?>(null, 0, 499, 500, 501, long.MaxValue, long.MinValue)
        from entityClass in Gen.Elements(null, "", " , ", "credit_institution", "other_not_nis2", "x\0y")
        from now in AnyTime
        select new DeadlineQuestion { Facts = [.. facts], Zone = zone, Holidays = [.. holidays.Take(5)], Count = count, EntityClass = entityClass, Now = now };

    private static readonly Gen<RegimeRule> AnyRule = Gen.Elements([.. RegimeCatalogue.All]);

    [Fact]
    public void No_facts_make_a_rule_throw_and_every_answer_can_be_written() => Holds(400, Questions, question =>
    {
        var answers = RegimeCatalogue.All.Select(rule => DeadlineAnswer.Of(rule, question)).ToList();
        using var json = new MemoryStream();
        DeadlineJson.Write(answers, json);
        DeadlineCsv.Write(answers, TextWriter.Null);
        DeadlineTable.Write(answers, TextWriter.Null);
        return answers.TrueForAll(answer => answer.Deadline.Why.Length > 0 && (answer.Deadline.Status != DeadlineStatus.Due || answer.Deadline.DueAt is not null));
    });

    [Fact]
    public void Nothing_is_due_before_the_fact_that_starts_it_and_nothing_arguable_before_it_is_due() => Holds(400, Questions, question =>
        RegimeCatalogue.All.Select(rule => rule.Answer(question)).All(answer =>
            (answer.DueAt is not { } due || due.ToInstant() >= answer.AnchorAt)
            && (answer.LatestArguable is not { } later || later.At.ToInstant() > answer.DueAt!.Value.ToInstant())));

    [Fact]
    public void Hours_are_elapsed_whatever_the_clock_on_the_wall_does() => Holds(2_000,
        from rule in Gen.Elements(RegimeCatalogue.All.Where(rule => rule.Limit is ElapsedHours && rule.Relief is null && rule.Status != RuleStatus.NotOperational && rule.Status != RuleStatus.Proposed).ToArray())
        from at in Times
        from zone in Zones
        select (rule, at, zone),
        drawn =>
        {
            var answer = Alone(drawn.rule, drawn.at, drawn.zone);
            return answer.Status is DeadlineStatus.NotYetEffective
                || answer.DueAt!.Value.ToInstant() - drawn.at == Duration.FromHours((double)((ElapsedHours)drawn.rule.Limit).Number);
        });

    [Fact]
    public void Whoever_knows_later_is_due_no_earlier() => Holds(2_000,
        from rule in AnyRule.Where(rule => rule.Relief is null)
        from first in Times
        from minutes in Gen.Choose(0, 100_000)
        from zone in Zones
        select (rule, first, second: first + Duration.FromMinutes(minutes), zone),
        drawn =>
        {
            var (early, late) = (Alone(drawn.rule, drawn.first, drawn.zone), Alone(drawn.rule, drawn.second, drawn.zone));
            return early.DueAt is not { } one || late.DueAt is not { } other || one.ToInstant() <= other.ToInstant();
        });

    [Fact]
    public void A_day_off_more_never_makes_anything_due_earlier() => Holds(2_000,
        from rule in Gen.Elements(RegimeCatalogue.All.Where(rule => rule.Relief is not null || rule.Limit is BusinessDays).ToArray())
        from at in Times
        from zone in Gen.Elements<DateTimeZone?>(null, DateTimeZoneProviders.Tzdb["Europe/Berlin"], DateTimeZoneProviders.Tzdb["Europe/Paris"])
        from holidays in Gen.Choose(0, 40).ListOf()
        from more in Gen.Choose(0, 40)
        select (rule, at, zone, days: holidays.Select(day => at.InUtc().Date.PlusDays(day)).ToList(), more: at.InUtc().Date.PlusDays(more)),
        drawn =>
        {
            var question = new DeadlineQuestion
            {
                Facts = [.. drawn.rule.AnchorFacts.Take(1).Concat(drawn.rule.Limit.OtherFacts).Select(name => new AnchorFact(name, drawn.at))],
                Zone = drawn.zone,
                EntityClass = "other_not_nis2",
                Holidays = drawn.days,
                Now = Law.Now,
            };
            var without = drawn.rule.Answer(question);
            var with = drawn.rule.Answer(question with { Holidays = [.. drawn.days, drawn.more] });
            return without.DueAt is not { } before || with.DueAt is not { } after || before.ToInstant() <= after.ToInstant();
        });

    [Fact]
    public void Days_end_with_the_last_second_of_a_local_day() => Holds(2_000,
        from rule in Gen.Elements(RegimeCatalogue.All.Where(rule => rule.Limit is CalendarDays or CalendarMonths or DaysAfterYearEnd && rule.Relief is null).ToArray())
        from at in Times
        from zone in Zones
        select (rule, at, zone),
        drawn => Alone(drawn.rule, drawn.at, drawn.zone).DueAt is not { } due || due.PlusSeconds(1).Date > due.Date);

    [Fact]
    public void What_is_not_confirmed_or_not_law_never_counts() => Holds(400, Questions, question =>
        RegimeCatalogue.All.Where(rule => !rule.Confirmed || rule.Status is RuleStatus.Proposed or RuleStatus.NotOperational).All(rule => !rule.Answer(question).Counts));

    private static Deadline Alone(RegimeRule rule, Instant at, DateTimeZone? zone) =>
        rule.Answer(new DeadlineQuestion { Facts = [new AnchorFact(rule.AnchorFacts[0], at)], Zone = zone, Now = Law.Now });

    private static void Holds<T>(int tests, Gen<T> of, Func<T, bool> property) => Check.One(Tried.Times(tests), Prop.ForAll(Arb.From(of), property));
}
