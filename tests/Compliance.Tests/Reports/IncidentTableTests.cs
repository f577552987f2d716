using Compliance.Incidents;
using Compliance.Regimes;
using Compliance.Reports;
using Compliance.Tests.Incidents;
using NodaTime;

namespace Compliance.Tests.Reports;

public sealed class IncidentTableTests
{
    private static readonly Instant Now = Cases.Start + Duration.FromDays(3);

    [Fact]
    public void Clocks_that_ran_out_come_first_then_the_next_then_what_waits_then_what_was_submitted()
    {
        var incident = Cases.Opened().WithFact(Cases.Fact("awareness", "2026-11-20T09:00:00.123Z")).WithFact(Cases.Fact("contract.insurer:submitted_at", "2026-11-20T10:00:00Z"));
        string[] ids = ["contract.a", "contract.b", "contract.insurer", "contract.d"];
        var shown = Shown(incident, [.. ids.Select((id, i) => Rule(incident, id, i == 3 ? "discovery" : "awareness", i == 0 ? 96 : 24))]);

        var lines = shown.Split('\n').Select(line => line.Trim()).Where(line => line.Contains("contract.", StringComparison.Ordinal) && line.EndsWith("Insurer", StringComparison.Ordinal)).ToList();
        Assert.Equal(["contract.b", "contract.a", "contract.d", "contract.insurer"], lines.Select(line => ids.Single(id => line.Contains(id, StringComparison.Ordinal))));
        Assert.StartsWith("OVERDUE 2026-11-21T09:00:00Z", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("2026-11-24T09:00:00Z", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("pending: discovery", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("submitted 2026-11-20T10:00:00Z", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_submitted_late_stays_late() =>
        Assert.Contains("submitted 2026-11-22T10:00:00Z, late", Shown(Late(), [Rule(Late(), "contract.insurer", "awareness", 24)]), StringComparison.Ordinal);

    [Fact]
    public void A_suspicion_says_what_would_be_due_if_awareness_were_detection_unless_that_tells_a_privileged_time()
    {
        var rule = RegimeRule.Contract("contract.a", "Insurer", "contract party", Duty.Customer, Duration.FromHours(24), "awareness", "policy");
        var shadow = new ShadowDeadline(rule, Applies.Yes, (Cases.Start + Duration.FromHours(24)).InUtc());
        var incident = Cases.Opened();
        Assert.Contains("2026-11-21T08:00:00Z  contract.a", Shown(incident, [], shadow), StringComparison.Ordinal);
        var privileged = incident.WithFact(Cases.Fact("contained", "2026-11-20T09:00:00Z") with { Privileged = true });
        Assert.DoesNotContain("contract.a", Shown(privileged, [], shadow), StringComparison.Ordinal);
    }

    private static Incident Late() =>
        Cases.Opened().WithFact(Cases.Fact("awareness", "2026-11-20T09:00:00Z")).WithFact(Cases.Fact("contract.insurer:submitted_at", "2026-11-22T10:00:00Z"));

    private static string Shown(Incident incident, IReadOnlyList<ApplicableRule> rules, params ShadowDeadline[] shadow)
    {
        using var text = new StringWriter();
        IncidentTable.Write(new(incident, rules, Now, Confidential: false) { Shadow = shadow }, text, 120, colour: false);
        return text.ToString();
    }

    private static ApplicableRule Rule(Incident incident, string id, string anchor, int hours)
    {
        var rule = RegimeRule.Contract(id, "Insurer", "contract party", Duty.Customer, Duration.FromHours(hours), anchor, "policy");
        return new() { Rule = rule, Applies = Applies.Yes, Why = "a contract", Deadline = rule.Answer(new DeadlineQuestion { Facts = incident.Effective, Now = Now }), Enabled = true };
    }
}
