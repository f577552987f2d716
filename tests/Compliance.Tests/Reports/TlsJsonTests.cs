using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Rules.Transit;
using Compliance.Tests.Rules.Transit;
using Compliance.Tests.SecondReading;
using Compliance.Transit;
using FsCheck;
using FsCheck.Fluent;
using Check = FsCheck.Check;

namespace Compliance.Tests.Reports;

public sealed class TlsJsonTests
{
    private static readonly Gen<int> Seeds = Gen.Choose(0, int.MaxValue);

    [Fact]
    public void The_members_are_those_that_were_agreed()
    {
        var endpoint = Endpoint(Sight.AcceptingVersions(TlsVersion.Tls10));

        Assert.Equal("crm.acme.example", endpoint.GetProperty("host").GetString());
        Assert.Equal(443, endpoint.GetProperty("port").GetInt32());
        Assert.Equal("fail", endpoint.GetProperty("verdict").GetString());
        Assert.Equal("pci-dss-4.0.1", endpoint.GetProperty("profile").GetString());
        Assert.Equal(
            [("ssl3", false), ("tls1.0", true), ("tls1.1", false), ("tls1.2", true), ("tls1.3", true)],
            endpoint.GetProperty("versions").EnumerateObject().Select(version => (version.Name, version.Value.GetBoolean())));
        var suite = endpoint.GetProperty("suites")[0];
        Assert.Equal("tls1.0", suite.GetProperty("version").GetString());
        Assert.Equal("0xC013", suite.GetProperty("id").GetString());
        Assert.Equal("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", suite.GetProperty("name").GetString());
        Assert.Equal("pass", suite.GetProperty("verdict").GetString());
        Assert.Equal("x25519", endpoint.GetProperty("groups")[0].GetProperty("name").GetString());
        Assert.Equal("CN=crm.acme.example", endpoint.GetProperty("certificate").GetProperty("subject").GetString());
        Assert.Equal(1, endpoint.GetProperty("certificates").GetArrayLength());
        Assert.Equal(200, endpoint.GetProperty("http").GetProperty("status").GetInt32());
        Assert.Equal(41, endpoint.GetProperty("connections").GetInt32());
        Assert.Equal(63, endpoint.GetProperty("milliseconds").GetInt32());
    }

    [Fact]
    public void A_finding_says_what_it_is_how_bad_whether_it_decides_and_what_to_do()
    {
        var findings = Endpoint(Sight.AcceptingVersions(TlsVersion.Tls10) with { Http = null }).GetProperty("findings");

        var first = findings[0];
        Assert.Equal(
            ["rule", "severity", "verdict", "level", "message", "fix", "controls"], first.EnumerateObject().Select(member => member.Name));
        Assert.Equal("tls-version", first.GetProperty("rule").GetString());
        Assert.Equal("high", first.GetProperty("severity").GetString());
        Assert.Equal("fail", first.GetProperty("verdict").GetString());
        Assert.Equal("require", first.GetProperty("level").GetString());
        Assert.Contains(findings.EnumerateArray(), finding => finding.GetProperty("rule").GetString() == "http-redirect" && finding.GetProperty("verdict").GetString() == "notEvaluable");
        Assert.Contains(findings.EnumerateArray(), finding => finding.GetProperty("level").GetString() == "advise");
    }

    [Fact]
    public void What_is_not_known_is_null_and_never_false()
    {
        var endpoint = Endpoint(Sight.Unreached);

        Assert.Equal("notEvaluable", endpoint.GetProperty("verdict").GetString());
        Assert.All(endpoint.GetProperty("versions").EnumerateObject(), version => Assert.Equal(JsonValueKind.Null, version.Value.ValueKind));
        foreach (var fact in new[] { "certificate", "http", "secureRenegotiation", "compression", "smallestDhBits" })
            Assert.Equal(JsonValueKind.Null, endpoint.GetProperty(fact).ValueKind);
        Assert.Equal("no route to host", endpoint.GetProperty("incomplete").GetString());
    }

