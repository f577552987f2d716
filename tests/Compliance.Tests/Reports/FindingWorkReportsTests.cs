using System.Text.Json;
using Compliance.Findings;
using Compliance.Reports;
using NodaTime;

namespace Compliance.Tests.Reports;

/// <summary>What reports of an audit say of where people are with its findings.</summary>
public sealed class FindingWorkReportsTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 20, 0, 0);
    private static readonly Instant Before = Now - Duration.FromDays(3);
    private static readonly FindingWork Assigned = new()
    {
        Status = FindingStatus.Assigned,
        Owner = "bob",
        Reason = "his team",
        By = "d.osei",
        At = Before,
        Reply = "we look",
        ReplyEvidence = "T-1",
        Replied = Before,
    };

    private static readonly Finding Late = HandMade.Stranger with { Opened = Before, Due = Now - Duration.FromDays(1), Work = Assigned };

    private static readonly Finding FalsePositive = HandMade.Stranger with
    {
        Verdict = Verdict.Exempt,
        Work = new() { Status = FindingStatus.FalsePositive, Reason = "a test account", By = "d.osei", At = Before, Expires = Now },
    };

    private static string Table(AuditResult result, Instant? asOf)
    {
        using var text = new StringWriter();
        AuditTable.Write(result, text, 140, asOf: asOf);
        return text.ToString();
    }

    private static JsonElement Json(Finding finding, Instant? asOf)
    {
        using var bytes = new MemoryStream();
        AuditJson.Write(HandMade.Of([finding]), bytes, asOf);
        return JsonElement.Parse(bytes.ToArray()).GetProperty("findings")[0];
    }

    [Fact]
    public void The_table_shows_by_when_who_has_it_and_what_the_vendor_says()
    {
        var table = Table(HandMade.Of([Late]), Now);

        Assert.Contains("due   2026-03-19T00:00:00Z, overdue\n", table, StringComparison.Ordinal);
        Assert.Contains("work  assigned, with bob, by d.osei on 2026-03-17T00:00:00Z: his team\n", table, StringComparison.Ordinal);
        Assert.Contains("says  the vendor: we look\n", table, StringComparison.Ordinal);
        Assert.Contains("with  T-1\n", table, StringComparison.Ordinal);
        Assert.EndsWith("1 high, 1 overdue, 1 of 3 checks not evaluable\n", table, StringComparison.Ordinal);
        Assert.DoesNotContain("overdue", Table(HandMade.Of([Late]), null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_shows_the_earliest_time_and_how_many_are_late()
    {
        Finding[] findings = [.. Enumerable.Range(0, 6).Select(i => Late with { Principal = $"agent{i}", Role = "tier1", Due = Now + Duration.FromDays(i - 2) })];

        var table = Table(HandMade.Of(findings, new FindingGroup("unknown-account", "tier1", "crm:export", 6, 9, "- actions: [crm:export]")), Now);

        Assert.Contains("due    2026-03-18T00:00:00Z, 2 overdue\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_false_positive_is_shown_with_its_reason_until_when()
    {
        Assert.Contains("work  false-positive, by d.osei on 2026-03-17T00:00:00Z until 2026-03-20T00:00:00Z: a test account\n", Table(HandMade.Of([FalsePositive]), Now), StringComparison.Ordinal);

        using var sarif = new MemoryStream();
        AuditSarif.Write(HandMade.Of([FalsePositive]), HandMade.Rules, sarif);
        var suppression = JsonElement.Parse(sarif.ToArray()).GetProperty("runs")[0].GetProperty("results")[0].GetProperty("suppressions")[0];
        Assert.Equal("a test account (false positive, by d.osei, until 2026-03-20T00:00:00.000Z)", suppression.GetProperty("justification").GetString());
    }

    [Fact]
    public void An_accepted_risk_says_what_is_done_instead() =>
        Assert.Contains(
            ": migration until April; instead: watched daily\n",
            Table(HandMade.Of([HandMade.Accepted with { Exemption = HandMade.Accepted.Exemption! with { CompensatingControl = "watched daily" } }]), Now), StringComparison.Ordinal);

    [Fact]
    public void Json_has_it_all_and_nothing_where_there_is_nothing()
    {
        var late = Json(Late, Now);
        Assert.Equal(
            """{"status":"assigned","owner":"bob","reason":"his team","reply":"we look","replyEvidence":"T-1","replied":"2026-03-17T00:00:00.000Z","by":"d.osei","at":"2026-03-17T00:00:00.000Z"}""",
            JsonSerializer.Serialize(late.GetProperty("work")));
        Assert.Equal(("2026-03-17T00:00:00.000Z", "2026-03-19T00:00:00.000Z", true), (late.GetProperty("opened").GetString(), late.GetProperty("due").GetString(), late.GetProperty("overdue").GetBoolean()));
        Assert.False(Json(Late, null).TryGetProperty("overdue", out _));
        foreach (var absent in new[] { "opened", "due", "overdue", "work" }) Assert.False(Json(HandMade.Stranger, Now).TryGetProperty(absent, out _));
    }
}
