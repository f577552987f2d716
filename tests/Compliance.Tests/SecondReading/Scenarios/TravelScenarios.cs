using System.Net;
using Compliance.Events;
using Compliance.Findings;
using Compliance.Vendors;
using static Compliance.Tests.SecondReading.RuleNames;

namespace Compliance.Tests.SecondReading.Scenarios;

public abstract class TravelScenarios(IAuditUnderTest audit) : ScenarioTests(audit)
{
    private static readonly (string, string) Manila = ("14.5995", "120.9842");
    private static readonly (string, string) Cebu = ("10.3157", "123.8854");
    private static readonly (string, string) Antipolo = ("14.5865", "121.1753");
    private static readonly (string, string) Berlin = ("52.52", "13.405");

    private static Scenario People(Conditions? when = null) => new Scenario().Role("tier1", "signin", when).Assign("ana", "tier1").Person("ana");

    private static Func<NaiveEvent, NaiveEvent> At((string Latitude, string Longitude) place) => e => e with { Latitude = place.Latitude, Longitude = place.Longitude };

    private static Func<NaiveEvent, NaiveEvent> In(string country) => e => e with { Country = country };

    private void TooFar(Scenario story, string at = "0:2") => Expect(story, ImpossibleTravel, Verdict.Fail, $"ana tier1 signin High ×1 at {at}");

    private void Possible(Scenario story) => Expect(story, ImpossibleTravel, Verdict.Pass);

    [Fact]
    public void Ten_thousand_kilometres_in_an_hour_are_too_far() =>
        TooFar(People().Event("10:00", "ana", "signin", but: At(Manila)).Event("11:00", "ana", "signin", but: At(Berlin)));

    [Fact]
    public void A_flight_is_not()
    {
        // Manila to Berlin: 9,880 km, a little under eleven hours at 900 km/h.
        TooFar(People().Event("2026-03-02 00:00", "ana", "signin", but: At(Manila)).Event("2026-03-02 10:50", "ana", "signin", but: At(Berlin)));
        Possible(People().Event("2026-03-02 00:00", "ana", "signin", but: At(Manila)).Event("2026-03-02 11:10", "ana", "signin", but: At(Berlin)));
    }

    [Fact]
    public void A_hundred_kilometres_are_nothing_and_six_hundred_at_once_are_too_far()
    {
        Possible(People().Event("10:00", "ana", "signin", but: At(Manila)).Event("10:00", "ana", "signin", but: At(Antipolo)));
        TooFar(People().Event("10:00", "ana", "signin", but: At(Manila)).Event("10:00", "ana", "signin", but: At(Cebu)));
    }

    [Fact]
    public void Only_the_last_sign_in_before_counts() => Possible(
        People().Event("2026-03-02 00:00", "ana", "signin", but: At(Manila)).Event("2026-03-02 12:00", "ana", "signin", but: At(Berlin))
            .Event("2026-03-02 12:30", "ana", "signin", but: At(Berlin)));

    [Fact]
    public void By_country_alone_the_distance_is_the_least_that_there_can_be()
    {
        TooFar(People().Event("10:00", "ana", "signin", but: In("PH")).Event("11:00", "ana", "signin", but: In("Germany")));
        TooFar(People().Event("10:00", "ana", "signin", but: At(Manila)).Event("11:00", "ana", "signin", but: In("de")));
        Possible(People().Event("10:00", "ana", "signin", but: In("DE")).Event("10:01", "ana", "signin", but: In("PL")));
        Possible(People().Event("10:00", "ana", "signin", but: In("DE")).Event("10:01", "ana", "signin", but: At(Berlin)));
    }

    [Fact]
    public void A_country_between_does_not_hide_the_places_around_it() => Expect(
        People().Event("10:00", "ana", "signin", but: At(("40.7", "-74.0"))).Event("10:01", "ana", "signin", but: In("US")).Event("10:02", "ana", "signin", but: At(("34.05", "-118.2"))),
        ImpossibleTravel, Verdict.Fail, "ana tier1 signin High ×1 at 0:3");

    [Fact]
    public void Listed_networks_are_left_out_on_both_sides()
    {
        var when = new Conditions { Networks = [new("vdi", IPNetwork.Parse("203.0.113.0/24"), null, null)] };
        Possible(People(when).Event("10:00", "ana", "signin", ip: "203.0.113.7", but: At(Berlin)).Event("10:10", "ana", "signin", ip: "198.51.100.1", but: At(Manila))
            .Event("10:20", "ana", "signin", ip: "203.0.113.7", but: At(Berlin)));
    }

    [Fact]
    public void Failed_and_unattended_sign_ins_machines_and_other_events_are_left_out()
    {
        Possible(People().Event("10:00", "ana", "signin", but: At(Manila)).Event("10:10", "ana", "signin", outcome: Outcome.Failure, but: At(Berlin))
            .Event("10:20", "ana", "signin", but: e => At(Berlin)(e) with { Interactive = Answer.No }).Event("10:30", "ana", "ticket.read", but: At(Berlin)));
        Expect(People().Account("ana", kind: AccountKind.Service).Event("10:00", "ana", "signin", but: At(Manila)).Event("10:10", "ana", "signin", but: At(Berlin)),
            ImpossibleTravel, Verdict.NotApplicable);
    }

    [Fact]
    public void A_record_delivered_twice_is_one_journey() => TooFar(
        People().Event("10:00", "ana", "signin", id: "a", but: At(Manila)).Event("11:00", "ana", "signin", id: "b", but: At(Berlin)).Event("11:00", "ana", "signin", id: "b", but: At(Berlin)));

    [Fact]
    public void What_is_no_place_is_passed_over()
    {
        Possible(People().Event("10:00", "ana", "signin", but: At(Manila)).Event("10:01", "ana", "signin", but: At(("0", "0"))).Event("10:02", "ana", "signin", but: At(("91", "10")))
            .Event("10:03", "ana", "signin", but: In("Atlantis")).Event("10:04", "ana", "signin"));
        Expect(People().Event("10:00", "ana", "signin", but: In("Atlantis")), ImpossibleTravel, Verdict.NotApplicable);
    }

    [Fact]
    public void A_sign_in_before_the_window_is_where_the_journey_begins() =>
        TooFar(People().Window(from: "10:30").Event("10:00", "ana", "signin", but: At(Manila)).Event("11:00", "ana", "signin", but: At(Berlin)));
}
