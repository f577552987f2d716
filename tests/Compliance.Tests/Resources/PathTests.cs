using Compliance.Findings;

namespace Compliance.Tests.Resources;

public sealed class PathTests
{
    [Theory]
    [InlineData("properties.a.b", """{"a": {"b": true}}""", Verdict.Pass)]
    [InlineData("properties.A.B", """{"a": {"b": true}}""", Verdict.Pass)]
    [InlineData("properties.a[*].b", """{"a": [{"b": true}, {"b": true}]}""", Verdict.Pass)]
    [InlineData("properties.a[*].b", """{"a": [{"b": true}, {"b": false}]}""", Verdict.Fail)]
    [InlineData("properties.a[*].b", """{"a": []}""", Verdict.Fail)]
    [InlineData("properties.a[*].b", """{"a": [{"b": true}, {}]}""", Verdict.Fail)]
    [InlineData("properties.a[*]", """{"a": [true, true]}""", Verdict.Pass)]
    [InlineData("properties.a[*].b", """{"a": {"b": true}}""", Verdict.NotEvaluable)]
    [InlineData("properties.a.b", """{"a": [{"b": true}]}""", Verdict.NotEvaluable)]
    [InlineData("properties.a.b", """{"a": "text"}""", Verdict.NotEvaluable)]
    [InlineData("properties.a[name=='X'].value", """{"a": [{"name": "y", "value": false}, {"name": "x", "value": true}]}""", Verdict.Pass)]
    [InlineData("properties.a[name=='X'].value", """{"a": [{"name": "y", "value": true}]}""", Verdict.Fail)]
    [InlineData("properties.a[name=='S'].b[name=='X'].value", """{"a": [{"name": "S", "b": [{"name": "X", "value": true}]}]}""", Verdict.Pass)]
    [InlineData("properties['dotted.name']", """{"dotted.name": true}""", Verdict.Pass)]
    [InlineData("properties.map['Tls.{A,B}.C']", """{"map": {"Tls.A.C": true, "Tls.B.C": true}}""", Verdict.Pass)]
    [InlineData("properties.map['Tls.{A,B}.C']", """{"map": {"Tls.A.C": true}}""", Verdict.Fail)]
    [InlineData("properties.map['*_CBC_*']", """{"map": {"X_CBC_1": true, "Y_cbc_2": true, "Z_GCM": false}}""", Verdict.Pass)]
    [InlineData("properties.map['*_CBC_*']", """{"map": {"X_CBC_1": true, "Y_CBC_2": false}}""", Verdict.Fail)]
    [InlineData("properties.map['*_CBC_*']", """{"map": {}}""", Verdict.Fail)]
    [InlineData("properties.{a,b}", """{"a": true, "b": true}""", Verdict.Pass)]
    [InlineData("properties.{a,b}", """{"a": true, "b": false}""", Verdict.Fail)]
    [InlineData("properties.{a,b}", """{"a": true}""", Verdict.Fail)]
    [InlineData("properties.{a.x,b[*].y}", """{"a": {"x": true}, "b": [{"y": true}]}""", Verdict.Pass)]
    public void A_path_leads_to_every_place_it_names(string path, string properties, Verdict verdict) =>
        Assert.Equal(verdict, Given.Judge($$"""
            "paths": ["{{path}}"], "operator": "equals", "expected": true, "absent": [{"value": false}]
            """, properties).Verdict);

    [Theory]
    [InlineData("""{"a": true, "b": false}""", Verdict.Pass)]
    [InlineData("""{"a": null, "b": false}""", Verdict.Fail)]
    [InlineData("""{"b": true}""", Verdict.Pass)]
    [InlineData("""{}""", Verdict.NotApplicable)]
    public void Of_alternative_paths_the_first_that_is_present_is_judged(string properties, Verdict verdict) =>
        Assert.Equal(verdict, Given.Judge("""
            "paths": ["properties.a", "properties.b"], "operator": "equals", "expected": true, "absent": [{"verdict": "notApplicable"}]
            """, properties).Verdict);

    [Theory]
    [InlineData("""{"a": null}""", Verdict.NotEvaluable)]
    [InlineData("""{"a": {"b": null}}""", Verdict.NotEvaluable)]
    [InlineData("""{"a": {}}""", Verdict.Fail)]
    public void A_null_is_not_an_absence_where_a_check_says_so(string properties, Verdict verdict) =>
        Assert.Equal(verdict, Given.Judge("""
            "paths": ["properties.a.b"], "operator": "equals", "expected": true, "absent": [{"value": false}], "null": {"verdict": "notEvaluable", "why": "the list does not know"}
            """, properties).Verdict);

