using Compliance.Findings;
using Compliance.Reports;

namespace Compliance.Tests.Reports;

public class AuditTableTests
{
    [Fact]
    public void A_person_reads_what_was_audited_what_it_rests_on_and_what_to_do()
    {
        var expected = """
            acme-bpo  fail
              audit   a1, started by j.park, pilot
              window  from 2026-03-01T00:00:00Z
              policy  access.yaml cccccccccccc, approved by d.osei on 2026-01-15 (MSA-2031 annex 4)
              tool    compliance 0.1.0, rules bbbbbbbbbbbb

            EVIDENCE
              records  rejected  duplicates  out of scope  from        to          format  source
                   10         1           2             3  2026-03-02  2026-03-02  csv     logs/crm 1.csv

              1 rejected in logs/crm 1.csv
                record 4        no time: column `When` is empty

            CHECKS
              verdict       findings  rule                 reason
              fail                 1  unknown-account
              exempt               1  unauthorized-action
              notEvaluable         0  mfa-missing          logs/crm 1.csv does not say whether MFA was
                                                           used

            SHARED BY MANY: a gap in the contract, or misuse?
              unauthorized-action  ticket.export  6 of 180 tier1 holders
                what   high, 6 times, 2026-03-02T08:00:00Z
                who    agent1, agent2, agent3, agent4, agent5 and 1 more
                allow  - actions: [ticket.export]

            OTHER FINDINGS
              high  unknown-account
                fix  name its owner in accounts.csv
                for  pci-dss-4.0.1:8.2.5

                ghost  crm:export  C-1  new
                  when  1,204 times, 2026-03-02T08:00:00Z to 2026-03-02T10:00:00Z
                  why   `ghost` stands in neither people, accounts nor assignments
                  see   logs/crm 1.csv#7, logs/help.ndjson#12
                  id    faa39ea2e96443e92ea54b472b96c891

              high  unauthorized-action
                fix  remove the permission

                agent2 (tier1)  ticket.delete  persisting  exempt
                  when  once, 2026-03-02T08:00:00Z
                  why   no role of `agent2` allows `ticket.delete`
                  risk  accepted by d.osei for s.lee until 2026-04-30T00:00:00Z: migration until April
                  id    79e47b42753ff7ef6812f9bcb7be1971

            RESOLVED SINCE THE LAST AUDIT
              unauthorized-action  agent3  ticket.merge

            fail  7 high, 1 exempt, 1 of 3 checks not evaluable

            """;
        var result = HandMade.Of(
            [HandMade.Stranger, HandMade.Accepted, .. Exporters(6), HandMade.Gone],
            new FindingGroup("unauthorized-action", "tier1", "ticket.export", 6, 180, "- actions: [ticket.export]"));

        Assert.Equal(expected, Table(result, 90));
    }

    [Fact]
    public void Findings_that_no_group_covers_stand_alone()
    {
        var table = Table(HandMade.Of([.. Exporters(2)]), 90);

        Assert.Contains("\nFINDINGS\n", table, StringComparison.Ordinal);
        Assert.Contains("agent1 (tier1)  ticket.export", table, StringComparison.Ordinal);
        Assert.Contains("agent2 (tier1)  ticket.export", table, StringComparison.Ordinal);
        Assert.DoesNotContain("SHARED BY MANY", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Daily_files_are_one_line_and_a_troubled_one_keeps_its_own()
    {
        var day = HandMade.Result.Evidence[0] with { Rejected = 0, Records = 100, RejectedSamples = [] };
        var evidence = Enumerable.Range(1, 9).Select(i => day with { Source = $"logs/help/{i}.ndjson", Conflicts = i == 5 ? 2 : 0 }).ToArray();

        var table = Table(HandMade.Result with { Evidence = evidence }, 120);

        Assert.Contains("logs/help/* (8 files)", table, StringComparison.Ordinal);
        Assert.Contains("    800  ", table, StringComparison.Ordinal);
        Assert.Contains("logs/help/5.ndjson", table, StringComparison.Ordinal);
        Assert.DoesNotContain("logs/help/4.ndjson", table, StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_is_wider_than_the_terminal_where_there_is_a_space_to_break_at()
    {
        var message = string.Join(' ', Enumerable.Repeat("word", 200));

        var table = Table(HandMade.Of([HandMade.Stranger with { Message = message }]), 100);

        Assert.All(table.Split('\n'), line => Assert.True(line.Length <= 100, line));
        Assert.Equal(200, table.Split("word").Length - 1);
    }

    [Fact]
    public void A_name_from_a_log_cannot_command_the_terminal()
    {
        var table = Table(HandMade.Of([HandMade.Stranger with { Principal = "x\e[2J\u202e\r\ny" }]), 100);

        Assert.Contains("x\\u001b[2J\\u202e\\u000d\\u000ay", table, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', table);
    }

    [Fact]
    public void Colour_is_there_only_when_asked_for()
    {
        var plain = Table(HandMade.Result, 100);
        var coloured = Table(HandMade.Result, 100, colour: true);

        Assert.DoesNotContain('\e', plain);
        Assert.Contains("\e[1;31mfail\e[0m", coloured, StringComparison.Ordinal);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9;]*m", ""));
    }

    [Fact]
    public void An_unapproved_policy_and_missing_evidence_are_said()
    {
        var result = HandMade.Of([]);
        result = result with { Audit = result.Audit with { Policy = result.Audit.Policy with { ApprovedBy = null }, From = null }, Evidence = [] };

        var table = Table(result, 100);

        Assert.Contains("access.yaml cccccccccccc, not approved", table, StringComparison.Ordinal);
        Assert.Contains("window  all of the evidence", table, StringComparison.Ordinal);
        Assert.Contains("EVIDENCE\n  none\n", table, StringComparison.Ordinal);
        Assert.EndsWith("fail  no failing finding, 1 of 3 checks not evaluable\n", table, StringComparison.Ordinal);
    }

    private static IEnumerable<Finding> Exporters(int count) => Enumerable.Range(1, count).Select(i => HandMade.Accepted with
    {
        Verdict = Verdict.Fail,
        Exemption = null,
        Principal = $"agent{i}",
        Action = "ticket.export",
    });

    private static string Table(AuditResult result, int width, bool colour = false)
    {
        using var output = new StringWriter();
        AuditTable.Write(result, output, width, colour);
        return output.ToString();
    }
}
