using System.Text;
using System.Text.Json.Nodes;
using Compliance.Regimes;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Regimes;

/// <summary>Files of rules are read strictly, and whatever they hold, reading ends with rules or an <see cref="InputException"/>.</summary>
public sealed class RuleFileTests
{
    private const string Valid = """
        [{
          "id": "xx-law.first", "regime": "xx-law", "jurisdiction": "EU", "sector": "general", "law": "A law", "article": "Art. 1", "status": "in_force",
          "validFrom": "2026-01-01", "validTo": "2030-12-31", "beforeThat": "an older one", "notifier": "controller", "duty": "third_party", "recipient": "authority", "recipientType": "authority", "stage": "notice",
          "trigger": "awareness", "anchorFacts": ["awareness"], "limit": { "kind": "business_days", "number": 3, "closes": "17:30" },
          "arguable": { "kind": "more_days", "number": 15, "why": "for a reason" }, "relief": { "why": "for another", "source": "https://example.org", "notFor": ["bank"] },
          "zone": "Europe/Berlin", "calendar": "DE", "threshold": { "operator": "at_least", "number": 500, "unit": "persons" }, "thresholdText": "500 or more",
          "content": ["what happened"], "confidence": "high", "confirmed": true, "reviewedOn": "2026-11-22", "source": "https://example.org"
        }]
        """;

