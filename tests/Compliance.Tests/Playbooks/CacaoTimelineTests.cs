using System.Text;
using System.Text.Json;
using Compliance.Incidents;
using Compliance.Playbooks;
using Compliance.Reports;
using NodaTime;

namespace Compliance.Tests.Playbooks;

public sealed class CacaoTimelineTests
{
    [Fact]
    public void The_playbook_with_results_is_a_playbook()
    {
        var @case = Contained();

        var results = CacaoTimeline.Of(@case.Playbook!, @case.Incident, @case.Now, Indexes(@case), Pseudonym);
        var again = CacaoReader.Read(CacaoWriter.Bytes(results), "results.json");

        Assert.True(JsonElement.DeepEquals(results.Document, again.Document));
        Assert.Equal([@case.Playbook!.Cacao.Id], again.Document.GetProperty("derived_from").EnumerateArray().Select(id => id.GetString()));
        Assert.Empty(Playbook.From(again).Triggers);
    }

    [Fact]
    public void A_step_says_who_did_it_when_on_what_evidence_and_where_the_trail_has_it()
    {
        var @case = Contained();
        var step = Result(@case, "contain");

        Assert.Equal("completed", step.GetProperty("status").GetString());
        Assert.Equal("p:o.hale", step.GetProperty("ended_by").GetString());
        Assert.Equal("2026-11-23T09:00:00.000Z", step.GetProperty("ended").GetString());
        Assert.Equal("console.png", step.GetProperty("evidence")[0].GetString());
        var completed = step.GetProperty("acts").EnumerateArray().Last();
        Assert.Equal("completed", completed.GetProperty("what").GetString());
        Assert.Equal(1_000 + completed.GetProperty("number").GetInt32(), completed.GetProperty("trail_index").GetInt64());
        Assert.Equal("p:d.osei", Result(@case, "approve-containment").GetProperty("approved_by").GetString());
        Assert.Equal("waiting", Result(@case, "enter-register").GetProperty("status").GetString());
    }

    [Fact]
    public void No_persons_name_no_note_and_no_fact_is_in_it()
    {
        var @case = Contained();
        @case.Record(new Fact { Name = FactNames.Awareness, At = @case.Now.WithOffset(Offset.Zero), Note = "counsel's view", Privileged = true, Evidence = ["memo.pdf"] });
        @case.Advance();

        var text = Encoding.UTF8.GetString(CacaoWriter.Bytes(CacaoTimeline.Of(@case.Playbook!, @case.Incident, @case.Now, Indexes(@case), Pseudonym))).Replace("p:o.hale", "", StringComparison.Ordinal).Replace("p:d.osei", "", StringComparison.Ordinal);

        foreach (var secret in (string[])["o.hale", "d.osei", "l.marsh", "counsel's view", "memo.pdf"]) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_results_are_the_same_bytes()
    {
        var first = new MemoryStream();
        var second = new MemoryStream();
        foreach (var output in new[] { first, second }) CacaoTimeline.Write(Contained().Playbook!, Contained().Incident, Case.Detected, Indexes(Contained()), null, output);

        Assert.Equal(first.ToArray(), second.ToArray());
    }

    private static Case Contained()
    {
        var @case = new Case();
        @case.Advance();
        @case.Complete("triage");
        @case.Advance();
        @case.Approve("approve-containment");
        @case.Advance();
        @case.Now += Duration.FromHours(1);
        @case.Complete("contain", "o.hale", "console.png");
        @case.Advance();
        return @case;
    }

    private static Dictionary<int, long> Indexes(Case @case) => Enumerable.Range(1, @case.Records.Count).ToDictionary(number => number, number => 1_000L + number);

    private static string Pseudonym(string person) => $"p:{person}";

    private static JsonElement Result(Case @case, string key) =>
        CacaoTimeline.Of(@case.Playbook!, @case.Incident, @case.Now, Indexes(@case), Pseudonym).Workflow[@case.Id(key)].Extensions[CacaoTimeline.Extension];
}
