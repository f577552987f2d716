using System.Text.Json;
using Compliance.Regimes;
using Compliance.Tests.Regimes;

namespace Compliance.Tests.Cli;

/// <summary><c>compliance deadline</c> and <c>compliance regimes</c>, run as a user runs them.</summary>
public class DeadlineTests
{
    private static readonly string[] Keys =
    [
        "regime", "duty", "recipient", "status", "due_at", "latest_arguable_at", "latest_arguable_why", "latest_arguable_source", "anchor", "anchor_at", "rule", "confidence", "why", "source",
        "jurisdiction", "law", "article", "stage",
    ];

    [Theory]
    [InlineData("D01")]
    [InlineData("D04")]
    [InlineData("D13")]
    [InlineData("D16")]
    [InlineData("D17")]
    [InlineData("D20")]
    [InlineData("D25")]
    [InlineData("D28")]
    [InlineData("D41")]
    [InlineData("D43")]
    public async Task A_worked_example_comes_out_of_the_program(string id)
    {
        var worked = WorkedCase.All.Single(worked => worked.Id == id);
        List<string> line = ["deadline", "--regime", worked.Rule, "--fact", $"{Law.Of(worked.Rule).AnchorFacts[0]}={worked.TriggerAt}", "--zone", worked.Zone!, "-o", "json"];
        if (worked.AwarenessAt is { } awareness) line.AddRange(["--fact", $"awareness={awareness}"]);
        if (worked.EntityClass is { } entityClass) line.AddRange(["--entity-class", entityClass]);
        if (worked.Holidays.Count > 0) line.AddRange(["--holiday", .. worked.Holidays]);

        var outcome = await CommandLine.RunAsync([.. line]);

        Assert.Equal(0, outcome.ExitCode);
        var answer = JsonElement.Parse(outcome.Output);
        Assert.Equal(Keys, answer.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("due", worked.DueAt, worked.Words), (Text(answer, "status"), Text(answer, "due_at"), Text(answer, "rule")));
        Assert.Equal(worked.LatestArguableAt, Text(answer, "latest_arguable_at"));
        Assert.Equal(Law.At(worked.TriggerAt!), Law.At(Text(answer, "anchor_at")!));
    }

