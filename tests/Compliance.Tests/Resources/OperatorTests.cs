using Compliance.Findings;

namespace Compliance.Tests.Resources;

public sealed class OperatorTests
{
    [Theory]
    [InlineData("equals", "true", "true", Verdict.Pass)]
    [InlineData("equals", "true", "\"True\"", Verdict.Pass)]
    [InlineData("equals", "true", "false", Verdict.Fail)]
    [InlineData("equals", "true", "\"Enabled\"", Verdict.NotEvaluable)]
    [InlineData("equals", "true", "{}", Verdict.NotEvaluable)]
    [InlineData("equals", "\"Enabled\"", "\"enabled\"", Verdict.Pass)]
    [InlineData("equals", "\"Enabled\"", "true", Verdict.NotEvaluable)]
    [InlineData("equals", "\"true\"", "true", Verdict.Pass)]
    [InlineData("equals", "\"1\"", "1", Verdict.Pass)]
    [InlineData("equals", "1", "\"1.0\"", Verdict.Pass)]
    [InlineData("equals", "1", "\"one\"", Verdict.NotEvaluable)]
    [InlineData("equals-ci", "\"Microsoft.Keyvault\"", "\"MICROSOFT.KEYVAULT\"", Verdict.Pass)]
    [InlineData("not-equals", "\"Self\"", "\"self\"", Verdict.Fail)]
    [InlineData("not-equals", "\"Self\"", "\"DigiCert\"", Verdict.Pass)]
    [InlineData("not-equals", "false", "[]", Verdict.NotEvaluable)]
    [InlineData("in", "[\"1.2\", \"1.3\"]", "\"1.3\"", Verdict.Pass)]
    [InlineData("in-ci", "[\"TLSv1.2\"]", "\"tlsv1.2\"", Verdict.Pass)]
    [InlineData("in", "[\"1.2\", \"1.3\"]", "\"None\"", Verdict.Fail)]
    [InlineData("in", "[\"1.2\"]", "[]", Verdict.NotEvaluable)]
    [InlineData("none-in", "[\"DES\", \"None\"]", "\"AES256\"", Verdict.Pass)]
    [InlineData("none-in", "[\"DES\", \"None\"]", "\"des\"", Verdict.Fail)]
    [InlineData("none-equal-ci", "\"True\"", "\"true\"", Verdict.Fail)]
    [InlineData("subset-of", "[\"https\", \"wss\"]", "[\"https\"]", Verdict.Pass)]
    [InlineData("subset-of", "[\"https\", \"wss\"]", "[\"https\", \"http\"]", Verdict.Fail)]
    [InlineData("exists", "true", "{}", Verdict.Pass)]
    [InlineData("exists", "false", "1", Verdict.Fail)]
    [InlineData("non-empty", "true", "\"https://kv\"", Verdict.Pass)]
    [InlineData("non-empty", "true", "\" \"", Verdict.Fail)]
    [InlineData("non-empty", "true", "[]", Verdict.Fail)]
    [InlineData("non-empty", "true", "{\"a\":1}", Verdict.Pass)]
    [InlineData("version-gte", "\"1.2\"", "\"TLS1_2\"", Verdict.Pass)]
    [InlineData("version-gte", "\"1.2\"", "\"TLS12\"", Verdict.Pass)]
    [InlineData("version-gte", "\"1.2\"", "\"Tls12\"", Verdict.Pass)]
    [InlineData("version-gte", "\"1.2\"", "\"TLSv1.2\"", Verdict.Pass)]
    [InlineData("version-gte", "\"1.2\"", "\"TLSv1_2\"", Verdict.Pass)]
    [InlineData("version-gte", "\"1.2\"", "1.2", Verdict.Pass)]
    [InlineData("version-gte", "\"1.2\"", "\"TLS1_3\"", Verdict.Pass)]
    [InlineData("version-gte", "\"1.2\"", "\"TLS1_1\"", Verdict.Fail)]
    [InlineData("version-gte", "\"1.2\"", "\"TLS10\"", Verdict.Fail)]
    [InlineData("version-gte", "\"1.2\"", "\"TLSv1\"", Verdict.Fail)]
    [InlineData("version-gte", "\"1.2\"", "\"SSLv3\"", Verdict.Fail)]
    [InlineData("version-gte", "\"1.2\"", "\"None\"", Verdict.Fail)]
    [InlineData("version-gte", "\"1.2\"", "\"TLSEnforcementDisabled\"", Verdict.Fail)]
    [InlineData("version-gte", "\"1.2\"", "\"\"", Verdict.Fail)]
    [InlineData("version-gte", "\"1.2\"", "\"latest\"", Verdict.NotEvaluable)]
    [InlineData("version-gte", "\"1.2\"", "\"TLS120\"", Verdict.NotEvaluable)]
    [InlineData("version-gte", "\"1.2\"", "true", Verdict.NotEvaluable)]
    [InlineData("gte", "90", "90", Verdict.Pass)]
    [InlineData("gte", "90", "\"7\"", Verdict.Fail)]
    [InlineData("gte", "90", "\"many\"", Verdict.NotEvaluable)]
    [InlineData("lte", "12", "13", Verdict.Fail)]
    [InlineData("between", "[1, 90]", "0", Verdict.Fail)]
    [InlineData("between", "[1, 90]", "90", Verdict.Pass)]
    [InlineData("days-until-gte", "30", "\"2026-07-01T00:00:00Z\"", Verdict.Pass)]
    [InlineData("days-until-gte", "30", "\"2026-06-30T23:59:59Z\"", Verdict.Fail)]
    [InlineData("days-until-gte", "30", "1782864000", Verdict.Pass)]
    [InlineData("days-until-gte", "30", "1782864000000", Verdict.Pass)]
    [InlineData("days-until-gte", "30", "\"12:30\"", Verdict.NotEvaluable)]
    [InlineData("days-until-gte", "30", "\"soon\"", Verdict.NotEvaluable)]
    [InlineData("within-days", "365", "\"2027-05-31\"", Verdict.Pass)]
    [InlineData("within-days", "365", "\"2036-01-01\"", Verdict.Fail)]
    [InlineData("age-days-lte", "90", "\"2026-03-03T00:00:00+00:00\"", Verdict.Pass)]
    [InlineData("age-days-lte", "90", "\"2026-03-02T00:00:00+00:00\"", Verdict.Fail)]
    [InlineData("age-days-lte", "90", "\"2027-01-01T00:00:00Z\"", Verdict.NotEvaluable)]
    [InlineData("all-tokens-in", "[\"AES-256-GCM\"]", "\"AES-256-GCM;\"", Verdict.Pass)]
    [InlineData("all-tokens-in", "[\"AES-256-GCM\"]", "\"AES-128-GCM; AES-256-GCM\"", Verdict.Fail)]
    [InlineData("all-tokens-in", "[\"AES-256-GCM\"]", "\"\"", Verdict.NotEvaluable)]
    [InlineData("no-token-in", "[\"TLSv1\", \"TLSv1.1\"]", "\"TLSv1.2,TLSv1.3\"", Verdict.Pass)]
    [InlineData("no-token-in", "[\"TLSv1\", \"TLSv1.1\"]", "\"TLSv1.1,TLSv1.2\"", Verdict.Fail)]
    [InlineData("equals-set", "[\"A\", \"B\"]", "\"B,a\"", Verdict.Pass)]
    [InlineData("equals-set", "[\"A\", \"B\"]", "\"A\"", Verdict.Fail)]
    [InlineData("starts-with", "\"https://\"", "\"HTTPS://x\"", Verdict.Pass)]
    [InlineData("starts-with", "\"https://\"", "\"http://x\"", Verdict.Fail)]
    [InlineData("ends-with", "\"-HSM\"", "\"RSA-HSM\"", Verdict.Pass)]
    [InlineData("contains", "\"1.2\"", "\"1.2,1.3\"", Verdict.Pass)]
    [InlineData("contains", "\"TemporaryDisk\"", "[\"OsDisk\", \"temporarydisk\"]", Verdict.Pass)]
    [InlineData("contains", "\"TemporaryDisk\"", "[\"OsDisk\"]", Verdict.Fail)]
    [InlineData("not-disabled", "true", "false", Verdict.Fail)]
    [InlineData("not-disabled", "true", "true", Verdict.Pass)]
    [InlineData("enabled-and-days-gte", "7", "{\"enabled\": true, \"days\": 7}", Verdict.Pass)]
    [InlineData("enabled-and-days-gte", "7", "{\"enabled\": true, \"days\": 6}", Verdict.Fail)]
    [InlineData("enabled-and-days-gte", "7", "{\"enabled\": false, \"days\": 30}", Verdict.Fail)]
    [InlineData("policy-or-min", SslPolicies, "{\"policyName\": \"AppGwSslPolicy20220101\"}", Verdict.Pass)]
    [InlineData("policy-or-min", SslPolicies, "{\"policyName\": \"AppGwSslPolicy20150501\"}", Verdict.Fail)]
    [InlineData("policy-or-min", SslPolicies, "{\"policyName\": \"AppGwSslPolicy20290101\"}", Verdict.Pass)]
    [InlineData("policy-or-min", SslPolicies, "\"AppGwSslPolicy20150501\"", Verdict.Fail)]
    [InlineData("policy-or-min", SslPolicies, "{\"minProtocolVersion\": \"TLSv1_3\"}", Verdict.Pass)]
    [InlineData("policy-or-min", SslPolicies, "{\"minProtocolVersion\": \"TLSv1_1\"}", Verdict.Fail)]
    [InlineData("policy-or-min", SslPolicies, "{}", Verdict.NotEvaluable)]
    [InlineData("no-inline-secret", "true", "\"Server=s;Password=hunter2;\"", Verdict.Fail)]
    [InlineData("no-inline-secret", "true", "\"Server=s;Authentication=Active Directory Default\"", Verdict.Pass)]
    [InlineData("no-inline-secret", "true", "{\"type\": \"SecureString\", \"value\": \"**\"}", Verdict.Fail)]
    [InlineData("no-inline-secret", "true", "{\"type\": \"AzureKeyVaultSecret\", \"secretName\": \"s\"}", Verdict.Pass)]
    public void Each_operator_gives_a_verdict_or_says_that_it_cannot(string @operator, string expected, string value, Verdict verdict)
    {
        var result = Given.Judge($$"""
            "paths": ["properties.x"], "operator": "{{@operator}}", "expected": {{expected}}
            """, $$"""{"x": {{value}} }""");

        Assert.Equal(verdict, result.Verdict);
        if (verdict == Verdict.NotEvaluable) Assert.False(string.IsNullOrWhiteSpace(result.Reason));
    }

