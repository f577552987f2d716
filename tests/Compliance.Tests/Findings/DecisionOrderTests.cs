using Compliance.Findings;
using NodaTime;
using static Compliance.Tests.Findings.Decisions;

namespace Compliance.Tests.Findings;

public sealed class DecisionOrderTests
{
    private static readonly DecisionOrder Risk = new()
    {
        Status = FindingStatus.RiskAccepted,
        Owner = "owner",
        RequestedBy = "asker",
        ApprovedBy = "approver",
        Reason = "replaced in May",
        Control = "watched daily",
        Expires = Day(30),
    };

    [Fact]
    public void A_risk_is_accepted_with_all_that_belongs_to_it_and_by_another_person()
    {
        Assert.Null(Risk.Refusal(Now));
        foreach (var lacking in new[] { Risk with { Owner = null }, Risk with { RequestedBy = null }, Risk with { ApprovedBy = null }, Risk with { Reason = null }, Risk with { Control = null }, Risk with { Expires = null }, Risk with { Expires = Now } })
            Assert.Equal("decision-invalid", lacking.Refusal(Now)!.Code);
        Assert.Equal("approver-is-requester", (Risk with { ApprovedBy = "ASKER" }).Refusal(Now)!.Code);

        var (work, exemption) = Risk.At("d.osei", Now, Severity.High);
        Assert.Equal((FindingStatus.RiskAccepted, "owner", Day(30)), (work.Status, work.Owner, work.Expires));
        Assert.Equal(new Exemption("owner", "asker", "approver", "replaced in May", Day(30)) { CompensatingControl = "watched daily" }, exemption);
    }

    [Fact]
    public void That_a_risk_be_accepted_is_asked_for_with_the_same_and_takes_no_failure_away()
    {
        var order = Risk with { Status = FindingStatus.RiskRequested, RequestedBy = null, ApprovedBy = null, ById = "33333333" };

        Assert.Null(order.Refusal(Now));
        foreach (var wrong in new[] { order with { Owner = null }, order with { Reason = null }, order with { Control = null }, order with { Expires = null }, order with { Expires = Now }, order with { RequestedBy = "asker" }, order with { ApprovedBy = "boss" } })
            Assert.Equal("decision-invalid", wrong.Refusal(Now)!.Code);
        Assert.Equal("selector-invalid", order.Refusal(new FindingSelector(null, null, null))!.Code);
        var (work, exemption) = order.At("asker", Now, Severity.High);
        Assert.Equal((FindingStatus.RiskRequested, "asker", "33333333", "watched daily", Day(30)), (work.Status, work.By, work.ById, work.Control, work.Expires));
        Assert.Null(exemption);
    }

    [Fact]
    public void A_false_positive_has_a_reason_and_stands_a_year_at_most()
    {
        var order = new DecisionOrder { Status = FindingStatus.FalsePositive, Reason = "a test account" };

        Assert.Null(order.Refusal(Now));
        Assert.Equal((Day(366), Severity.Low), (order.At("a", Now, Severity.Low).Work.Expires!.Value, order.At("a", Now, Severity.Low).Work.Upto!.Value));
        Assert.Equal(Day(5), (order with { Expires = Day(5) }).At("a", Now, null).Work.Expires);
        Assert.NotNull((order with { Reason = null }).Refusal(Now));
        Assert.NotNull((order with { Expires = Day(367) }).Refusal(Now));
        Assert.NotNull((order with { Expires = Day(0) }).Refusal(Now));
        Assert.NotNull((order with { ApprovedBy = "boss" }).Refusal(Now));
    }

    [Theory]
    [InlineData(FindingStatus.Open, false)]
    [InlineData(FindingStatus.Assigned, false)]
    [InlineData(FindingStatus.VendorDisputed, true)]
    [InlineData(FindingStatus.Fixed, true)]
    public void Others_need_little_and_take_nothing_of_an_accepted_risk(FindingStatus status, bool alone)
    {
        Assert.Equal(alone, new DecisionOrder { Status = status }.Refusal(Now) is null);
        var order = new DecisionOrder { Status = status, Owner = "bob", Reason = "why", Due = Day(3) };
        Assert.Null(order.Refusal(Now));
        Assert.NotNull((order with { Control = "watched" }).Refusal(Now));
        Assert.NotNull((order with { Expires = Day(3) }).Refusal(Now));
        var (work, exemption) = order.At("d.osei", Now, Severity.High);
        Assert.Equal((status, "bob", "why", Day(3), "d.osei", Now), (work.Status, work.Owner, work.Reason, work.Due!.Value, work.By, work.At));
        Assert.Null(exemption);
    }

    [Fact]
    public void Texts_say_something_and_have_an_end()
    {
        var order = new DecisionOrder { Status = FindingStatus.Assigned, Owner = new string('x', 256), Reason = new string('y', 4000) };

        Assert.Null(order.Refusal(Now));
        Assert.NotNull((order with { Owner = new string('x', 257) }).Refusal(Now));
        Assert.NotNull((order with { Reason = new string('y', 4001) }).Refusal(Now));
        Assert.NotNull((order with { Owner = " " }).Refusal(Now));
    }

    [Theory]
    [InlineData("asker ")]
    [InlineData("ask\u200ber")]
    [InlineData("\uff41sker")]
    [InlineData("\u2060ASKER\u00a0")]
    public void Whose_name_only_looks_like_another_one_is_the_same_person(string name) =>
        Assert.Equal("approver-is-requester", (Risk with { ApprovedBy = name }).Refusal(Now)!.Code);

    [Fact]
    public void Nothing_is_set_further_ahead_than_two_years()
    {
        Assert.Null((Risk with { Expires = Day(731), Due = Day(731) }).Refusal(Now));
        Assert.NotNull((Risk with { Expires = Day(732) }).Refusal(Now));
        Assert.NotNull((Risk with { Due = Day(732) }).Refusal(Now));
    }

    [Fact]
    public void Texts_in_any_script_can_be_kept_and_what_could_not_is_refused_first()
    {
        Assert.Null((Risk with { Reason = new string('理', 4000), Control = new string('理', 4000) }).Refusal(Now));
        Assert.NotNull((Risk with { Reason = string.Concat(Enumerable.Repeat("😀", 2000)), Control = new string('理', 4000) }).Refusal(Now));
    }

    [Theory]
    [InlineData(FindingStatus.RiskAccepted, null, null, null, false)]
    [InlineData(FindingStatus.FalsePositive, null, null, null, false)]
    [InlineData(FindingStatus.Fixed, null, null, null, true)]
    [InlineData(FindingStatus.RiskAccepted, null, "tier1", null, true)]
    [InlineData(FindingStatus.RiskAccepted, "MFA-missing", null, null, true)]
    [InlineData(FindingStatus.Fixed, "zelda left in May", null, null, false)]
    [InlineData(FindingStatus.Fixed, "", null, null, false)]
    [InlineData(FindingStatus.Fixed, null, " ", null, false)]
    public void A_selector_names_something_that_there_is(FindingStatus status, string? rule, string? role, string? action, bool fits) =>
        Assert.Equal(fits, (Risk with { Status = status }).Refusal(new FindingSelector(rule, role, action)) is null);
}