    [Theory]
    [InlineData("us-ca.1798-82-residents --fact discovery=2025-12-20T12:00:00-08:00", "soft_standard")]
    [InlineData("us-sec.8k-105 --fact discovery=2026-11-02T09:00:00-05:00", "pending_anchor")]
    [InlineData("us-ca.1798-82-ag --fact resident_notice_sent=2026-11-02T09:00:00-08:00 --count 500", "not_triggered")]
    [InlineData("us-co.ag --fact determination=2026-11-02T09:00:00-07:00 --count 500", "due")]
    [InlineData("br-lgpd.anpd --fact awareness=2199-11-02T09:00:00-03:00", "calendar_missing")]
    [InlineData("in-dpdp.board-72h --fact awareness=2026-11-02T09:00:00+05:30", "not_yet_effective")]
    [InlineData("uk-csrb.initial", "disabled")]
    [InlineData("vn-pdpl.authority --fact detection=2026-11-02T09:00:00+07:00", "unconfirmed")]
    [InlineData("zz-law.none --fact awareness=2026-11-02T09:00:00+07:00", "no_rule")]
    public async Task Every_answer_is_an_answer_and_exits_0(string arguments, string status)
    {
        var outcome = await CommandLine.RunAsync(["deadline", "--regime", .. arguments.Split(' '), "-o", "json"]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(status, Text(JsonElement.Parse(outcome.Output), "status"));
        Assert.Contains("not legal advice", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deadline", "gpdr", "that is not to say that there is no duty; nearest are `eu-gdpr`, `uk-gdpr`, `")]
    [InlineData("deadline", "eu-gdpr.art33", "nearest are `eu-gdpr.art33-1`, `eu-gdpr.art33-2`, `eu-gdpr.art34`")]
    [InlineData("deadline", "EU-GDPR", "nearest are `eu-gdpr`, `")]
    [InlineData("deadline", "zz-law.none", "that is not to say that there is no duty\n")]
    [InlineData("regimes", "gpdr", "nearest are `eu-gdpr`, `uk-gdpr`, `")]
    public async Task An_id_that_is_mistyped_is_answered_with_those_that_are_near(string command, string id, string said)
    {
        var outcome = await CommandLine.RunAsync(command, "--regime", id, "-o", "json");
        var answer = JsonElement.Parse(outcome.Output);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(said, Text(answer.ValueKind is JsonValueKind.Array ? answer[0] : answer, "why") + "\n", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--fact awareness=2026-11-20T16:30:00", "--fact awareness: `2026-11-20T16:30:00` has no offset")]
    [InlineData("--fact awareness=2026-11-20", "--fact awareness: `2026-11-20` has no offset")]
    [InlineData("--fact eu-dora.initial:submitted_at=2026-11-20T16:30:00", "--fact eu-dora.initial:submitted_at: `2026-11-20T16:30:00` has no offset")]
    [InlineData("--fact awareness=now", "--fact awareness: `now` is not an instant")]
    [InlineData("--fact awareness", "`awareness` is not name=instant")]
    [InlineData("--fact Awareness=2026-11-20T16:30:00Z", "`Awareness` is not a name")]
    [InlineData("--zone Berlin", "--zone: `Berlin` is not a time zone")]
    [InlineData("--count -1", "--count: `-1` is not a number of persons")]
    [InlineData("--count 99999999999999999999", "--count: `99999999999999999999` is not a number of persons")]
    [InlineData("--holiday 25.12.2026", "--holiday: `25.12.2026` is not a date")]
    [InlineData("-o csv", "`csv` is not one of table, json")]
    public async Task What_cannot_be_meant_exits_2(string arguments, string said)
    {
        var outcome = await CommandLine.RunAsync(["deadline", "--regime", "eu-gdpr.art33-1", .. arguments.Split(' ')]);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_rule_there_is_nothing_to_answer()
    {
        var outcome = await CommandLine.RunAsync("deadline");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("--regime", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_regime_answers_with_an_array_of_its_rules()
    {
        var outcome = await CommandLine.RunAsync("deadline", "--regime", "eu-gdpr", "--fact", "awareness=2026-11-20T16:30:00Z", "-o", "json");

        Assert.Equal(["eu-gdpr.art33-1", "eu-gdpr.art33-2", "eu-gdpr.art34"], JsonElement.Parse(outcome.Output).EnumerateArray().Select(answer => Text(answer, "regime")));
    }

    [Fact]
    public async Task A_fact_that_the_rule_does_not_look_at_is_named_on_stderr_and_changes_nothing()
    {
        var outcome = await CommandLine.RunAsync("deadline", "--regime", "eu-gdpr.art33-1", "--fact", "awarenes=2026-11-20T16:30:00Z", "-o", "json");

        Assert.Equal((0, "pending_anchor"), (outcome.ExitCode, Text(JsonElement.Parse(outcome.Output), "status")));
        Assert.Contains("--fact awarenes: `eu-gdpr.art33-1` does not look at it, only at awareness", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entity_class_that_nobody_knows_is_named_because_it_would_move_the_limit()
    {
        var outcome = await CommandLine.RunAsync("deadline", "--regime", "eu-dora.intermediate", "--fact", "eu-dora.initial:submitted_at=2026-12-22T15:00:00+01:00", "--entity-class", "credit-istitution");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("--entity-class credit-istitution: none of credit_institution", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_a_person_the_answer_is_a_page_that_says_it_is_no_advice()
    {
        var outcome = await CommandLine.RunAsync("deadline", "--regime", "eu-gdpr.art33-1", "--fact", "awareness=2026-11-20T16:30:00+01:00", "--zone", "Europe/Berlin");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.StartsWith("eu-gdpr.art33-1  due  GDPR Regulation (EU) 2016/679, Art. 33(1),(3)-(5)\n  due       2026-11-23T16:30:00+01:00\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("not legal advice", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_rules_are_listed_in_the_same_shape()
    {
        var outcome = await CommandLine.RunAsync("regimes", "-o", "json");

        Assert.Equal(0, outcome.ExitCode);
        var answers = JsonElement.Parse(outcome.Output).EnumerateArray().ToList();
        Assert.Equal(RegimeCatalogue.All.Select(rule => rule.Id), answers.Select(answer => Text(answer, "regime")));
        Assert.All(answers, answer => Assert.Equal(Keys, answer.EnumerateObject().Select(member => member.Name)));
    }

    [Theory]
    [InlineData("US-CA", "us-ca.1798-82-ag", "us-ny.899aa-vendor")]
    [InlineData("US-CA", "us-hipaa.ba", "eu-gdpr.art33-1")]
    [InlineData("US-CA", "pci.visa-report", "br-lgpd.anpd")]
    [InlineData("NO", "eu-gdpr.art33-1", "eu-dora.initial")]
    public async Task The_rules_of_a_place_are_those_that_cover_it(string place, string there, string notThere)
    {
        var outcome = await CommandLine.RunAsync("regimes", "--jurisdiction", place, "-o", "csv");

        Assert.Contains($"\n{there},", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain($"\n{notThere},", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("no_rule", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_without_rules_says_so_before_those_that_hold_everywhere()
    {
        var outcome = await CommandLine.RunAsync("regimes", "--jurisdiction", "AR", "-o", "json");

        var answers = JsonElement.Parse(outcome.Output).EnumerateArray().ToList();
        Assert.Equal(("AR", "no_rule", null, null), (Text(answers[0], "regime"), Text(answers[0], "status"), Text(answers[0], "duty"), Text(answers[0], "source")));
        Assert.Contains("ask counsel", Text(answers[0], "why"), StringComparison.Ordinal);
        Assert.All(answers.Skip(1), answer => Assert.Equal("Global", Text(answer, "jurisdiction")));
    }

    [Fact]
    public async Task A_zone_given_for_all_rules_leaves_those_their_own_that_have_one()
    {
        var outcome = await CommandLine.RunAsync("regimes", "--fact", "discovery=2026-11-20T16:30:00Z", "awareness=2026-11-20T16:30:00Z", "--zone", "Europe/Lisbon", "-o", "json");

        var due = JsonElement.Parse(outcome.Output).EnumerateArray().ToDictionary(answer => Text(answer, "regime")!, answer => Text(answer, "due_at"));
        Assert.Equal(("2026-11-23T16:30:00+00:00", "2026-12-20T23:59:59-08:00"), (due["eu-gdpr.art33-1"], due["us-ca.1798-82-residents"]));
    }

    [Fact]
    public async Task In_the_table_what_is_due_first_stands_first()
    {
        var outcome = await CommandLine.RunAsync("regimes", "--regime", "cn-incident", "--fact", "discovery=2026-11-20T22:30:00+08:00");

        var lines = outcome.Output.Split('\n');
        Assert.StartsWith("2026-11-20T23:30:00+08:00  due", lines[1], StringComparison.Ordinal);
        Assert.Contains("cn-incident.cii", lines[1], StringComparison.Ordinal);
        Assert.Contains("not legal advice", outcome.Output, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement answer, string key) => answer.GetProperty(key).GetString();
}