    [Theory]
    [InlineData("any-equals-ci", "\"rotate\"", "[{\"x\":\"Notify\"}, {\"x\":\"Rotate\"}]", Verdict.Pass)]
    [InlineData("any-equals-ci", "\"rotate\"", "[{\"x\":\"Notify\"}]", Verdict.Fail)]
    [InlineData("any-equals-ci", "\"rotate\"", "[{\"x\":{}}, {\"x\":\"Notify\"}]", Verdict.NotEvaluable)]
    [InlineData("any-non-empty", "true", "[{\"x\":\"\"}, {\"x\":\"k\"}]", Verdict.Pass)]
    [InlineData("all-equal", "true", "[{\"x\":true}, {\"x\":true}]", Verdict.Pass)]
    [InlineData("all-equal", "true", "[{\"x\":true}, {\"x\":false}]", Verdict.Fail)]
    [InlineData("all-equal-ci", "\"False\"", "[{\"x\":\"false\"}]", Verdict.Pass)]
    [InlineData("all-version-gte", "\"1.2\"", "[{\"x\":\"1.2\"}, {\"x\":\"1.1\"}]", Verdict.Fail)]
    [InlineData("all-non-empty", "true", "[{\"x\":\"k\"}, {}]", Verdict.NotEvaluable)]
    public void Of_several_values_all_must_satisfy_unless_any_is_said(string @operator, string expected, string elements, Verdict verdict) =>
        Assert.Equal(verdict, Given.Judge($$"""
            "paths": ["properties.list[*].x"], "operator": "{{@operator}}", "expected": {{expected}}
            """, $$"""{"list": {{elements}} }""").Verdict);

