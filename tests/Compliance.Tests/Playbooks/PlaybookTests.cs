using System.Text.Json.Nodes;
using Compliance.Playbooks;
using static Compliance.Tests.Playbooks.Cacao;

namespace Compliance.Tests.Playbooks;

public sealed class PlaybookTests
{
    private const string Manual = """{"key":"look","kind":"manual","owner":"operator"}""";

    [Fact]
    public void A_playbook_whose_steps_have_tasks_is_run()
    {
        var playbook = Playbook.From(Read(With(p =>
        {
            p.Task(First, """{"key":"look","kind":"manual","owner":"operator","evidence":"required","due":{"after":"detection","milliseconds":2592000000}}""");
            p["labels"] = new JsonArray("id:small", "trigger:evidence-gap", "other");
        })));

        Assert.Equal("small", playbook.Id);
        Assert.Equal(["evidence-gap"], playbook.Triggers);
        Assert.Same(playbook.Find("LOOK"), playbook.Find(First));
        Assert.Equal(new TaskDue("detection", 2_592_000_000), playbook.Find("look")!.Task.Due);
        Assert.True(playbook.Find("look")!.Task.EvidenceRequired);
    }

    [Fact]
    public void A_strangers_playbook_is_read_and_written_but_not_run()
    {
        var playbook = Read(Small());

        Assert.Equal(CacaoWriter.Bytes(playbook), CacaoWriter.Bytes(CacaoReader.Read(CacaoWriter.Bytes(playbook), "again")));
        Assert.Contains("has no task, so that nobody knows what is to be done by whom", Refusal(playbook), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delay", "1", "`delay` and `timeout` are not run")]
    [InlineData("commands", """[{"type":"bash","command":"rm -rf /"}]""", "holds a `bash` command, and commands are not run")]
    public void What_is_not_run_is_said(string property, string value, string problem) =>
        Assert.Contains(problem, Refusal(Tasked(Manual, p => p.Step(First)[property] = Json(value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"kind":"manual","owner":"operator"}""", "has no `key`")]
    [InlineData("""{"key":"look","kind":"manual","owner":"operator","due":{"after":"full-moon","milliseconds":1}}""", "which is no fact")]
    [InlineData("""{"key":"look","kind":"notice","owner":"legal","hold":true,"rules":["atlantis.art1"]}""", "is not in the catalogue")]
    [InlineData("""{"key":"look","kind":"notice","owner":"legal","hold":true,"rules":"applicable","clock":{"regime":"applicable","escalation":[10]}}""", "asks for reminders at 10 per cent")]
    public void A_task_that_cannot_be_carried_through_is_refused(string task, string problem) => Assert.Contains(problem, Refusal(Tasked(task)), StringComparison.Ordinal);

    [Fact]
    public void A_revoked_playbook_is_not_run() => Assert.Contains("is revoked", Refusal(Tasked(Manual, p => p["revoked"] = true)), StringComparison.Ordinal);

    [Theory]
    [InlineData("[__stage__:value = 'breach']", null)]
    [InlineData("__stage__:value != 'breach'", null)]
    [InlineData("[__stage__:value = 'a' OR __stage__:value = 'b']", "is not a condition that is run")]
    [InlineData("[__stage__:value MATCHES '.*']", "is not a condition that is run")]
    [InlineData("[__stage__:value = 'breach'", "is not a condition that is run")]
    [InlineData("[__moon__:value = 'full']", "is not a variable that a case gives")]
    public void Conditions_are_a_small_part_of_patterning(string condition, string? problem)
    {
        var question = Id("if-condition", 10);
        var playbook = Tasked(Manual, p =>
        {
            p["playbook_variables"]!["__moon__"] = Json("""{"type":"string","external":true}""");
            p.Step(First)["on_completion"] = question;
            p.Workflow()[question] = Json($$"""{"type":"if-condition","condition":"{{condition}}","on_true":"{{Id("end", 11)}}","on_completion":"{{End}}"}""");
            p.Workflow()[Id("end", 11)] = Json("""{"type":"end"}""");
        });

        if (problem is null) Assert.Single(Playbook.From(playbook).Conditions);
        else Assert.Contains(problem, Refusal(playbook), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"dance","owner":"operator"}""", ".kind: expected one of collect, contain, manual, approval, notice")]
    [InlineData("""{"kind":"manual","owner":"supervisor"}""", ".owner: expected one of operator, security")]
    [InlineData("""{"kind":"manual"}""", ".owner: missing")]
    [InlineData("""{"kind":"manual","owner":"operator","banana":1}""", "['banana']: unknown property")]
    [InlineData("""{"kind":"manual","owner":"operator","hold":true}""", ".hold: is only of a notice")]
    [InlineData("""{"kind":"notice","owner":"legal","rules":"applicable"}""", ".hold: missing")]
    [InlineData("""{"kind":"notice","owner":"legal","hold":true,"rules":"all"}""", ".rules: expected `applicable`")]
    [InlineData("""{"kind":"notice","owner":"legal","hold":true,"rules":"applicable","clock":{"regime":"eu-gdpr","escalation":[90,50]}}""", "expected percentages in rising order")]
    [InlineData("""{"kind":"contain","owner":"vendor-security"}""", ".approved_before: missing")]
    [InlineData("""{"kind":"manual","owner":"operator","due":{"after":"detection","milliseconds":0}}""", ".due.milliseconds: expected milliseconds")]
    [InlineData("""{"kind":"approval","owner":"approver"}""", "an approval needs `on_success` and `on_failure`")]
    [InlineData("""{"kind":"approval","owner":"vendor-security"}""", "those who ask do not approve")]
    public void The_extension_is_held_to_its_shape_when_it_is_read(string task, string problem) =>
        Assert.Contains(Problems(With(p => p.Task(First, task))), line => line.Contains(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Containment_is_reached_by_its_approval_only(bool refusedToo)
    {
        var (contain, other) = (Id("action", 20), Id("end", 21));
        var playbook = With(p =>
        {
            p.Step(First).Remove("on_completion");
            p.Step(First)["on_success"] = contain;
            p.Step(First)["on_failure"] = refusedToo ? contain : other;
            p.Task(First, """{"key":"approve","kind":"approval","owner":"approver"}""");
            p.Workflow()[contain] = Json($$"""{"type":"action","on_completion":"{{End}}","commands":[{"type":"manual","command":"cut"}],"agent":"{{Person}}"}""");
            if (!refusedToo) p.Workflow()[other] = Json("""{"type":"end"}""");
            p.Task(contain, $$"""{"key":"contain","kind":"contain","owner":"vendor-security","approved_before":"{{First}}"}""");
        });

        if (refusedToo) Assert.Contains("can be reached without this approval", Assert.Single(Problems(playbook)), StringComparison.Ordinal);
        else Assert.Equal(First, Playbook.From(Read(playbook)).Find("contain")!.Task.ApprovedBefore);
    }

    private static CacaoPlaybook Tasked(string task, Action<JsonObject>? change = null) => Read(With(p =>
    {
        p.Task(First, task);
        change?.Invoke(p);
    }));

    private static string Refusal(CacaoPlaybook playbook) => Assert.Throws<InputException>(() => Playbook.From(playbook)).Message;
}