    [Fact]
    public void Every_fact_comes_back() =>
        Check.One(Tried.Times(500), Prop.ForAll(Arb.From(Seeds), seed =>
        {
            var seen = AnySight.Of(seed);
            var read = Assert.Single(Read(Bytes(seen)));
            Assert.Equivalent(seen, read.Seen, strict: true);
            return read.Profile == Sight.Pci.Id;
        }));

    [Fact]
    public void Judging_what_was_read_gives_what_judging_what_was_seen_gave() =>
        Check.One(Tried.Times(200), Prop.ForAll(Arb.From(Seeds), Arb.From(Gen.Elements(TlsProfiles.All.ToArray())), (seed, profile) =>
        {
            var seen = AnySight.Of(seed);
            return TransitRules.Judge(seen, profile).Select(Said).SequenceEqual(TransitRules.Judge(Read(Bytes(seen))[0].Seen, profile).Select(Said));

            static (string, Verdict, Severity, string) Said(Judgement judgement) => (judgement.Rule, judgement.Verdict, judgement.Severity, judgement.Message);
        }));

    [Fact]
    public void Verdicts_and_findings_in_the_document_are_not_believed()
    {
        var document = JsonNode.Parse(Bytes(Sight.AcceptingVersions(TlsVersion.Ssl3)))!;
        document["endpoints"]![0]!["verdict"] = "pass";
        document["endpoints"]![0]!["findings"] = new JsonArray();
        document["endpoints"]![0]!["somethingNew"] = 7;

        Assert.Equal(Verdict.Fail, Read(Encoding.UTF8.GetBytes(document.ToJsonString()))[0].Seen.Verdict());
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "$: expected an object")]
    [InlineData("{}", "$: `endpoints` is missing")]
    [InlineData("""{"endpoint\ud800": 1}""", "$: expected an object whose names are whole characters")]
    [InlineData("""{"endpoints": {}}""", "$.endpoints: expected an array")]
    [InlineData("""{"endpoints": [7]}""", "$.endpoints[0]: expected an object")]
    [InlineData("""{"endpoints": [{"host": "", "port": 1}]}""", "$.endpoints[0].host: expected a name")]
    [InlineData("""{"endpoints": [{"host": "a", "port": 0}]}""", "$.endpoints[0].port: expected a whole number from 1 to 65535")]
    [InlineData("""{"endpoints": [{"host": "a", "port": "443"}]}""", "$.endpoints[0].port: expected a whole number")]
    [InlineData("""{"endpoints": [{"host": "a", "port": 1, "starttls": "ftp"}]}""", "$.endpoints[0].starttls: expected `smtp` or `imap`")]
    [InlineData("""{"endpoints": [{"host": "a", "port": 1}]}""", "`at` is missing")]
    [InlineData("""{"endpoints": [{"host": "a", "port": 1, "at": "yesterday"}]}""", "$.endpoints[0].at: expected an instant in UTC")]
    [InlineData("""{"endpoints": [{"host": "a", "port": 1, "at": "2026-06-01T12:00:00Z", "versions": {"ssl3": "no"}}]}""", "$.endpoints[0].versions.ssl3: expected true, false or null")]
    [InlineData("""{"endpoints": [{"host": "a", "port": 1, "at": "2026-06-01T12:00:00Z", "versions": {}, "suites": [{"version": "tls9", "id": "0x0001"}]}]}""", "$.endpoints[0].suites[0].version: expected one of")]
    [InlineData("""{"endpoints": [{"host": "a", "port": 1, "at": "2026-06-01T12:00:00Z", "versions": {}, "suites": [{"version": "tls1.2", "id": 47}]}]}""", "$.endpoints[0].suites[0].id: expected a text")]
    [InlineData("""{"endpoints": [{"host": "a", "port": 1, "at": "2026-06-01T12:00:00Z", "versions": {}, "suites": [{"version": "tls1.2", "id": "47"}]}]}""", "$.endpoints[0].suites[0].id: expected a number such as `0xC02F`")]
    public void A_document_of_another_shape_is_refused_with_its_place(string document, string said)
    {
        var refusal = Assert.Throws<InputException>(() => Read(Encoding.UTF8.GetBytes(document)));

        Assert.StartsWith("tls.json:", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_absent_is_not_known()
    {
        var bare = Read("""{"endpoints": [{"host": "a", "port": 443, "at": "2026-06-01T12:00:00Z", "versions": {"tls1.2": true}}]}"""u8.ToArray())[0];

        Assert.Null(bare.Profile);
        Assert.Equal(5, bare.Seen.Versions.Count);
        Assert.Null(bare.Seen.Compression);
        Assert.Equal(Verdict.NotEvaluable, bare.Seen.Verdict());
    }

    [Fact]
    public void A_document_that_is_too_long_or_too_deep_is_refused()
    {
        Assert.Contains("64 MiB", Assert.Throws<InputException>(() => ObservationJsonReader.Read("tls.json", new Endless())).Message, StringComparison.Ordinal);
        Assert.Contains("not JSON", Assert.Throws<InputException>(() => Read(Encoding.UTF8.GetBytes(new string('[', 100_000)))).Message, StringComparison.Ordinal);
        var many = $$"""{"endpoints": [{{string.Join(',', Enumerable.Repeat("7", ObservationJsonReader.MostEndpoints + 1))}}]}""";
        Assert.Contains("at most 10000", Assert.Throws<InputException>(() => Read(Encoding.UTF8.GetBytes(many))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_documents_are_read_or_refused_and_nothing_else() =>
        Check.One(Tried.Times(800), Prop.ForAll(Arb.From(Seeds), seed =>
        {
            var bytes = Damaged(Bytes(AnySight.Of(seed % 50)), new Dice(seed));
            try
            {
                return Read(bytes).Count <= ObservationJsonReader.MostEndpoints;
            }
            catch (InputException refusal)
            {
                return refusal.Message.Length < 300 && !refusal.Message.Any(char.IsControl);
            }
        }));

    private static byte[] Damaged(byte[] bytes, Dice dice)
    {
        byte[][] fragments = ["null"u8.ToArray(), "7"u8.ToArray(), "-1e400"u8.ToArray(), "\"\\ud800\""u8.ToArray(), "{}"u8.ToArray(), "[]"u8.ToArray(), [0xFF, 0x00], "\"0xZZZZ\""u8.ToArray(), []];
        var damaged = bytes.ToList();
        for (var i = dice.Between(1, 3); i > 0; i--)
        {
            var at = dice.Between(0, damaged.Count - 1);
            // Half of the time a whole value, so that what comes out is JSON of another shape.
            var start = dice.Chance(50) ? at : Math.Max(damaged.LastIndexOf((byte)':', at) + 1, 0);
            var length = start == at ? dice.Between(0, Math.Min(40, damaged.Count - start)) : Math.Max(damaged.FindIndex(start, b => b is (byte)',' or (byte)'\n') - start, 0);
            damaged.RemoveRange(start, length);
            damaged.InsertRange(start, dice.One(fragments));
        }
        return [.. damaged];
    }

    private static JsonElement Endpoint(EndpointObservation seen) => JsonElement.Parse(Bytes(seen)).GetProperty("endpoints")[0];

    private static byte[] Bytes(EndpointObservation seen)
    {
        using var output = new MemoryStream();
        TlsJson.Write([TlsResult.Of(seen, Sight.Pci)], output);
        return output.ToArray();
    }

    private static IReadOnlyList<ReadObservation> Read(byte[] document) => ObservationJsonReader.Read("tls.json", new MemoryStream(document));

    /// <summary>Blanks without end.</summary>
    private sealed class Endless : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)' ');
            return buffer.Length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
