using System.Text;
using Compliance.Incidents;
using Compliance.Playbooks;
using NodaTime;

namespace Compliance.Tests.Playbooks;

public sealed class ShippedPlaybookTests
{
    private static readonly string[] Ids = ["credential-misuse", "lost-device", "mass-record-access", "misdirected-data", "ransomware-at-vendor", "subprocessor-breach"];

    public static TheoryData<string> All() => [.. Ids];

    public static TheoryData<string, Stage> AllAndStages()
    {
        var data = new TheoryData<string, Stage>();
        foreach (var id in Ids)
        {
            foreach (var stage in (Stage[])[Stage.Suspicion, Stage.Incident, Stage.Breach]) data.Add(id, stage);
        }
        return data;
    }

    [Fact]
    public void There_are_six() => Assert.Equal(Ids, ShippedPlaybooks.All.Select(playbook => playbook.Id));

    [Theory]
    [MemberData(nameof(All))]
    public void A_shipped_file_is_what_the_writer_writes(string id)
    {
        var file = File.ReadAllText(Repository.At("src", "Compliance", "Playbooks", "Shipped", $"{id}.json"));

        Assert.Equal(file, Encoding.UTF8.GetString(CacaoWriter.Bytes(ShippedPlaybooks.Find(id)!.Cacao)));
    }

    [Fact]
    public void Findings_of_a_rule_start_at_most_one_and_the_rule_exists()
    {
        var triggers = ShippedPlaybooks.All.SelectMany(playbook => playbook.Triggers).ToList();

        Assert.NotEmpty(triggers);
        Assert.Equal(triggers.Distinct(), triggers);
        Assert.All(triggers, rule => Assert.NotNull(Catalogue.Find(rule)));
        Assert.Equal("mass-record-access", ShippedPlaybooks.For("mass-record-access")!.Id);
        Assert.Null(ShippedPlaybooks.For("off-shift-access"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_step_says_what_to_do_and_by_when_and_containment_goes_to_the_vendors_security_only(string id)
    {
        var tasks = ShippedPlaybooks.Find(id)!.Tasks.Values.ToList();

        Assert.All(tasks, task => Assert.True(task.Text.Length > 80, task.Key));
        Assert.All(tasks.Where(task => task.Kind is not TaskKind.Notice), task => Assert.NotNull(task.Task.Due));
        Assert.All(tasks.Where(task => task.Kind is TaskKind.Notice), task => Assert.True(task.Task.Hold, task.Key));
        Assert.Equal(("vendor-security", true), Assert.Single(tasks.Where(task => task.Kind is TaskKind.Contain).Select(task => (task.Owner, task.Task.EvidenceRequired))));
        Assert.Equal(new TaskDue("detection", 86_400_000), tasks.Single(task => task.Key == PlaybookTask.Triage).Task.Due);
    }

    [Theory]
    [MemberData(nameof(AllAndStages))]
    public void A_case_runs_to_its_end_and_nothing_approves_itself(string id, Stage stage)
    {
        var @case = new Case(id);
        @case.Rules.AddRange([new("authority.72h", "authority", 72), new("persons.30d", "individuals", 720), new("contract.insurer", "contract party", 48)]);
        @case.Advance();

        for (var hour = 1; @case.Running.Count > 0; hour++)
        {
            Assert.True(hour < 100, $"does not end: {string.Join(", ", @case.Running)}");
            @case.Now += Duration.FromHours(1);
            foreach (var key in @case.Running) Act(@case, @case.Playbook!.Find(key)!, stage);
            @case.Advance();
        }

        var ended = @case.Incident.Steps.Values.Where(step => step.HasEnded).Select(step => @case.Playbook!.Find(step.Step)!.Key).ToHashSet();
        var skipped = stage switch { Stage.Suspicion => new[] { "notify-authorities", "notify-individuals", "notify-contract-parties", "ask-the-vendor", "report-payment" }, Stage.Incident => ["notify-individuals", "report-payment"], _ => ["report-payment"] };
        Assert.Equal(@case.Playbook!.Tasks.Values.Select(task => task.Key).Except(skipped).Order(), ended.Order());
        Assert.All(@case.Records.Where(record => record is StepApproved or NoticeApproved or StageChanged or StepRejected), record => Assert.False(record.ByMachine));
        Assert.All(@case.Records.OfType<StepCompleted>().Where(record => record.ByMachine), record => Assert.Contains(@case.Playbook.Find(record.Step)!.Kind, (TaskKind[])[TaskKind.Collect, TaskKind.Notice, TaskKind.Approval]));
        Assert.True(IndexOf(@case, record => record is StepApproved) < IndexOf(@case, record => record is DeliveryQueued { Purpose: "containment" }));
    }

    [Fact]
    public void A_payment_of_ransom_opens_a_step_of_its_own()
    {
        var @case = new Case("ransomware-at-vendor");
        @case.Advance();
        foreach (var key in (string[])["triage", "approve-containment", "contain", "protect-own-systems", "establish-exfiltration", "ransom-facts", "count-persons", "decide-stage"])
        {
            if (key == "approve-containment") @case.Approve(key);
            else @case.Complete(key);
            if (key == "decide-stage") @case.Change(Stage.Incident);
            @case.Advance();
        }
        Assert.DoesNotContain("report-payment", @case.Running);

        @case.Record("payment", @case.Now);
        @case.Advance();

        Assert.Contains("report-payment", @case.Running);
    }

    /// <summary>What the person whose step it is does.</summary>
    private static void Act(Case @case, PlaybookTask task, Stage stage)
    {
        switch (task.Kind)
        {
            case TaskKind.Approval:
                @case.Approve(task.Key);
                break;
            case TaskKind.Notice:
                foreach (var notice in @case.Incident.Notices.Where(notice => notice.Step == task.Id))
                {
                    @case.Add(new NoticeApproved { At = @case.Now, By = "l.marsh", Notice = notice.Notice });
                    @case.Record(FactNames.Submission(notice.Rule), @case.Now, evidence: "receipt");
                }
                break;
            default:
                if (task.Key == "decide-stage" && stage is not Stage.Suspicion)
                {
                    @case.Record(FactNames.Awareness, @case.Now);
                    @case.Change(stage);
                }
                @case.Complete(task.Key);
                break;
        }
    }

    private static int IndexOf(Case @case, Func<IncidentRecord, bool> which) => @case.Records.Index().First(record => which(record.Item)).Index;
}
