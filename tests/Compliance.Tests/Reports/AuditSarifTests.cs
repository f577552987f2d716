using System.Text.Json;
using Compliance.Findings;
using Compliance.Reports;

namespace Compliance.Tests.Reports;

/// <summary>Required properties and enumerations are those of the SARIF 2.1.0 schema.</summary>
public class AuditSarifTests
{
    [Fact]
    public void The_log_names_its_version_and_its_tool()
    {
        var log = Sarif(HandMade.Result);
        var driver = Run(log).GetProperty("tool").GetProperty("driver");

        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        Assert.Equal("compliance", driver.GetProperty("name").GetString());
        Assert.Equal("0.1.0", driver.GetProperty("version").GetString());
    }

    [Fact]
    public void Every_rule_brings_its_page_as_help()
    {
        var rules = Run(Sarif(HandMade.Result)).GetProperty("tool").GetProperty("driver").GetProperty("rules");

        Assert.Equal(HandMade.Rules.Select(rule => rule.Id), rules.EnumerateArray().Select(rule => rule.GetProperty("id").GetString()));
        Assert.All(rules.EnumerateArray().Zip(HandMade.Rules), pair =>
        {
            Assert.Equal(pair.Second.Page, pair.First.GetProperty("help").GetProperty("markdown").GetString());
            Assert.NotEmpty(pair.First.GetProperty("help").GetProperty("text").GetString()!);
            Assert.Equal("error", pair.First.GetProperty("defaultConfiguration").GetProperty("level").GetString());
        });
    }

    [Fact]
    public void A_failing_finding_is_an_error_at_the_records_that_prove_it()
    {
        var result = Results(HandMade.Result)[0];
        var location = result.GetProperty("locations")[0].GetProperty("physicalLocation");

        Assert.Equal("unknown-account", result.GetProperty("ruleId").GetString());
        Assert.Equal(0, result.GetProperty("ruleIndex").GetInt32());
        Assert.Equal("fail", result.GetProperty("kind").GetString());
        Assert.Equal("error", result.GetProperty("level").GetString());
        Assert.Equal("new", result.GetProperty("baselineState").GetString());
        Assert.Equal(HandMade.Stranger.Fingerprint.Value, result.GetProperty("partialFingerprints").GetProperty("finding/v1").GetString());
        Assert.Equal("logs/crm%201.csv", location.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(7, location.GetProperty("region").GetProperty("startLine").GetInt64());
        Assert.Empty(result.GetProperty("suppressions").EnumerateArray());
    }

    [Fact]
    public void An_exempt_finding_is_suppressed_and_says_why()
    {
        var result = Results(HandMade.Result)[1];
        var suppression = Assert.Single(result.GetProperty("suppressions").EnumerateArray());

        Assert.Equal("external", suppression.GetProperty("kind").GetString());
        Assert.Equal("accepted", suppression.GetProperty("status").GetString());
        Assert.Equal("migration until April (owner s.lee, requested by m.ruiz, approved by d.osei, until 2026-04-30T00:00:00.000Z)",
            suppression.GetProperty("justification").GetString());
        Assert.Equal("unchanged", result.GetProperty("baselineState").GetString());
    }

    [Fact]
    public void A_resolved_finding_is_absent_and_no_failure()
    {
        var result = Results(HandMade.Result)[2];

        Assert.Equal("absent", result.GetProperty("baselineState").GetString());
        Assert.Equal("pass", result.GetProperty("kind").GetString());
        Assert.Equal("none", result.GetProperty("level").GetString());
    }

    [Theory]
    [InlineData(Severity.Critical, Verdict.Fail, "fail", "error")]
    [InlineData(Severity.High, Verdict.Fail, "fail", "error")]
    [InlineData(Severity.Medium, Verdict.Fail, "fail", "warning")]
    [InlineData(Severity.Low, Verdict.Fail, "fail", "note")]
    [InlineData(Severity.Critical, Verdict.NotEvaluable, "open", "none")]
    public void Kind_and_level_follow_verdict_and_severity(Severity severity, Verdict verdict, string kind, string level)
    {
        var result = Results(HandMade.Of([HandMade.Stranger with { Severity = severity, Verdict = verdict }]))[0];

        Assert.Equal((kind, level), (result.GetProperty("kind").GetString(), result.GetProperty("level").GetString()));
    }

    [Fact]
    public void What_could_not_be_judged_is_a_notification_of_a_successful_run()
    {
        var invocation = Assert.Single(Run(Sarif(HandMade.Result)).GetProperty("invocations").EnumerateArray());
        var notifications = invocation.GetProperty("toolExecutionNotifications");

        Assert.True(invocation.GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal("mfa-missing", notifications[0].GetProperty("associatedRule").GetProperty("id").GetString());
        Assert.Equal("mfa-missing could not be evaluated: logs/crm 1.csv does not say whether MFA was used", Text(notifications[0]));
        Assert.Equal("record 4 could not be read: no time: column `When` is empty", Text(notifications[1]));
    }

    [Fact]
    public void A_source_is_an_artifact_with_its_digest()
    {
        var artifact = Assert.Single(Run(Sarif(HandMade.Result)).GetProperty("artifacts").EnumerateArray());

        Assert.Equal("logs/crm%201.csv", artifact.GetProperty("location").GetProperty("uri").GetString());
        Assert.Equal(new string('a', 64), artifact.GetProperty("hashes").GetProperty("sha-256").GetString());
    }

    [Fact]
    public void A_name_from_a_log_becomes_neither_a_link_nor_a_placeholder()
    {
        var result = Results(HandMade.Of([HandMade.Stranger with { Message = "[reset](https://evil.example) {0}" }]))[0];

        Assert.Equal("[reset\\](https://evil.example) {{0}}", Text(result));
    }

    private static string? Text(JsonElement of) => of.GetProperty("message").GetProperty("text").GetString();

    private static JsonElement Run(JsonElement log) => Assert.Single(log.GetProperty("runs").EnumerateArray());

    private static JsonElement Results(AuditResult result) => Run(Sarif(result)).GetProperty("results");

    private static JsonElement Sarif(AuditResult result)
    {
        using var output = new MemoryStream();
        AuditSarif.Write(result, HandMade.Rules, output);
        return JsonElement.Parse(output.ToArray());
    }
}
