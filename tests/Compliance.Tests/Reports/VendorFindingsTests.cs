using System.Text;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Reports.Html;
using Compliance.Tests.Vendors;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Reports;

/// <summary>The list that a vendor answers, from an audit to the CSV that comes back.</summary>
public sealed class VendorFindingsTests
{
    private static readonly Instant Today = Instant.FromUtc(2026, 3, 10, 0, 0);

    private static readonly VendorRecord Record = VendorReader.Read(MemoryFolder.With(
        "id: acme-bpo\npopulation: { match: [\"acme.*\"] }\nsla: { remediation: { high: 7d } }\n", people: "person,name,status,hired,left\nagent2,Ann,active,2025-01-01,\n",
        accounts: "account,person,kind,system,owner\nbot7,,bot,,\nA.LEE,lee,human,,\n"));

    private static Finding About(string? principal, string rule = "mfa-missing") => HandMade.Stranger with
    {
        Fingerprint = Fingerprint.Of(rule, "acme-bpo", principal, null, "signin"),
        Rule = rule,
        Principal = principal,
    };

    private static VendorFindings ListOf(params Finding[] findings)
    {
        var result = HandMade.Of(findings);
        return VendorFindings.Of(result with { Audit = result.Audit with { Remediation = Record.Vendor.Remediation } }, Record, Today);
    }

