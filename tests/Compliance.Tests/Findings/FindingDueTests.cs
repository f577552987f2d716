using Compliance.Findings;
using NodaTime;
using static Compliance.Tests.Findings.Decisions;

namespace Compliance.Tests.Findings;

public sealed class FindingDueTests
{
    private static readonly Dictionary<Severity, Duration> Week = new() { [Severity.High] = Duration.FromDays(7) };

    [Fact]
    public void The_contract_gives_a_time_by_severity()
    {
        Assert.Equal(Day(7), FindingDue.Of(Severity.High, Now, Week));
        Assert.Null(FindingDue.Of(Severity.Low, Now, Week));
    }

    [Fact]
    public void What_a_person_set_goes_before_the_contract()
    {
        Assert.Equal(Day(2), FindingDue.Of(Found() with { Due = Day(2) }));
        Assert.Equal(Day(9), FindingDue.Of(Found() with { Due = Day(2), Work = Work(FindingStatus.Assigned, Now) with { Due = Day(9) } }));
        Assert.Null(FindingDue.Of(Found()));
    }

    [Theory]
    [InlineData(FindingState.Persisting, Verdict.Fail, true)]
    [InlineData(FindingState.Resolved, Verdict.Fail, false)]
    [InlineData(FindingState.Persisting, Verdict.Exempt, false)]
    [InlineData(FindingState.New, Verdict.NotEvaluable, false)]
    public void Overdue_is_what_still_fails_after_its_time(FindingState state, Verdict verdict, bool overdue)
    {
        var finding = Found() with { State = state, Verdict = verdict, Due = Now };

        Assert.Equal(overdue, FindingDue.IsOverdue(finding, Now.PlusTicks(1)));
        Assert.False(FindingDue.IsOverdue(finding, Now));
    }

    [Fact]
    public void That_it_is_said_to_be_fixed_takes_no_time_away() =>
        Assert.True(FindingDue.IsOverdue(Found() with { Due = Day(-1), Work = Work(FindingStatus.Fixed, Day(-2)) }, Now));
}
