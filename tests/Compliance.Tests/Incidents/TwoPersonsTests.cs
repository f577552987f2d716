using System.Text;
using Compliance.Incidents;
using Compliance.Playbooks;
using Compliance.Tests.Playbooks;
using NodaTime;

namespace Compliance.Tests.Incidents;

/// <summary>Whoever approves is another person than asked: by the directory's id where both are known by one, else by the name.</summary>
public class TwoPersonsTests
{
    private const string BobsId = "77e1b0a4-bob";
    private static readonly Instant Now = Cases.Start + Duration.FromHours(2);

    /// <summary>Who asked, by name and id; who approves; whether they may.</summary>
    public static TheoryData<string, string?, string, string?, bool> Pairs => new()
    {
        { Cases.Ann, Cases.AnnsId, Cases.Bob, BobsId, true },
        // Renamed since.
        { Cases.Ann, Cases.AnnsId, "Ann Lee", Cases.AnnsId, false },
        { Cases.Ann, Cases.AnnsId, "Ann Lee", "5D0C2F7E-ANN", false },
        // Two of one name, or one whose name another had before.
        { Cases.Ann, Cases.AnnsId, Cases.Ann, BobsId, true },
        // Known by name alone on one side: a ledger of before, or a terminal.
        { Cases.Ann, null, "ann  ott", Cases.AnnsId, false },
        { Cases.Ann, Cases.AnnsId, " ANN OTT", null, false },
        { Cases.Ann, null, "Ann Lee", Cases.AnnsId, true },
        { Cases.Ann, Cases.AnnsId, "Ann Lee", null, true },
        { Cases.Ann, null, Cases.Ann, null, false },
        { Cases.Ann, "", Cases.Ann, BobsId, false },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Who_opened_a_case_approves_neither_a_step_nor_a_notice_of_it(string asker, string? askersId, string approver, string? approversId, bool may)
    {
        var @case = Cases.OpenedBy(new(asker, askersId)).Add(
            new StepStarted { At = Now, By = Engine.By, Step = "contain" },
            new NoticeDrafted { At = Now, By = Engine.By, Notice = "r/1", Rule = "r", Step = "tell", Sha256 = "00" });

        Assert.Equal(may, IsTaken(() => @case.Approve("contain", new(approver, approversId), Now)));
        Assert.Equal(may, IsTaken(() => @case.ApproveNotice("r/1", new(approver, approversId), Now)));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Who_started_a_step_does_not_approve_it_and_who_drafted_a_notice_does_not_approve_that(string asker, string? askersId, string approver, string? approversId, bool may)
    {
        var id = askersId is "" ? null : askersId;
        var @case = Cases.Opened(by: "Cid").Add(
            new StepStarted { At = Now, By = asker, ById = id, Step = "contain" },
            new NoticeDrafted { At = Now, By = asker, ById = id, Notice = "r/1", Rule = "r", Step = "tell", Sha256 = "00" });

        Assert.Equal(may, IsTaken(() => @case.Approve("contain", new(approver, approversId), Now)));
        Assert.Equal(may, IsTaken(() => @case.ApproveNotice("r/1", new(approver, approversId), Now)));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_recorded_approval_by_who_asked_lets_nothing_begin(string asker, string? askersId, string approver, string? approversId, bool may)
    {
        var @case = new Case();
        @case.Keep(0);
        @case.Add(new Opened { At = @case.Now, By = asker, ById = askersId is "" ? null : askersId, Stage = Stage.Suspicion, Title = "t", Playbook = "mass-record-access" });
        @case.Advance();
        @case.Complete("triage");
        @case.Advance();
        @case.Add(new StepApproved { At = @case.Now, By = approver, ById = approversId, Step = @case.Id("approve-containment") });
        @case.Advance();

        Assert.Equal([may ? "contain" : "approve-containment"], @case.Running);
    }

    [Fact]
    public void An_approval_is_recorded_with_the_id_and_refused_or_repeated_in_words_without_it()
    {
        var @case = Cases.OpenedBy(new(Cases.Ann, Cases.AnnsId)).Add(new StepStarted { At = Now, By = Engine.By, Step = "contain" });
        var refused = Assert.Throws<InputException>(() => @case.Approve("contain", new("Ann Lee", Cases.AnnsId), Now));

        var approved = @case.Then(now => now.Approve("contain", new(Cases.Bob, BobsId), Now));

        Assert.Equal((Cases.Bob, BobsId), (approved.Records[^1].By, approved.Records[^1].ById));
        var again = Assert.Throws<InputException>(() => approved.Approve("contain", new("Cid", "a-third"), Now));
        Assert.Equal("the step `contain` was approved by bob@harborline.example already", again.Message);
        Assert.DoesNotContain(Cases.AnnsId, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ledger_of_before_is_approved_by_another_name_and_not_by_the_same()
    {
        string[] lines =
        [
            """{"kind":"opened","stage":"suspicion","title":"mass record access","findings":[],"principals":[],"at":"2026-11-20T08:00:00Z","by":"Ann Ott"}""",
            """{"kind":"step-started","step":"contain","at":"2026-11-20T08:00:00Z","by":"system:playbooks"}""",
        ];
        var @case = Cases.Of(lines.Select(line => IncidentJson.Read(Encoding.UTF8.GetBytes(line))));

        Assert.Equal(lines, @case.Records.Select(record => Encoding.UTF8.GetString(IncidentJson.Write(record))));
        Assert.False(IsTaken(() => @case.Approve("contain", new(Cases.Ann, Cases.AnnsId), Now)));
        Assert.True(IsTaken(() => @case.Approve("contain", new(Cases.Bob, BobsId), Now)));
    }

    [Fact]
    public void An_id_that_no_directory_gives_is_refused_and_not_shown()
    {
        var refused = Assert.Throws<InputException>(() => Cases.OpenedBy(new(Cases.Ann, new string('x', 201))));
        Assert.DoesNotContain("xxx", refused.Message, StringComparison.Ordinal);
    }

    private static bool IsTaken(Func<IReadOnlyList<IncidentRecord>> act) => Record.Exception(act) switch
    {
        null => true,
        InputException => false,
        var other => throw new InvalidOperationException("neither taken nor refused", other),
    };
}