    [Fact]
    public void What_depends_on_the_instant_is_not_evaluable_without_one()
    {
        var checks = Given.Check("""
            "paths": ["properties.exp"], "operator": "days-until-gte", "expected": 30
            """);
        var snapshots = Given.Survey(checks, """[{"id": "/a/providers/Test/things/t", "type": "test/things", "properties": {"exp": 1}}]"""u8.ToArray());

        var result = Assert.Single(Given.Results(snapshots, timeless: true));

        Assert.Equal(Verdict.NotEvaluable, result.Verdict);
        Assert.Contains("instant", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Http", "null", Verdict.Fail)]
    [InlineData("Https", "null", Verdict.Pass)]
    [InlineData("Http", "{\"id\": \"/x/redirectConfigurations/toHttps\"}", Verdict.Pass)]
    [InlineData("Http", "{\"id\": \"/x/redirectConfigurations/elsewhere\"}", Verdict.NotEvaluable)]
    public void A_plain_listener_may_only_redirect_to_https(string protocol, string redirect, Verdict verdict) =>
        Assert.Equal(verdict, Given.Judge("""
            "paths": ["properties"], "operator": "https-or-redirect", "expected": "Https"
            """, $$"""
            {
              "httpListeners": [{"name": "web", "properties": {"protocol": "{{protocol}}"} }, {"name": "tls", "properties": {"protocol": "Https"} }],
              "requestRoutingRules": [{"properties": {"httpListener": {"id": "/x/httpListeners/web"}, "redirectConfiguration": {{redirect}} } }],
              "redirectConfigurations": [{"name": "toHttps", "properties": {"targetListener": {"id": "/x/httpListeners/tls"} } }]
            }
            """).Verdict);

    [Theory]
    [InlineData("true", "{\"kerberos5pReadWrite\": true}", Verdict.Pass)]
    [InlineData("true", "{\"kerberos5pReadWrite\": true, \"kerberos5ReadOnly\": true}", Verdict.Fail)]
    [InlineData("false", "{\"kerberos5pReadWrite\": true}", Verdict.Fail)]
    public void Kerberos_privacy_is_the_only_way_in(string enabled, string rule, Verdict verdict) =>
        Assert.Equal(verdict, Given.Judge("""
            "paths": ["properties"], "operator": "kerberos5p-only", "expected": true
            """, $$"""{"kerberosEnabled": {{enabled}}, "exportPolicy": {"rules": [{{rule}}]} }""").Verdict);

    private const string SslPolicies = """{"policies": ["AppGwSslPolicy20170401S", "AppGwSslPolicy20220101"], "minimum": "1.2"}""";
}
