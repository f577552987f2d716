using System.Diagnostics;
using Compliance.Regimes;
using NodaTime;

namespace Compliance.Tests.Regimes;

public sealed class SpeedTests
{
    [Fact]
    public void All_rules_answer_a_question_in_well_under_50_milliseconds()
    {
        var facts = RegimeCatalogue.All.SelectMany(rule => rule.Facts).Distinct().Select((name, i) => new AnchorFact(name, Law.Now - Duration.FromHours(i)));
        var question = new DeadlineQuestion { Facts = [.. facts], Count = 700, Holidays = [new LocalDate(2026, 12, 24)], Now = Law.Now };

        // The fastest of many: how busy the machine is does not matter, what the work costs does.
        var fastest = Enumerable.Range(0, 50).Min(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Equal(131, RegimeCatalogue.All.Count(rule => rule.Answer(question).Why.Length > 0));
            return Stopwatch.GetElapsedTime(started);
        });

        Assert.InRange(fastest.TotalMilliseconds, 0, 25);
    }
}
