using System.Globalization;
using System.Text;
using Compliance.Findings;
using Compliance.Tests.SecondReading;
using Compliance.Tests.Vendors;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.Judging;

/// <summary>Audits of one day's logs each, which hand on what they know.</summary>
public sealed class PriorUsageTests
{
    private const int Days = 110;
    private static readonly LocalDate First = new(2026, 1, 5);

    [Theory]
    [InlineData("daily")]
    [InlineData("weekdays")]
    [InlineData("none")]
    public void Daily_audits_find_in_the_end_what_one_audit_of_all_the_logs_finds(string expect)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var log = Log(new Dice(seed), weekends: expect == "daily");
            Usage? usage = null;
            AuditResult? last = null;
            for (var day = 0; day < Days; day++)
            {
                last = Audit(expect, [.. log.Where(row => row.Day == day)], First.PlusDays(day + 1), usage);
                usage = last.Usage;
            }
            var whole = Audit(expect, log, First.PlusDays(Days), null);

            Assert.Equal(Told(whole), Told(last!));
            Assert.Contains(whole.Checks, check => check is { Rule: "unused-permission", Unevaluated: null });
        }
    }

    [Fact]
    public void Without_what_was_known_a_day_of_logs_proves_nothing_and_with_it_enough()
    {
        var log = Log(new Dice(1), weekends: true);
        var before = Audit("daily", [.. log.Where(row => row.Day < Days - 1)], First.PlusDays(Days - 1), null).Usage;
        List<Row> day = [.. log.Where(row => row.Day == Days - 1)];

        var alone = Audit("daily", day, First.PlusDays(Days), null);
        var knowing = Audit("daily", day, First.PlusDays(Days), before);

        Assert.All(Checks(alone), check => Assert.Equal(Verdict.NotEvaluable, check.Verdict));
        Assert.Equal("`logs/*` has records of 1 of the 90 days on which they are expected, in 90 days, and 95 % are needed", Checks(alone)[0].Reason);
        Assert.All(Checks(knowing), check => Assert.Null(check.Unevaluated));
        Assert.Contains(knowing.Evidence, source => source is { Kind: "usage", Sha256: "5a1" });
        Assert.DoesNotContain(alone.Evidence, source => source.Kind == "usage");
    }

    [Fact]
    public void A_day_that_no_audit_saw_is_missed()
    {
        var log = Log(new Dice(1), weekends: true);
        var before = Audit("daily", [.. log.Where(row => row.Day is < Days - 11)], First.PlusDays(Days - 11), null).Usage;

        var after = Audit("daily", [.. log.Where(row => row.Day == Days - 1)], First.PlusDays(Days), before);

        Assert.StartsWith("`logs/*` has records of 80 of the 90 days", Checks(after)[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_permission_that_is_new_in_access_yaml_was_not_looked_for_before()
    {
        var log = Log(new Dice(1), weekends: true);
        var before = Audit("daily", [.. log.Where(row => row.Day < Days - 1)], First.PlusDays(Days - 1), null).Usage;

        var after = Audit("daily", [.. log.Where(row => row.Day == Days - 1)], First.PlusDays(Days), before, extra: ", brand.new");

        Assert.Equal("1 permissions stand in access.yaml for less than the 90 days that earlier audits looked at", Checks(after)[0].Unevaluated);
        Assert.DoesNotContain(after.Findings, finding => finding.Action == "brand.new");
        Assert.Contains(Audit("daily", log, First.PlusDays(Days), null, extra: ", brand.new").Findings, finding => finding.Action == "brand.new");
    }

    [Fact]
    public void A_person_whose_accounts_changed_may_have_been_active_under_the_others()
    {
        var log = Log(new Dice(1), weekends: true).Where(row => row.Account != "ben").ToList();
        var before = Audit("daily", [.. log.Where(row => row.Day < Days - 1)], First.PlusDays(Days - 1), null).Usage;
        List<Row> day = [.. log.Where(row => row.Day == Days - 1)];

        var same = Audit("daily", day, First.PlusDays(Days), before);
        var changed = Audit("daily", day, First.PlusDays(Days), before, accounts: "account,person\nben.2,ben\n");

        Assert.Contains(same.Findings, finding => finding is { Rule: "inactive-account", Principal: "ben" });
        Assert.DoesNotContain(changed.Findings, finding => finding is { Rule: "inactive-account", Principal: "ben" });
        Assert.StartsWith("1 of those who did nothing", Checks(changed)[1].Unevaluated, StringComparison.Ordinal);
    }

    [Fact]
    public void An_audit_of_an_earlier_time_does_not_use_what_was_seen_later()
    {
        var log = Log(new Dice(1), weekends: true);
        var later = Audit("daily", log, First.PlusDays(Days), null).Usage;

        var earlier = Audit("daily", [.. log.Where(row => row.Day == 100)], First.PlusDays(101), later);

        Assert.All(Checks(earlier), check => Assert.Equal(Verdict.NotEvaluable, check.Verdict));
        Assert.DoesNotContain(earlier.Evidence, source => source.Kind == "usage");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(9)]
    public void Days_between_the_logs_of_two_audits_are_missing_until_some_audit_has_seen_them(int? from)
    {
        static List<Row> Of(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(day => new Row(day, 0, "ana", "ticket.read"))];
        var before = Audit("daily", Of(0, 1), First.PlusDays(2), null);

        var after = Audit("daily", Of(9, 10), First.PlusDays(11), before.Usage, from: from is { } day ? First.PlusDays(day) : null);
        var next = Audit("daily", Of(11, 11), First.PlusDays(12), after.Usage);
        var filled = Audit("daily", Of(2, 8), First.PlusDays(12), next.Usage);

        Assert.DoesNotContain(before.Findings, finding => finding.Rule == "evidence-gap");
        foreach (var gap in new[] { after, next }.Select(result => Assert.Single(result.Findings, finding => finding.Rule == "evidence-gap")))
        {
            Assert.Equal((7L, First.PlusDays(2), First.PlusDays(8)), (gap.Count, gap.First!.Value.InUtc().Date, gap.Last!.Value.InUtc().Date));
            Assert.StartsWith("`logs/*` has no record of 2026-01-07, 2026-01-08", gap.Message, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(filled.Findings, finding => finding.Rule == "evidence-gap");
    }

    [Fact]
    public void A_day_is_compared_with_the_weekdays_that_earlier_audits_saw()
    {
        var log = Enumerable.Range(0, 42).SelectMany(day => Enumerable.Range(0, 10).Select(i => new Row(day, i, "ana", "ticket.read"))).ToList();
        var before = Audit("daily", log, First.PlusDays(42), null);
        List<Row> thin = [new(42, 1, "ana", "ticket.read"), .. Enumerable.Range(0, 10).Select(i => new Row(43, i, "ana", "ticket.read"))];

        var after = Audit("daily", thin, First.PlusDays(44), before.Usage, from: First.PlusDays(42));

        var gap = Assert.Single(after.Findings, finding => finding.Rule == "evidence-gap");
        Assert.Equal(("`logs/*` has far fewer records than usual of 2026-02-16 (1, usually 10)", 1L), (gap.Message, gap.Count));
        Assert.DoesNotContain(Audit("daily", thin, First.PlusDays(44), null, from: First.PlusDays(42)).Findings, finding => finding.Rule == "evidence-gap");
    }

    private static List<Check> Checks(AuditResult result) => [.. new[] { "unused-permission", "inactive-account" }.Select(rule => result.Checks.Single(check => check.Rule == rule))];

    private static string Told(AuditResult result) => string.Join('\n', [
        .. Checks(result).Select(check => $"{check.Rule} {check.Verdict} {check.Unevaluated}"),
        .. result.Findings.Where(finding => finding.Rule is "unused-permission" or "inactive-account").Select(finding => finding.Message),
    ]);

    // Somebody does something every day; each person and each action ends some day, or has a pause.
    private static List<Row> Log(Dice dice, bool weekends)
    {
        var people = new[] { "ana", "ben", "cyd", "dov" };
        var actions = new[] { "ticket.read", "ticket.reply", "kb.read", "refund.issue" };
        var ends = people.Concat(actions).ToDictionary(name => name, _ => dice.Chance(50) ? Days : dice.Between(0, Days));
        var rows = new List<Row>();
        for (var day = 0; day < Days; day++)
        {
            if (!weekends && First.PlusDays(day).DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) continue;
            rows.Add(new Row(day, 0, "eve", "signin"));
            for (var i = 1; i < 4; i++)
            {
                var (person, action) = (dice.One(people), dice.One(actions));
                if (day < ends[person] && day < ends[action]) rows.Add(new Row(day, i, person, action));
            }
        }
        return rows;
    }

    private static AuditResult Audit(
        string expect, List<Row> log, LocalDate to, Usage? prior, string extra = "", string? accounts = null, LocalDate? from = null)
    {
        var folder = MemoryFolder.With(
            $$"""
            id: acme-bpo
            logs:
              - { path: "logs/*", format: csv, {{(expect == "none" ? "" : $"expect: {expect}, ")}}zone: Etc/UTC, fields: { time: When, account: Who, action: What } }
            """,
            $$"""
            timezone: Etc/UTC
            approved: { by: d.osei, on: 2026-01-01 }
            roles:
              tier1: { allow: [ { actions: [ticket.read, ticket.reply, kb.*{{extra}}] } ] }
              tier2: { allow: [ { actions: [refund.issue, kb.*] } ] }
            assignments:
              - { principal: ana, role: tier1, from: 2025-01-01T00:00:00Z }
              - { principal: ben, role: tier1, from: 2025-01-01T00:00:00Z }
              - { principal: cyd, role: tier2, from: 2025-01-01T00:00:00Z }
              - { principal: dov, role: tier2, from: 2026-03-20T00:00:00Z }
            """,
            accounts: accounts);
        var text = new StringBuilder("When,Who,What\n");
        foreach (var row in log) text.Append(CultureInfo.InvariantCulture, $"{LocalDatePattern.Iso.Format(First.PlusDays(row.Day))}T12:{row.Minute:D2}:00Z,{row.Account},{row.Action}\n");
        folder.Add("logs/a.csv", text.ToString());
        return Auditor.Audit(
            new AuditRequest
            {
                Id = "a1",
                Record = VendorReader.Read(folder),
                Folder = folder,
                StartedBy = "tester",
                From = from?.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant(),
                To = to.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant(),
                Prior = prior is null ? null : new PriorUsage(prior, "5a1", 3),
            },
            progress: null, default);
    }

    private sealed record Row(int Day, int Minute, string Account, string Action);
}
