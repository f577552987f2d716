using System.Text.Json;
using Compliance.Rules;

namespace Compliance.Tests.Cli;

public class RulesTests
{
    [Fact]
    public async Task Every_rule_is_listed_with_its_severity()
    {
        var outcome = await CommandLine.RunAsync("rules");

        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain('\e', outcome.Output);
        Assert.All(Catalogue.All, rule => Assert.Contains(rule.Id, outcome.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task As_json_each_rule_has_id_severity_summary_and_controls()
    {
        var outcome = await CommandLine.RunAsync("rules", "-o", "json");

        var rules = JsonElement.Parse(outcome.Output);
        Assert.Equal(Catalogue.All.Select(rule => rule.Id), rules.EnumerateArray().Select(rule => rule.GetProperty("id").GetString()));
        Assert.All(rules.EnumerateArray(), rule =>
        {
            Assert.Contains(rule.GetProperty("severity").GetString(), new[] { "info", "low", "medium", "high", "critical" });
            Assert.NotEmpty(rule.GetProperty("summary").GetString()!);
            Assert.Equal(JsonValueKind.Array, rule.GetProperty("controls").ValueKind);
        });
    }

    [Fact]
    public async Task Every_rule_can_be_explained()
    {
        var outcome = await CommandLine.RunAsync("explain", "mfa-missing");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(Catalogue.Find("mfa-missing")!.Page.TrimEnd() + "\n", outcome.Output);
    }
}
