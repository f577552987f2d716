using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Compliance.Incidents;
using Compliance.Regimes;
using Compliance.Reports;
using Compliance.Tests.Incidents;
using Compliance.Trail;
using FsCheck;
using FsCheck.Fluent;
using Markdig;
using NodaTime;

namespace Compliance.Tests.Reports;

public class IncidentExportTests
{
    private static readonly Instant Now = Cases.Start + Duration.FromDays(2);
    private static readonly RegimeRule Contract = RegimeRule.Contract("contract.insurer", "Insurer", "contract party", Duty.Customer, Duration.FromHours(48), "awareness", "policy");

    [Fact]
    public void What_a_privileged_fact_says_is_in_no_export() =>
        Prop.ForAll(Cases.Records.ListOf().ToArbitrary(), Gen.Choose(0, 86_399).ToArbitrary(), (records, second) =>
        {
            const string Secret = "xyzzy-9f3a";
            var at = (Instant.FromUtc(2025, 1, 2, 0, 0) + Duration.FromSeconds(second)).WithOffset(Offset.Zero);
            var fact = new FactRecorded
            {
                At = Cases.Start,
                By = Cases.Ann,
                Fact = new Fact { Name = "awareness", At = at, Note = Secret, Evidence = [Secret], Authority = Secret, Jurisdiction = Secret, DataClasses = [Secret], Privileged = true },
            };
            var all = Exports(Cases.Of([.. records, fact]));
            return !all.Contains(Secret, StringComparison.Ordinal)
                && !all.Contains("2025-01-0", StringComparison.Ordinal)
                && !all.Contains(@"2025\-01\-0", StringComparison.Ordinal);
        }).Check(Tried.Times());

    [Fact]
    public void Those_who_may_see_it_see_a_privileged_fact_and_the_others_its_digest()
    {
        var incident = Cases.Opened().WithFact(Cases.Fact("awareness", "2026-11-20T09:00:00Z") with { Privileged = true, Note = "by counsel" });

        Assert.Contains("by counsel", Text(stream => IncidentReportJson.Write(new(incident, Rules(incident), Now, Confidential: true), stream)), StringComparison.Ordinal);
        var open = Text(stream => IncidentReportJson.Write(new(incident, Rules(incident), Now, Confidential: false) { Salt = Salt }, stream));
        Assert.DoesNotContain("by counsel", open, StringComparison.Ordinal);
        Assert.Contains(new Commitments(Salt).Of(incident.Records[1]), open, StringComparison.Ordinal);
    }