    private static readonly byte[][] Files =
    [
        Encoding.UTF8.GetBytes(Valid),
        .. typeof(RegimeCatalogue).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("Regimes/", StringComparison.Ordinal)).Select(Embedded),
    ];

    private static readonly byte[][] Fragments =
    [
        .. new[] { "\"", "{", "}", "[", "]", ",", ":", "null", "true", "-1", "1e999", "99999999999999999999", "0.5", "\"\"", "\"kind\":", "\"$ref\":\"1\"", "\\u0000", "\"\\ud800\"", "//", "/*", "\uFEFF" }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0x00],
    ];

    private static readonly Gen<byte[]> Bytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    [Fact]
    public void A_rule_is_read_with_everything_that_it_says()
    {
        var rule = Assert.Single(Read(Valid));

        Assert.Equal(("xx-law.first", Duty.ThirdParty, "business_days:3", "Europe/Berlin"), (rule.Id, rule.Duty, rule.Limit.Words, rule.Zone.Id));
        Assert.Equal("at least 500 persons", rule.Threshold!.ToString());
    }

    [Theory]
    [InlineData("\"sector\"", "\"sektor\"", "$[0]")]
    [InlineData("\"law\": \"A law\",", "", "$[0]")]
    [InlineData("\"law\": \"A law\"", "\"law\": null", "law")]
    [InlineData("\"law\": \"A law\"", "\"law\": \" \"", "a text is blank")]
    [InlineData("\"law\": \"A law\"", "\"law\": \"A law\", \"law\": \"B law\"", "$[0]")]
    [InlineData("in_force", "in-force", "status")]
    [InlineData("\"in_force\"", "1", "status")]
    [InlineData("third_party", "somebody", "duty")]
    [InlineData("2026-01-01", "2026-02-30", "validFrom")]
    [InlineData("2026-01-01", "2026", "validFrom")]
    [InlineData("2030-12-31", "2025-12-31", "`validTo` is before `validFrom`")]
    [InlineData("\"validFrom\": \"2026-01-01\",", "", "`beforeThat` is before no `validFrom`")]
    [InlineData("\"kind\": \"business_days\",", "", "has no `kind`")]
    [InlineData("business_days", "working_days", "limit")]
    [InlineData("\"number\": 3,", "", "limit")]
    [InlineData("\"number\": 3", "\"number\": 0", "`number` is not a number of days")]
    [InlineData("\"number\": 3", "\"number\": \"3\"", "number")]
    [InlineData("\"number\": 3", "\"number\": 3, \"hour\": 1", "limit")]
    [InlineData("17:30", "25:00", "closes")]
    [InlineData("\"number\": 15", "\"number\": -15", "`number` is not a number of days")]
    [InlineData("[\"bank\"]", "[\"\"]", "`relief.notFor`")]
    [InlineData("Europe/Berlin", "Europe/Bonn", "zone")]
    [InlineData("at_least", ">=", "threshold")]
    [InlineData("\"number\": 500", "\"number\": -1", "`threshold` has a number")]
    [InlineData("\"unit\": \"persons\"", "\"unit\": \"\"", "`threshold` has a number")]
    [InlineData(", \"thresholdText\": \"500 or more\"", "", "stands beside its `thresholdText`")]
    [InlineData("[\"awareness\"]", "[]", "`anchorFacts` name facts")]
    [InlineData("[\"awareness\"]", "[\"Awareness\"]", "`anchorFacts` name facts")]
    [InlineData("[\"awareness\"]", "[null]", "`anchorFacts` name facts")]
    [InlineData("xx-law.first", "xx-law", "`id` is not")]
    [InlineData("xx-law.first", "yy-law.first", "`regime` is not the first part of `id`")]
    [InlineData("\"high\"", "\"certain\"", "confidence is one of high, medium, low")]
    [InlineData("\"recipientType\": \"authority\"", "\"recipientType\": \"police\"", "`recipientType` is one of")]
    [InlineData("\"general\"", "\"other\"", "`sector` is one of")]
    [InlineData("\"EU\"", "\"Atlantis\"", "`jurisdiction` `Atlantis`")]
    [InlineData("[\"what happened\"]", "[\"\"]", "a text is blank")]
    [InlineData("\"confirmed\": true", "\"confirmed\": \"true\"", "confirmed")]
    [InlineData("}]", "}, null]", "`null` is no rule")]
    public void A_slip_in_the_data_is_refused_and_named(string from, string to, string said)
    {
        Assert.Contains(from, Valid, StringComparison.Ordinal);

        var refusal = Assert.Throws<InputException>(() => Read(Valid.Replace(from, to, StringComparison.Ordinal)));

        Assert.StartsWith("rules.json: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_future_dated_rule_has_a_first_day() => Assert.Contains("a future-dated rule has a `validFrom`",
        Assert.Throws<InputException>(() => Read(Valid.Replace("in_force", "future_dated", StringComparison.Ordinal).Replace("\"validFrom\": \"2026-01-01\",", "", StringComparison.Ordinal).Replace("\"beforeThat\": \"an older one\",", "", StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_rule_stands_once() => Assert.Contains("stands twice", Assert.Throws<InputException>(() => Read($"[{Valid.Trim('[', ']')},{Valid.Trim('[', ']')}]")).Message, StringComparison.Ordinal);

    [Fact]
    public void Random_bytes_and_pieces_of_syntax_end_in_a_refusal()
    {
        NothingElseComesOut(300, Bytes);
        NothingElseComesOut(1_000, Gen.Elements<byte[]>(Fragments).ArrayOf().Select(parts => parts.SelectMany(part => part).ToArray()));
    }

    [Fact]
    public void A_file_with_anything_cut_out_or_put_in_is_read_or_refused() => NothingElseComesOut(600,
        from file in Gen.Elements(Files)
        from at in Gen.Choose(0, int.MaxValue)
        from length in Gen.Choose(0, 20)
        from inserted in Gen.OneOf(Gen.Elements<byte[]>(Fragments), Gen.Constant(Array.Empty<byte>()), Bytes)
        select (byte[])[.. file[..(at % file.Length)], .. inserted, .. file[Math.Min(file.Length, at % file.Length + length)..]]);

    [Fact]
    public void No_key_of_any_rule_can_be_misspelt()
    {
        foreach (var file in Files)
        {
            var keys = JsonNode.Parse(file)!.AsArray().SelectMany(rule => rule!.AsObject()).Select(member => member.Key).Distinct();
            foreach (var key in keys)
                Assert.Throws<InputException>(() => Read(Encoding.UTF8.GetString(file).Replace($"\"{key}\":", $"\"{key}x\":", StringComparison.Ordinal)));
        }
    }

    private static void NothingElseComesOut(int tests, Gen<byte[]> files) => Check.One(Tried.Times(tests), Prop.ForAll(Arb.From(files), bytes =>
    {
        try
        {
            using var stream = new MemoryStream(bytes);
            return RuleFile.Read("rules.json", stream).All(rule => rule.Id.Length > 0);
        }
        catch (InputException refusal)
        {
            return refusal.Message.Length > 0;
        }
    }));

    private static IReadOnlyList<RegimeRule> Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return RuleFile.Read("rules.json", stream);
    }

    private static byte[] Embedded(string name)
    {
        using var stream = typeof(RegimeCatalogue).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
