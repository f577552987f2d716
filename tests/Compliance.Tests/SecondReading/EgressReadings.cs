using System.Net;
using System.Net.Sockets;
using Compliance.Findings;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.SecondReading;

/// <summary>"An address in none of the networks in force, used by at least five of the vendor's people on one local day: one finding per
/// (address or /64, run of days), replacing theirs."</summary>
internal static class EgressReadings
{
    public static RuleReading UnlistedEgress(Facts facts)
    {
        var reading = new RuleReading(RuleNames.UnlistedEgress)
        {
            NotApplicable = !facts.Access.Model.Roles.SelectMany(role => role.Allow).Any(entry => entry.When.Networks is not null),
            Undecided = ConditionReadings.HasUnreadableAddress(facts),
        };
        foreach (var run in Runs(facts))
        {
            var events = run.Events.Where(facts.Evidence.InWindow.Contains).ToList();
            if (events.Count == 0) continue;
            reading.Listed.AddRange(events);
            reading.Findings.Add(new(RuleNames.UnlistedEgress, null, null, $"{run.Address} {LocalDatePattern.Iso.Format(run.First)}", Severity.Medium, Verdict.Fail,
                events.Count, events[0].Time, events[^1].Time, [.. events.Take(10).Select(e => new NaiveReference(e.Event.Source, e.Event.Record))]));
        }
        return reading;
    }

    public static IReadOnlyList<Run> Runs(Facts facts)
    {
        var days = ConditionReadings.OutsideNetworks(facts).Where(e => !e.IsMachine)
            .GroupBy(e => (Address: AddressOf(e), Day: e.Time.InZone(facts.Access.Model.Timezone).Date))
            .Where(day => day.Select(e => NaiveResult.Fold(e.Principal)).Distinct().Count() >= 5)
            .ToDictionary(day => day.Key, day => day.ToList());
        return [.. days.Keys.Where(day => !days.ContainsKey((day.Address, day.Day.PlusDays(-1)))).Select(first =>
            new Run(first.Address, first.Day, [.. Enumerable.Range(0, 400).Select(n => (first.Address, first.Day.PlusDays(n))).TakeWhile(days.ContainsKey).SelectMany(day => days[day])]))];
    }

    private static string AddressOf(JudgedEvent e)
    {
        var address = IPAddress.Parse(e.Event.Ip!);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() : $"{new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]])}/64";
    }

    internal sealed record Run(string Address, LocalDate First, IReadOnlyList<JudgedEvent> Events);
}