    private static VendorReplies Read(string csv) => VendorReplies.Read("list.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv)));

    private static string Csv(VendorFindings list)
    {
        using var text = new StringWriter();
        VendorFindingsCsv.Write(list, text);
        return text.ToString();
    }

    [Fact]
    public void Only_failing_findings_about_the_vendors_own_people_are_on_the_list()
    {
        var list = ListOf(About("agent2"), About("LEE"), About("bot7"), About("acme.new"), About("our.admin"), About(null), HandMade.Accepted, HandMade.Gone,
            About("agent2", "other") with { Verdict = Verdict.NotEvaluable });

        Assert.Equal(["agent2", "LEE", "bot7", "acme.new"], list.Findings.Select(finding => finding.Person));
        Assert.Equal(2, list.Withheld);
    }

    [Fact]
    public void A_line_says_what_was_seen_what_is_asked_by_when_and_what_was_replied()
    {
        var opened = Today - Duration.FromDays(8);
        var work = new FindingWork { Status = FindingStatus.VendorDisputed, By = "vm", At = Today, Reply = "not ours", ReplyEvidence = "T-1" };

        var line = Assert.Single(ListOf(About("agent2") with { Opened = opened, Due = opened + Duration.FromDays(7), Work = work }).Findings);

        Assert.Equal("F-" + Fingerprint.Of("mfa-missing", "acme-bpo", "agent2", null, "signin").Value[..12], line.Id);
        Assert.Equal((HandMade.Stranger.Message, HandMade.Stranger.Fix), (line.Saw, line.Ask));
        Assert.Equal((opened + Duration.FromDays(7), true, FindingStatus.VendorDisputed, "not ours", "T-1"), (line.Due!.Value, line.Overdue, line.Status, line.Reply, line.ReplyEvidence));
        Assert.Equal(line.Id[2..], VendorFinding.FingerprintOf(line.Id.ToLowerInvariant()));
    }

    [Theory]
    [InlineData(FindingStatus.Open, "open")]
    [InlineData(FindingStatus.Assigned, "open")]
    [InlineData(FindingStatus.RiskRequested, "open")]
    [InlineData(FindingStatus.VendorDisputed, "vendor-disputed")]
    [InlineData(FindingStatus.Fixed, "fixed")]
    [InlineData(FindingStatus.FalsePositive, null)]
    [InlineData(FindingStatus.RiskAccepted, null)]
    public void A_vendor_is_told_what_is_its_own_to_know_and_of_what_is_excused_nothing(FindingStatus status, string? told)
    {
        var work = new FindingWork { Status = status, Owner = "their.owner", Reason = "their reason", Control = "their control", By = "their.chief", ById = "33333333", At = Today };
        var exemption = status is FindingStatus.RiskAccepted ? HandMade.Accepted.Exemption : null;

        var list = ListOf(About("agent2") with { Work = work, Exemption = exemption });

        Assert.Equal(told is null ? [] : [told], list.Findings.Select(finding => Wording.Of(finding.Status)));
        using var json = new MemoryStream();
        VendorFindingsJson.Write(list, json);
        using var html = new StringWriter();
        VendorHtml.Write(list, html);
        var all = Csv(list) + html + Encoding.UTF8.GetString(json.ToArray());
        foreach (var inner in new[] { "their.owner", "their reason", "their control", "their.chief", "33333333", "assigned", "risk-requested", "risk-accepted", "false-positive" }) Assert.DoesNotContain(inner, all, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_finding_that_no_store_knows_is_due_as_if_found_when_the_list_is_made() =>
        Assert.Equal((Today + Duration.FromDays(7), false), ListOf(About("agent2")).Findings.Select(line => (line.Due!.Value, line.Overdue)).Single());

    [Theory]
    [InlineData("F-0123456789ab", "0123456789ab")]
    [InlineData(" f-0123456789AB ", "0123456789ab")]
    [InlineData("F-0123456789a", null)]
    [InlineData("F-0123456789abc", null)]
    [InlineData("0123456789ab", null)]
    [InlineData("F-0123456789xz", null)]
    [InlineData("", null)]
    public void An_id_comes_back_as_the_beginning_of_a_fingerprint(string id, string? digits) => Assert.Equal(digits, VendorFinding.FingerprintOf(id));

    [Fact]
    public void The_list_is_a_table_without_formulas()
    {
        var rows = Csv(ListOf(About("agent2") with { Message = "=1+1", Resource = "a\"b,c" })).Split("\r\n");

        Assert.Equal("id,severity,rule,person,role,action,resource,count,first,last,seen,asked,due,overdue,made,status,answer,reply,evidence", rows[0]);
        Assert.Contains(",'=1+1,", rows[1], StringComparison.Ordinal);
        Assert.Contains(",\"a\"\"b,c\",", rows[1], StringComparison.Ordinal);
        Assert.EndsWith(",2026-03-17T00:00:00.000Z,,2026-03-10T00:00:00.000Z,open,,,", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_nobody_filled_in_says_nothing()
    {
        var read = Read(Csv(ListOf(About("agent2"), About("bot7"))));

        Assert.Equal(2, read.Rows);
        Assert.Empty(read.Replies);
        Assert.Empty(read.Refused);
    }

    [Fact]
    public void What_was_replied_before_comes_back_as_it_was()
    {
        var work = new FindingWork { Status = FindingStatus.Fixed, By = "vm", At = Today, Reply = "=see ticket\r\n\"T-1\"", ReplyEvidence = "@T-1" };

        var reply = Assert.Single(Read(Csv(ListOf(About("agent2") with { Work = work }))).Replies);

        // The answer is the one that the list came with: it claims nothing.
        Assert.Equal((2, VendorClaim.None, "=see ticket\r\n\"T-1\"", "@T-1", Today), (reply.Line, reply.Claim, reply.Text, reply.Evidence, reply.Made!.Value));
    }

    [Fact]
    public void An_answer_other_than_the_one_it_came_with_is_a_claim_and_a_time_that_is_none_is_refused()
    {
        var read = Read("id,made,status,answer,reply\nF-0123456789ab,2026-03-10T00:00:00Z,fixed,disputed,\nF-0123456789ac,10.3.2026,open,fixed,\n");

        Assert.Equal(new VendorReply(2, "F-0123456789ab", VendorClaim.Disputed, null, null, Today), Assert.Single(read.Replies));
        Assert.Equal(3, Assert.Single(read.Refused).Line);
    }

    [Fact]
    public void Answers_are_read_in_any_order_of_columns_with_semicolons_and_a_mark_of_utf8()
    {
        var read = Read("\uFEFFAnswer;reply;id\r\nFixed;gone, really;F-0123456789ab\r\n;;F-0123456789ac\r\nperhaps;;F-0123456789ad\r\nDISPUTED;;nonsense\r\n");

        Assert.Equal(
            [new VendorReply(2, "F-0123456789ab", VendorClaim.Fixed, "gone, really", null), new(5, "nonsense", VendorClaim.Disputed, null, null)], read.Replies);
        Assert.Equal("`answer` is `perhaps`: expected fixed, disputed or nothing", Assert.Single(read.Refused).Why);
        Assert.Equal(4, read.Rows);
    }

    [Fact]
    public void What_is_too_long_is_refused_by_row_and_what_is_no_such_table_as_a_whole()
    {
        var read = Read($"id,answer,reply,evidence\nF-0123456789ab,,{new string('x', 4001)},\nF-0123456789ab,,,{new string('x', 1001)}\nF-0123456789ab,,{new string('x', 4000)},\n");
        Assert.Equal((2, 1), (read.Refused.Count, read.Replies.Count));
        Assert.Equal("list.csv:1:1: the column `answer` is missing: the first line names the columns, separated by commas, such as id,made,status,answer,reply,evidence", Assert.Throws<InputException>(() => Read("id,reply\n")).Message);
        Assert.Throws<InputException>(() => Read("id,answer,reply\n\"F-"));
        Assert.Throws<InputException>(() => VendorReplies.Read("list.csv", new MemoryStream([0xFF, 0xFE, 0x00])));
    }

    [Fact]
    public void Whatever_comes_back_is_read_or_refused()
    {
        var pieces = new[] { "id", "answer", "reply", "evidence", ",", ";", "\"", "\r\n", "\n", "'", "=", "fixed", "disputed", "F-0123456789ab", "\0", "\uFEFF", "ä", "\u202e" };
        var soup = Gen.Elements<string>(pieces).ArrayOf().Select(parts => Encoding.UTF8.GetBytes("id,answer,reply\n" + string.Concat(parts)));
        var bytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();
        FsCheck.Check.One(Tried.Times(500), Prop.ForAll(Arb.From(Gen.OneOf(soup, bytes)), file =>
        {
            try
            {
                var read = VendorReplies.Read("list.csv", new MemoryStream(file));
                Assert.InRange(read.Replies.Count + read.Refused.Count, 0, read.Rows);
                Assert.All(read.Replies, reply => Assert.True(reply.Claim is not VendorClaim.None || reply.Text is not null || reply.Evidence is not null));
            }
            catch (InputException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }));
    }
}