    [Fact]
    public void A_timeline_says_who_knew_when_in_order_with_corrections_clocks_and_places_in_the_trail()
    {
        var incident = Cases.Opened().WithFact(Cases.Fact("awareness", "2026-11-20T10:00:00+01:00")).WithFact(Cases.Fact("awareness", "2026-11-20T09:30:00Z", corrects: 2), Cases.Bob)
            .WithFact(Cases.Fact("contract.insurer:submitted_at", "2026-11-21T10:00:00Z"));
        var trail = new TimelineTrail(new Dictionary<int, long> { [1] = 40, [2] = 41, [3] = 44 }, 50, "abc=");
        var timeline = Timeline.Of(incident, Rules(incident), Now, trail, _ => "p:somebody");
        using var json = JsonDocument.Parse(Text(stream => TimelineJson.Write(timeline, stream)));
        var root = json.RootElement;

        Assert.Contains("not legal advice", root.GetProperty("disclaimer").GetString(), StringComparison.Ordinal);
        Assert.Equal([40, 41, 44], root.GetProperty("records").EnumerateArray().Take(3).Select(record => record.GetProperty("trailIndex").GetInt64()));
        Assert.Equal(3, root.GetProperty("records")[1].GetProperty("correctedBy").GetInt32());
        Assert.All(root.GetProperty("records").EnumerateArray(), record => Assert.Equal("p:somebody", record.GetProperty("who").GetString()));
        var clock = Assert.Single(root.GetProperty("clocks").EnumerateArray());
        Assert.Equal(("2026-11-22T09:30:00.000Z", "2026-11-21T10:00:00.000Z"), (clock.GetProperty("due_at").GetString(), clock.GetProperty("submitted_at").GetString()));
        Assert.Contains("Bob", Text(TimelineOf(incident, null)).Replace("bob\\@", "Bob", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void What_persons_wrote_makes_no_heading_link_element_or_cell()
    {
        var incident = Cases.Opened().Then(now => now.Change(Stage.Incident, "x | y\n# Heading\n[a](http://evil.example) <script>alert(1)</script> `code` **b** ![i](u)\n\n| a | b |", Cases.Ann, Cases.Start));
        var markdown = Text(TimelineOf(incident, null));

        Assert.Equal(6, markdown.Split('\n').Count(line => line.StartsWith('#')));
        Assert.DoesNotContain("<", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("](", markdown.Replace("\\](", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("http://", markdown, StringComparison.Ordinal);
        var row = Assert.Single(markdown.Split('\n'), line => line.Contains("Heading", StringComparison.Ordinal));
        Assert.Equal(7, row.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|'));
    }

    [Fact]
    public void Any_text_stays_within_its_cell() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var escaped = TimelineMarkdown.Text(text);
            return !escaped.Contains('\n', StringComparison.Ordinal) && !escaped.Contains('\r', StringComparison.Ordinal) && !escaped.Contains('<', StringComparison.Ordinal)
                && escaped.Select((c, i) => (c, i)).Where(at => at.c == '|').All(at => at.i > 0 && escaped[at.i - 1] == '\\');
        }).Check(Tried.Times());

    [Fact]
    public void No_reader_of_Markdown_makes_anything_of_a_text() =>
        Prop.ForAll(Texts.ToArbitrary(), IsTextToReaders).Check(Tried.Times(5_000));

    [Theory]
    [InlineData("\n  \n{code")]
    [InlineData("    1) code")]
    [InlineData("\t\ta")]
    public void Space_in_front_makes_no_block_of_code(string text) => Assert.True(IsTextToReaders(text));

    private static bool IsTextToReaders(string text)
    {
        var escaped = TimelineMarkdown.Text(text);
        var cell = Markdown.ToHtml($"| a |\n|---|\n| {escaped} |\n", Reader);
        var item = Markdown.ToHtml($"- {escaped}\n", Reader);
        return Inside(cell, "<td>", "</td>") && (escaped.Trim().Length == 0 || Inside(item, "<li>", "</li>"));
    }

    private static readonly MarkdownPipeline Reader = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().UseEmphasisExtras().UseTaskLists().UseFootnotes().Build();

    private static readonly Gen<string> Texts = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>(),
        Gen.Elements("*", "**a**", "_", "__a__", "a_b", "`", "[a](b)", "[^1]", "![i](u)", "# ", "1. ", "2) ", "- ", "+ ", "=", "---", "|", "\\", "<b>", "&amp;", "http://evil.example", "www.evil.example",
            "a@evil.example", "mailto:a@evil.example", "tel:112", "ftp://evil.example", "==", "++", "^", "\"", "~~a~~", "[x] ", " ", "\n", "a", "7", "{", "}", ":", "!").ListOf().Select(string.Concat));

    private static bool Inside(string html, string from, string to)
    {
        var start = html.IndexOf(from, StringComparison.Ordinal) + from.Length;
        var end = html.LastIndexOf(to, StringComparison.Ordinal);
        return start >= from.Length && end >= start && !html[start..end].Contains('<', StringComparison.Ordinal);
    }

    [Fact]
    public void The_register_lists_a_case_that_was_not_notified_with_its_reasons_and_neutral_cells()
    {
        var incident = Cases.Opened().WithFact(Cases.Fact("awareness", "2026-11-20T09:00:00Z")).WithFact(Cases.Affected("DE", 120))
            .Then(now => now.Close(false, "=cmd|calc", "no risk, encrypted", "done", Cases.Ann, Now));
        using var output = new StringWriter();
        RegisterCsv.Write([RegisterRow.Of(incident, Rules(incident), Now)], output);

        Assert.Equal(
            "acme-bpo,20261120-case,closed,mass record access,2026-11-20T08:00:00.000Z,,2026-11-20T09:00:00.000Z,do not notify,'=cmd|calc,\"no risk, encrypted\",DE 120,contract.insurer,2026-11-22T09:00:00.000Z,,0",
            output.ToString().Split("\r\n")[1]);
    }

    [Fact]
    public void Any_case_can_be_reported_in_every_form() =>
        Prop.ForAll(Cases.Records.ListOf().ToArbitrary(), records => Exports(Cases.Of(records)).Length > 0).Check(Tried.Times());

    [Fact]
    public void What_the_directory_calls_a_person_is_in_no_export_and_no_entry_of_the_trail() =>
        Prop.ForAll(Cases.Records.ListOf().ToArbitrary(), records =>
            !Exports(Cases.Of(records.Select(record => record with { ById = Cases.AnnsId }))).Contains(Cases.AnnsId, StringComparison.Ordinal)).Check(Tried.Times());

    [Fact]
    public void A_timeline_by_name_opens_the_digests_of_what_it_tells_and_no_other()
    {
        var incident = Cases.Opened().WithFact(Cases.Fact("awareness", "2026-11-20T09:00:00Z")).WithFact(Cases.Fact("discovery", "2026-11-20T09:00:00Z") with { Privileged = true });
        using var named = JsonDocument.Parse(Text(stream => TimelineJson.Write(Timeline.Of(incident, [], Now, salt: Salt), stream)));
        var lines = named.RootElement.GetProperty("records").EnumerateArray().ToList();

        foreach (var number in new[] { 0, 1 })
        {
            byte[] opened = [.. Convert.FromHexString(lines[number].GetProperty("salt").GetString()!), .. IncidentJson.Write(incident.Records[number])];
            Assert.Equal(lines[number].GetProperty("sha256").GetString(), "sha256:" + Convert.ToHexStringLower(SHA256.HashData(opened)));
        }
        Assert.False(lines[2].TryGetProperty("salt", out _));
        Assert.Equal(new Commitments(Salt).Of(incident.Records[2]), lines[2].GetProperty("sha256").GetString());
        Assert.DoesNotContain("\"salt\"", Text(stream => TimelineJson.Write(Timeline.Of(incident, [], Now, pseudonym: _ => "p:somebody", salt: Salt), stream)), StringComparison.Ordinal);
        Assert.DoesNotContain("\"sha256\"", Text(stream => TimelineJson.Write(Timeline.Of(incident, [], Now), stream)), StringComparison.Ordinal);
    }

    private static byte[] Salt(byte[] bytes) => new Pseudonyms(new byte[Pseudonyms.KeySize]).SaltOf(bytes);

    private static string Exports(Incident incident)
    {
        var rules = Rules(incident);
        var row = RegisterRow.Of(incident, rules, Now);
        var report = new IncidentReport(incident, rules, Now, Confidential: false);
        using var text = new StringWriter();
        RegisterCsv.Write([row], text);
        RegisterTable.Write([row], text, 120, colour: false);
        IncidentTable.Write(report, text, 120, colour: false);
        TimelineMarkdown.Write(Timeline.Of(incident, rules, Now), text);
        for (var number = 1; number <= incident.Records.Count; number++)
            text.Write(TrailWords.Of(incident, number, _ => "p", _ => "f", Salt) is var words ? $"{words.Type} {words.Actor} {words.Data.ToJsonString()}" : "");
        return text + Text(stream => TimelineJson.Write(Timeline.Of(incident, rules, Now), stream)) + Text(stream => RegisterJson.Write([row], stream)) + Text(stream => IncidentReportJson.Write(report, stream));
    }

    private static IReadOnlyList<ApplicableRule> Rules(Incident incident)
    {
        var deadline = Contract.Answer(new DeadlineQuestion { Facts = incident.Effective, Now = Now });
        return [new ApplicableRule { Rule = Contract, Applies = Applies.Yes, Why = $"awareness at {deadline.AnchorAt}", Deadline = deadline, Enabled = true }];
    }

    private static Action<Stream> TimelineOf(Incident incident, TimelineTrail? trail) => stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        TimelineMarkdown.Write(Timeline.Of(incident, Rules(incident), Now, trail), writer);
    };

    private static string Text(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