    [Theory]
    [InlineData("true", "false", Verdict.Pass)]
    [InlineData("false", "true", Verdict.Fail)]
    public void A_child_may_stand_before_or_behind_its_parent_or_in_another_snapshot(string web, string logs, Verdict verdict)
    {
        var checks = Given.Check("""
            "paths": ["child(config/web).properties.tls"], "operator": "equals", "expected": true
            """);
        const string parent = """{"id": "/x/providers/Test/things/T", "type": "test/things", "properties": {}}""";
        var child = $$"""{"id": "/X/providers/test/Things/t/config/web", "type": "Test/things/config", "properties": {"tls": {{web}} } }""";
        var other = $$"""{"id": "/x/providers/Test/things/t/config/logs", "type": "Test/things/config", "properties": {"tls": {{logs}} } }""";

        Assert.Equal(verdict, Assert.Single(Given.Results(checks, $"[{child},{parent},{other}]")).Verdict);
        Assert.Equal(verdict, Assert.Single(Given.Results(checks, $"[{parent},{other}]", $"[{child}]")).Verdict);
    }

    [Fact]
    public void A_parent_judged_through_children_only_is_not_applicable_when_it_has_none()
    {
        var result = Given.Judge("""
            "paths": ["child(config/web).properties.tls"], "operator": "equals", "expected": true, "absent": [{"verdict": "pass"}]
            """, "{}");

        Assert.Equal(Verdict.NotApplicable, result.Verdict);
    }

    [Fact]
    public void A_child_reads_its_parent_when_that_is_in_the_snapshot()
    {
        var checks = Given.Checks("""
            {"id": "T", "title": "t", "type": "Test/things/parts", "paths": ["parent.properties.tls"], "operator": "equals", "expected": true,
             "severity": "low", "theme": "rest", "controls": [], "fix": "f", "source": "s"}
            """);
        const string child = """{"id": "/x/providers/Test/things/t/parts/p", "type": "Test/things/parts"}""";

        Assert.Equal(Verdict.NotEvaluable, Assert.Single(Given.Results(checks, $"[{child}]")).Verdict);
        Assert.Equal(Verdict.Pass, Assert.Single(Given.Results(checks, $$"""[{{child}}, {"id": "/x/providers/Test/things/t", "type": "Test/things", "properties": {"tls": true} }]""")).Verdict);
    }

    [Theory]
    [InlineData("name", "equals", "web", Verdict.Pass)]
    [InlineData("name", "equals", "logs", Verdict.NotApplicable)]
    [InlineData("parent.name", "equals", "Srv", Verdict.Pass)]
    [InlineData("parent.name", "not-equals", "srv", Verdict.NotApplicable)]
    [InlineData("parent.type", "equals", "test/things", Verdict.Pass)]
    [InlineData("kind", "exists", "app", Verdict.NotApplicable)]
    [InlineData("kind", "not-exists", "app", Verdict.Pass)]
    public void Conditions_may_ask_for_names_and_top_level_members(string path, string @operator, string expected, Verdict verdict)
    {
        var checks = Given.Checks($$"""
            {"id": "T", "title": "t", "type": "Test/things/parts", "paths": ["properties.tls"], "operator": "equals", "expected": true,
             "appliesWhen": [{"path": "{{path}}", "operator": "{{@operator}}"{{(@operator.EndsWith("exists", StringComparison.Ordinal) ? "" : $", \"expected\": \"{expected}\"")}} }],
             "severity": "low", "theme": "rest", "controls": [], "fix": "f", "source": "s"}
            """);

        Assert.Equal(verdict, Assert.Single(Given.Results(checks, """[{"id": "/x/providers/Test/things/srv/parts/Web", "type": "Test/things/parts", "properties": {"tls": true}}]""")).Verdict);
        Assert.Equal(verdict, Assert.Single(Given.Results(checks, """
            {"$schema": "https://x/deploymentTemplate.json#", "resources": [{"type": "Test/things/parts", "name": "srv/web", "properties": {"tls": true}}]}
            """)).Verdict);
    }

    [Theory]
    [InlineData("true", Verdict.Pass)]
    [InlineData("false", Verdict.NotApplicable)]
    [InlineData("\"notEvaluable\"", Verdict.NotEvaluable)]
    public void A_condition_says_what_it_means_when_its_property_is_absent(string absent, Verdict verdict) =>
        Assert.Equal(verdict, Given.Judge($$"""
            "paths": ["properties.x"], "operator": "equals", "expected": true,
            "appliesWhen": [{"path": "sku.tier", "operator": "equals", "expected": "Premium", "absent": {{absent}} }]
            """, """{"x": true}""").Verdict);

    [Theory]
    [InlineData("properties..a")]
    [InlineData("properties.a[")]
    [InlineData("properties.a[b=1]")]
    [InlineData("properties.{a,b")]
    [InlineData("properties.a}")]
    [InlineData("child(config/web/x).a")]
    [InlineData("child(config)")]
    [InlineData("")]
    public void A_path_that_is_none_is_refused_with_file_and_check(string path)
    {
        var refused = Assert.Throws<InputException>(() => Given.Check($$"""
            "paths": ["{{path}}"], "operator": "equals", "expected": true
            """));

        Assert.StartsWith("test.json: check T: ", refused.Message, StringComparison.Ordinal);
    }
}
