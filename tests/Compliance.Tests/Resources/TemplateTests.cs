using System.Text;
using Compliance.Findings;
using Compliance.Resources.Catalogue;

namespace Compliance.Tests.Resources;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("\"TLS1_2\"", Verdict.Pass)]
    [InlineData("\"[parameters('tls')]\"", Verdict.Pass)]
    [InlineData("\"[variables('tls')]\"", Verdict.Pass)]
    [InlineData("\"[variables('all').tls]\"", Verdict.Pass)]
    [InlineData("\"[variables('all')['list'][1]]\"", Verdict.Pass)]
    [InlineData("\"[concat('TLS', '1_', string(2))]\"", Verdict.Pass)]
    [InlineData("\"[format('TLS{0}_{1}', 1, 0)]\"", Verdict.Fail)]
    [InlineData("\"[toUpper('tls1_1')]\"", Verdict.Fail)]
    [InlineData("\"[if(equals(parameters('tls'), 'TLS1_2'), 'TLS1_3', 'TLS1_0')]\"", Verdict.Pass)]
    [InlineData("\"[parameters('none')]\"", Verdict.NotEvaluable)]
    [InlineData("\"[parameters('secret')]\"", Verdict.NotEvaluable)]
    [InlineData("\"[parameters('missing')]\"", Verdict.NotEvaluable)]
    [InlineData("\"[variables('loop')]\"", Verdict.NotEvaluable)]
    [InlineData("\"[reference('x').tls]\"", Verdict.NotEvaluable)]
    [InlineData("\"[concat('TLS1_', parameters('none'))]\"", Verdict.NotEvaluable)]
    [InlineData("\"[what is this\"", Verdict.NotEvaluable)]
    [InlineData("\"[what('is', ]\"", Verdict.NotEvaluable)]
    public void Expressions_are_resolved_as_far_as_they_can_be_known(string value, Verdict verdict)
    {
        var result = Given.Result("ST-TLS", Template(Account($$"""{"minimumTlsVersion": {{value}} }""")));

        Assert.Equal(verdict, result.Verdict);
        if (verdict == Verdict.NotEvaluable) Assert.NotNull(result.Reason);
    }

    [Fact]
    public void What_cannot_be_resolved_is_named()
    {
        var result = Given.Result("ST-TLS", Template(Account("""{"minimumTlsVersion": "[parameters('none')]"}""")));

        Assert.Equal("`[parameters('none')]` is not known: the parameter has no default", result.Reason);
        Assert.Equal("null", result.Found);
    }

    [Fact]
    public void Properties_that_are_not_known_as_a_whole_make_nothing_known() =>
        Assert.All(Given.Results(Template("""{"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": "a", "properties": "[parameters('none')]"}""")),
            result => Assert.NotEqual(Verdict.Pass, result.Verdict));

    [Theory]
    [InlineData("\"[parameters('site')]\"", "\"[concat(parameters('site'), '/web')]\"")]
    [InlineData("\"[parameters('bare')]\"", "\"[concat(parameters('bare'), '/web')]\"")]
    [InlineData("\"[parameters('bare')]\"", "\"[format('{0}/{1}', parameters('bare'), 'web')]\"")]
    [InlineData("\"app\"", "\"app/web\"")]
    public void A_child_beside_its_parent_is_found_by_its_name_even_where_that_is_a_parameter(string parent, string child) =>
        Assert.Equal(Verdict.Fail, Given.Verdict("WEB-TLS", Template($$"""
            {"type": "Microsoft.Web/sites", "apiVersion": "2022-03-01", "name": {{parent}}, "properties": {} },
            {"type": "Microsoft.Web/sites/config", "apiVersion": "2022-03-01", "name": {{child}}, "properties": {"minTlsVersion": "1.0"} }
            """)));

    [Theory]
    [InlineData("config", "web")]
    [InlineData("Microsoft.Web/sites/config", "app/web")]
    public void A_child_inside_its_parent_is_a_resource_of_its_full_type(string type, string name)
    {
        var template = Template($$"""
            {"type": "Microsoft.Web/sites", "apiVersion": "2022-03-01", "name": "app", "properties": {},
             "resources": [{"type": "{{type}}", "apiVersion": "2022-03-01", "name": "{{name}}", "properties": {"minTlsVersion": "1.2"} }] }
            """);

        Assert.Equal(2, Given.Survey(CheckCatalogue.Default, Encoding.UTF8.GetBytes(template)).Resources);
        Assert.Equal(Verdict.Pass, Given.Verdict("WEB-TLS", template));
    }

    [Fact]
    public void What_is_not_deployed_is_not_judged()
    {
        var template = Template($$"""
            {"condition": false, "type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": "a", "properties": {} },
            {"condition": "[equals(parameters('tls'), 'no')]", "type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": "b", "properties": {} },
            {"existing": true, "type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": "c" }
            """);

        Assert.Empty(Given.Results(template));
    }

    [Fact]
    public void Copies_are_judged_once()
    {
        var template = Template("""
            {"copy": {"name": "many", "count": 5}, "type": "Microsoft.Compute/virtualMachines", "apiVersion": "2023-03-01", "name": "[concat('vm', copyIndex())]",
             "properties": {"securityProfile": {"encryptionAtHost": true}, "storageProfile": {"copy": [{"name": "dataDisks", "count": 3, "input": {"lun": "[copyIndex('dataDisks')]"} }] } } }
            """);

        var result = Given.Result("VM-HOSTENC", template);
        Assert.Equal((Verdict.Pass, "vm{copyIndex()}"), (result.Verdict, result.Resource));
    }

    [Theory]
    [InlineData("inner", "TLS1_0", Verdict.Fail)]
    [InlineData("outer", "TLS1_0", Verdict.Pass)]
    public void A_deployment_in_a_template_brings_its_own_parameters_when_it_says_so(string scope, string given, Verdict verdict) =>
        Assert.Equal(verdict, Given.Verdict("ST-TLS", Template($$"""
            {"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner", "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "{{scope}}"},
              "parameters": {"tls": {"value": "{{given}}"} },
              "template": {"$schema": "https://x/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "parameters": {"tls": {"type": "string"} },
                "resources": [{"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": "in", "properties": {"minimumTlsVersion": "[parameters('tls')]"} }] } } }
            """)));

    [Fact]
    public void A_linked_template_is_not_passed_over_in_silence()
    {
        var template = Template("""{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "l", "properties": {"templateLink": {"uri": "https://x/y.json"} } }""");

        var source = Assert.Single(Given.Survey(CheckCatalogue.Default, Encoding.UTF8.GetBytes(template)).Evidence);
        Assert.Contains("linked", Assert.Single(source.RejectedSamples).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Resources_with_symbolic_names_are_read() =>
        Assert.Equal(Verdict.Pass, Given.Verdict("ST-TLS", """
            {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "languageVersion": "2.0", "contentVersion": "1.0.0.0",
             "resources": {"account": {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": "a", "properties": {"minimumTlsVersion": "TLS1_2"} } } }
            """));

    [Fact]
    public void Comments_and_trailing_commas_are_read() =>
        Assert.Equal(Verdict.Pass, Given.Verdict("ST-TLS", Template("""
            // the account
            {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": "a", /* of the vendor */ "properties": {"minimumTlsVersion": "TLS1_2",}, }
            """)));

    [Fact]
    public void A_template_that_multiplies_is_refused_or_not_evaluable()
    {
        var variables = string.Join(',', Enumerable.Range(1, 60).Select(i => $"\"v{i}\": \"[concat(variables('v{i - 1}'), variables('v{i - 1}'))]\""));
        var objects = string.Join(',', Enumerable.Range(1, 40).Select(i => $$"""{{'"'}}o{{i}}": {"a": "[variables('o{{i - 1}}')]", "b": "[variables('o{{i - 1}}')]"}"""));
        string Deploying(string variable) => $$"""
            {"$schema": "https://x/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "variables": {"v0": "xxxxxxxxxxxxxxxx", "o0": {}, {{variables}}, {{objects}} },
             "resources": [{"type": "Microsoft.Storage/storageAccounts", "name": "a", "properties": "[variables('{{variable}}')]"}]}
            """;

        Assert.Throws<InputException>(() => Given.Results(Deploying("o40")));
        Assert.Throws<InputException>(() => Given.Results(Deploying("v14")));
        Assert.All(Given.Results(Deploying("v60")), result => Assert.NotEqual(Verdict.Pass, result.Verdict));
    }

    private static string Account(string properties) => $$"""{"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": "a", "properties": {{properties}} }""";

    private static string Template(string resources) => $$"""
        {
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0",
          "parameters": {
            "tls": {"type": "string", "defaultValue": "TLS1_2"},
            "site": {"type": "string", "defaultValue": "app"},
            "bare": {"type": "string"},
            "none": {"type": "string"},
            "secret": {"type": "securestring", "defaultValue": "TLS1_2"}
          },
          "variables": {
            "tls": "[parameters('tls')]",
            "all": {"tls": "[parameters('tls')]", "list": ["TLS1_0", "TLS1_2"]},
            "loop": "[variables('loop')]"
          },
          "resources": [{{resources}}]
        }
        """;
}
