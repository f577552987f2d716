using System.Text.Json.Nodes;
using static Compliance.Tests.Playbooks.Cacao;

namespace Compliance.Tests.Playbooks;

public sealed class WorkflowTests
{
    private static readonly string Fork = Id("parallel", 10);
    private static readonly string Question = Id("if-condition", 11);
    private static readonly string Loop = Id("while-condition", 12);
    private static readonly string Second = Id("action", 13);
    private static readonly string Third = Id("action", 14);
    private static readonly string SecondEnd = Id("end", 15);
    private static readonly string ThirdEnd = Id("end", 16);

    [Fact]
    public void Branches_with_ends_of_their_own_are_read() => Assert.Equal([Second, Third], Read(Forked()).Workflow[Fork].Branches);

    [Fact]
    public void A_playbook_has_one_start()
    {
        var problems = Problems(With(p => p.Workflow()[Id("start", 20)] = Json($$"""{"type":"start","on_completion":"{{First}}"}""")));

        Assert.Single(problems, line => line.Contains("is a second start step", StringComparison.Ordinal));
    }

    [Fact]
    public void Workflow_start_names_the_start_step() =>
        Assert.Contains(Problems(With(p => p["workflow_start"] = First)), line => line.StartsWith("p.json: $.workflow_start: expected an id `start--uuid`", StringComparison.Ordinal));

    [Fact]
    public void A_step_that_nothing_leads_to_is_refused() =>
        Assert.Equal($"p.json: $.workflow['{Id("end", 30)}']: no step leads here: let one do, or take it out",
            Assert.Single(Problems(With(p => p.Workflow()[Id("end", 30)] = Json("""{"type":"end"}""")))));

    [Fact]
    public void A_branch_without_end_is_refused() =>
        Assert.Contains("leads nowhere", Assert.Single(Problems(Changed(Forked(), p =>
        {
            p.Step(Third).Remove("on_completion");
            p.Workflow().Remove(ThirdEnd);
        }))), StringComparison.Ordinal);

    [Fact]
    public void Two_branches_do_not_share_an_end() =>
        Assert.Contains(Problems(Changed(Forked(), p => p.Step(Third)["on_completion"] = SecondEnd)), line => line.Contains("stands in two branches", StringComparison.Ordinal));

    [Fact]
    public void A_branch_does_not_run_on_into_what_follows_the_fork() =>
        Assert.Contains(Problems(Changed(Forked(), p => p.Step(Third)["on_completion"] = End)), line => line.Contains("stands in two branches", StringComparison.Ordinal));

    [Fact]
    public void A_parallel_step_has_at_least_two_branches() =>
        Assert.Contains(Problems(Changed(Forked(), p => p.Step(Fork)["next_steps"] = new JsonArray(Second))), line => line.Contains("next_steps: expected at least 2 of them, found 1", StringComparison.Ordinal));

    [Fact]
    public void A_circle_is_refused() =>
        Assert.Contains(Problems(With(p =>
        {
            p.Step(First)["on_completion"] = Second;
            p.Workflow()[Second] = Action(First);
        })), line => line.Contains($"goes back to `{First}`", StringComparison.Ordinal));

    [Fact]
    public void A_step_that_follows_itself_is_a_circle() =>
        Assert.Contains(Problems(With(p => p.Step(First)["on_completion"] = First)), line => line.Contains($"goes back to `{First}`", StringComparison.Ordinal));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_the_body_of_a_while_condition_may_repeat(bool itself)
    {
        var playbook = With(p =>
        {
            p.Step(First)["on_completion"] = Loop;
            p.Workflow()[Loop] = Json($$"""{"type":"while-condition","condition":"[__stage__:value = 'suspicion']","on_true":"{{Second}}","on_completion":"{{End}}"}""");
            p.Workflow()[Second] = Action(itself ? Loop : First);
        });

        if (itself) Assert.Equal([Second], Read(playbook).Workflow[Loop].Branches);
        else Assert.Contains(Problems(playbook), line => line.Contains($"goes back to `{First}`", StringComparison.Ordinal));
    }

    [Fact]
    public void One_way_on_excludes_the_others() =>
        Assert.Contains("stands beside `on_success` or `on_failure`", Assert.Single(Problems(With(p => p.Step(First)["on_success"] = End))), StringComparison.Ordinal);

    [Fact]
    public void A_failure_alone_is_no_way_on() =>
        Assert.Contains(Problems(With(p =>
        {
            p.Step(First).Remove("on_completion");
            p.Step(First)["on_failure"] = End;
        })), line => line.Contains("`on_failure` without `on_success`", StringComparison.Ordinal));

    [Fact]
    public void A_question_without_an_else_says_where_it_goes_on()
    {
        var playbook = With(p =>
        {
            p.Step(First)["on_completion"] = Question;
            p.Workflow()[Question] = Json($$"""{"type":"if-condition","condition":"[__stage__:value = 'breach']","on_true":"{{End}}"}""");
        });

        Assert.Contains("without `on_false`", Assert.Single(Problems(playbook)), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_values_of_a_switch_may_share_a_branch()
    {
        var choice = Id("switch-condition", 21);
        var playbook = With(p =>
        {
            p.Step(First)["on_completion"] = choice;
            p.Workflow()[choice] = Json($$"""{"type":"switch-condition","switch":"__stage__:value","cases":{"incident":"{{Second}}","breach":"{{Second}}"},"on_completion":"{{End}}"}""");
            p.Workflow()[Second] = Action(SecondEnd);
            p.Workflow()[SecondEnd] = Json("""{"type":"end"}""");
        });

        Assert.Equal([Second], Read(playbook).Workflow[choice].Branches);
    }

    [Fact]
    public void A_workflow_of_thousands_of_nested_branches_is_followed_without_falling_over()
    {
        var playbook = With(p =>
        {
            var workflow = p.Workflow();
            workflow[Start]!["on_completion"] = Id("if-condition", 1000);
            for (var i = 1000; i < 3000; i++)
            {
                workflow[Id("if-condition", i)] = Json($$"""{"type":"if-condition","condition":"x","on_true":"{{(i == 2999 ? First : Id("if-condition", i + 1))}}","on_completion":"{{Id("end", i + 10_000)}}"}""");
                workflow[Id("end", i + 10_000)] = Json("""{"type":"end"}""");
            }
        });

        Assert.Equal(2003 + 2000, Read(playbook).Workflow.Count);
    }

    private static JsonObject Forked() => With(p =>
    {
        p.Step(First)["on_completion"] = Fork;
        p.Workflow()[Fork] = Json($$"""{"type":"parallel","next_steps":["{{Second}}","{{Third}}"],"on_completion":"{{End}}"}""");
        p.Workflow()[Second] = Action(SecondEnd);
        p.Workflow()[Third] = Action(ThirdEnd);
        p.Workflow()[SecondEnd] = Json("""{"type":"end"}""");
        p.Workflow()[ThirdEnd] = Json("""{"type":"end"}""");
    });

    private static JsonObject Changed(JsonObject playbook, Action<JsonObject> change)
    {
        change(playbook);
        return playbook;
    }

    private static JsonNode Action(string next) =>
        Json($$"""{"type":"action","on_completion":"{{next}}","commands":[{"type":"manual","command":"do"}],"agent":"{{Person}}"}""");
}
