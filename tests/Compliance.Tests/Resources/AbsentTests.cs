using Compliance.Findings;

namespace Compliance.Tests.Resources;

public sealed class AbsentTests
{
    private const string BySwitch = """
        "paths": ["properties.x"], "operator": "equals", "expected": true, "absent": [{"before": "2019-04-01", "value": false}, {"value": true}]
        """;

    [Theory]
    [InlineData("\"apiVersion\": \"2019-03-31\",", Verdict.Fail)]
    [InlineData("\"apiVersion\": \"2019-03-31-preview\",", Verdict.Fail)]
    [InlineData("\"apiVersion\": \"2019-04-01\",", Verdict.Pass)]
    [InlineData("\"apiVersion\": \"\",", Verdict.NotEvaluable)]
    [InlineData("", Verdict.NotEvaluable)]
    public void What_absence_means_may_depend_on_the_api_version(string apiVersion, Verdict verdict) =>
        Assert.Equal(verdict, Given.Judge(BySwitch, "{}", apiVersion).Verdict);

    [Fact]
    public void Without_an_api_version_meanings_that_agree_are_enough() =>
        Assert.Equal(Verdict.Fail, Given.Judge("""
            "paths": ["properties.x"], "operator": "version-gte", "expected": "1.2", "absent": [{"before": "2019-04-01", "value": "1.0"}, {"value": "1.1"}]
            """, "{}").Verdict);

    [Fact]
    public void Where_nothing_is_said_absence_is_not_evaluable() =>
        Assert.Equal(Verdict.NotEvaluable, Given.Judge("""
            "paths": ["properties.x"], "operator": "equals", "expected": true
            """, "{}").Verdict);

    [Fact]
    public void A_failure_by_absence_says_what_absence_means_and_the_caveat()
    {
        var result = Given.Judge("""
            "paths": ["properties.x"], "operator": "version-gte", "expected": "1.2", "absent": [{"value": "1.0"}], "caveat": "the platform refuses 1.0"
            """, "{}");

        Assert.Equal((Verdict.Fail, "null"), (result.Verdict, result.Found));
        Assert.Equal("absent, which means `1.0`; the platform refuses 1.0", result.Reason);
    }

    [Theory]
    [InlineData("\"absent\": [{\"value\": true, \"verdict\": \"pass\"}]", "either `value` or `verdict`")]
    [InlineData("\"absent\": [{\"before\": \"2019\", \"value\": true}, {\"value\": false}]", "must be a date")]
    [InlineData("\"absent\": [{\"before\": \"2019-01-01\", \"value\": true}]", "the last entry")]
    [InlineData("\"absent\": [{\"value\": true}, {\"value\": false}]", "never reached")]
    [InlineData("\"colour\": 1", "colour")]
    [InlineData("\"appliesWhen\": [{\"path\": \"a\", \"operator\": \"equals\", \"expected\": 1, \"absent\": \"maybe\"}]", "notEvaluable")]
    public void Data_that_cannot_be_meant_is_refused(string member, string says)
    {
        var refused = Assert.Throws<InputException>(() => Given.Check($$"""
            "paths": ["properties.x"], "operator": "equals", "expected": true, {{member}}
            """));

        Assert.StartsWith("test.json:", refused.Message, StringComparison.Ordinal);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_checks_with_one_id_are_refused()
    {
        const string check = """
            {"id": "T", "title": "t", "type": "Test/things", "paths": ["a"], "operator": "exists", "severity": "low", "theme": "rest", "controls": [], "fix": "f", "source": "s"}
            """;

        Assert.Contains("check T is in test.json too", Assert.Throws<InputException>(() => Given.Checks(check, check.Replace("\"a\"", "\"b\"", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }
}
