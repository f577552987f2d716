using System.Text.Json;
using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Resources.Catalogue;

namespace Compliance.Tests.Resources;

/// <summary>Every check that comes with the program can pass and can fail.</summary>
public sealed class CheckDataTests
{
    public static TheoryData<string> Ids() => [.. CheckCatalogue.Default.All.Select(check => check.Id)];

    [Fact]
    public void There_are_197_checks_at_least() => Assert.InRange(CheckCatalogue.Default.All.Count, 197, int.MaxValue);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_check_says_what_is_wanted_what_to_do_and_where_that_comes_from(string id)
    {
        var check = CheckCatalogue.Default.All.Single(check => check.Id == id);

        Assert.NotEmpty(check.Title);
        Assert.NotEmpty(check.Fix);
        Assert.NotEmpty(check.Source);
        Assert.All(check.Controls, control => Assert.Matches("^[a-z0-9.-]+:.+$", control));
    }

    [Fact]
    public void Every_check_can_pass_and_can_fail()
    {
        var without = new List<string>();
        foreach (var reading in CheckCatalogue.Default.Readings.Where(reading => reading.Check.Type == reading.Type))
        {
            var seen = Synthesized.Of(reading).SelectMany(Given.Results).Where(result => result.Check == reading.Check.Id).Select(result => result.Verdict).ToHashSet();
            if (!seen.Contains(Verdict.Pass)) without.Add($"{reading.Check.Id} never passes");
            // What only asks whether something is there cannot fail where its absence may be a gap in the snapshot.
            var onlyPresence = reading.Operator.WhenAbsent == false && seen.Contains(Verdict.NotEvaluable);
            if (!seen.Contains(Verdict.Fail) && !onlyPresence) without.Add($"{reading.Check.Id} never fails");
        }

        Assert.True(without.Count == 0, string.Join("; ", without));
    }
}
