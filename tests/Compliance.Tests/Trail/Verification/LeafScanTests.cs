using System.Text;
using System.Text.Json.Nodes;
using Compliance.Trail;
using Compliance.Trail.Verification;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Trail.Verification;

/// <summary>The scan and the full reading are two programs for one format: what one takes, the other takes.</summary>
public sealed class LeafScanTests
{
    private static readonly string[] Strings =
    [
        "", "a", "\"", "\\", "\\\"", "\u0000", "\u001f\u007f", "\r\n\t\b\f", "\u2028\u2029", "é", "größe", "\uE000", "\uFFFD", "😀", "😀\uE000", "\\u0000",
        "rule", "severity", "principal", "{\"a\":1}", "\",\"time\":\"", "=1+1", "x" + new string('y', 70), "€uro", "\u0080", "ȁ",
    ];

    private readonly LeafScan _scan = new();

    [Fact]
    public void Whatever_was_written_is_read_alike() => Check.One(
        Tried.Times(3_000), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var leaf = Leaf(new Random(seed));
            AssertAlike(leaf);
            Assert.NotEqual(LeafForm.Other, _scan.Scan(leaf));
        }));

    [Fact]
    public void Whatever_is_done_to_it_both_take_it_or_both_refuse_it() => Check.One(
        Tried.Times(10_000), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var leaf = Leaf(random).ToList();
            for (var change = random.Next(3); change >= 0; change--) Mutate(leaf, random);
            AssertAlike([.. leaf]);
        }));

    [Theory]
    [InlineData("\"v\":1", "\"v\":2")]
    [InlineData("\"v\":1", "\"v\":1.0")]
    [InlineData("\"v\":1", "\"v\":1,\"w\":1")]
    [InlineData("{\"a\":", "{\"a\":01,\"b\":")]
    [InlineData("{\"a\":", "{\"a\":-0,\"b\":")]
    [InlineData("{\"a\":", "{\"a\":9007199254740991,\"b\":")]
    [InlineData("{\"a\":", "{\"a\":9007199254740992,\"b\":")]
    [InlineData("{\"a\":", "{\"a\":-9007199254740991,\"b\":")]
    [InlineData("{\"a\":", "{\"a\":1e3,\"b\":")]
    [InlineData("{\"a\":", "{\"B\":1,\"a\":")]
    [InlineData("{\"a\":", "{\"a\":1,\"a\":")]
    [InlineData("{\"a\":", "{\"\uE000\":1,\"😀\":")]
    [InlineData("{\"a\":", "{\"😀\":1,\"\uE000\":")]
    [InlineData("{\"a\":", "{\"\\n\":1,\"\\\"\":")]
    [InlineData("{\"a\":", "{\"\\\"\":1,\"\\n\":")]
    [InlineData("{\"a\":", "{\"a\":\"\\u001F\",\"b\":")]
    [InlineData("{\"a\":", "{\"a\":\"\\u001f\",\"b\":")]
    [InlineData("{\"a\":", "{\"a\":\"\\u000a\",\"b\":")]
    [InlineData("{\"a\":", "{\"a\":\"\\/\",\"b\":")]
    [InlineData("{\"a\":", "{\"a\":\"\\ud800\",\"b\":")]
    [InlineData("2026-", "0000-")]
    [InlineData("2026-", "9999-")]
    [InlineData("-01-01T", "-02-29T")]
    [InlineData("-01-01T", "-02-30T")]
    [InlineData("T00:00", "T24:00")]
    [InlineData(":00.000Z", ":60.000Z")]
    [InlineData(":00.000Z", ":00.000+")]
    [InlineData("system:schedule", "system:-")]
    [InlineData("system:schedule", "p:slzikjz57ml76mhoryw3j7zbvx")]
    [InlineData("system:schedule", "p:slzikjz57ml76mhoryw3j7zbv1")]
    [InlineData("acme-bpo", "a")]
    [InlineData("acme-bpo", "-a")]
    [InlineData("a b", "a b c d e f")]
    [InlineData("a b", "a b c d e f g")]
    [InlineData("a b", "a  b")]
    [InlineData("a b", "a ")]
    public void The_edges_of_the_format_are_the_same(string from, string to)
    {
        var leaf = Encoding.UTF8.GetString(TrailEntry.Create("acme-bpo", Instant.FromUtc(2026, 1, 1, 0, 0), "a b", "system:schedule", null, new JsonObject { ["a"] = 1 }).Leaf.Span);
        Assert.Contains(from, leaf, StringComparison.Ordinal);

        AssertAlike(Encoding.UTF8.GetBytes(leaf.Replace(from, to, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(59)]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    public void Depth_ends_for_both_at_the_same_level(int depth) =>
        AssertAlike(Encoding.UTF8.GetBytes($"{{\"actor\":\"system:schedule\",\"data\":{{\"a\":{new string('[', depth)}{new string(']', depth)}}},\"time\":\"2026-01-01T00:00:00.000Z\",\"type\":\"a\",\"v\":1,\"vendor\":\"acme-bpo\"}}"));

    private void AssertAlike(byte[] leaf)
    {
        var form = _scan.Scan(leaf);
        var entry = Parsed(leaf);
        Assert.True(form != LeafForm.Canonical || entry is not null, $"the scan takes what the reading refuses: {Encoding.UTF8.GetString(leaf)}");
        Assert.True(form != LeafForm.Other || entry is null, $"the scan refuses what the reading takes: {Encoding.UTF8.GetString(leaf)}");
        if (entry is null) return;
        Assert.Equal((entry.Actor, entry.Type, entry.Vendor), (Text(leaf, _scan.Actor), Text(leaf, _scan.Type), Text(leaf, _scan.Vendor)));
        var data = JsonNode.Parse(leaf)!["data"]!.AsObject();
        Assert.Equal(CanonicalJson.Write(data), leaf[_scan.Data]);
        Assert.Equal((Unescaped(data["principal"]), Unescaped(data["rule"]), Unescaped(data["severity"]), entry.Audit), (Value(leaf, _scan.Principal), Value(leaf, _scan.Rule), Value(leaf, _scan.Severity), Value(leaf, _scan.Audit)));
    }

    private static TrailEntry? Parsed(byte[] leaf)
    {
        try
        {
            return leaf.Length > TrailEntry.MaxLeafBytes ? null : TrailEntry.Parse(leaf);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Text(byte[] leaf, Range place) => Encoding.UTF8.GetString(leaf[place]);

    private static string? Value(byte[] leaf, Range? place) => place is { } range ? JsonNode.Parse($"\"{Text(leaf, range)}\"")!.GetValue<string>() : null;

    private static string? Unescaped(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static byte[] Leaf(Random random)
    {
        var actor = random.Next(2) == 0 ? "system:schedule" : "p:slzikjz57ml76mhoryw3j7zbvx";
        var audit = random.Next(2) == 0 ? null : Pick(random, Strings);
        var time = Instant.FromUnixTimeMilliseconds(random.NextInt64(-60_000_000_000_000, 250_000_000_000_000));
        return TrailEntry.Create("acme-bpo", time, Pick(random, ["a", "finding opened", "a b c d e f"]), actor, audit, Object(random, 3)).Leaf.ToArray();
    }

    private static JsonObject Object(Random random, int depth)
    {
        var members = new JsonObject();
        for (var member = random.Next(6); member > 0; member--) members[Pick(random, Strings) + (random.Next(3) == 0 ? Pick(random, Strings) : "")] = Node(random, depth - 1);
        return members;
    }

    private static JsonNode? Node(Random random, int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.NextInt64(-CanonicalJson.MaxInteger, CanonicalJson.MaxInteger),
        3 => random.Next(-20, 20),
        4 => Pick(random, Strings) + Pick(random, Strings),
        5 => Object(random, depth),
        _ => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Node(random, depth - 1))]),
    };

    private static void Mutate(List<byte> leaf, Random random)
    {
        var at = random.Next(leaf.Count);
        switch (random.Next(5))
        {
            case 0:
                leaf[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                leaf[at] = Pick(random, "\"\\{}[],:0123456789abcdefnrtu-+.eE \n\u007f"u8.ToArray());
                break;
            case 2:
                leaf.RemoveRange(at, Math.Min(random.Next(1, 6), leaf.Count - at));
                if (leaf.Count == 0) leaf.Add((byte)'{');
                break;
            case 3:
                leaf.Insert(at, Pick(random, "\"\\{}[],:0123456789abcdefnrtu-+.eE \n\u007f"u8.ToArray()));
                break;
            default:
                leaf.InsertRange(at, leaf.GetRange(random.Next(leaf.Count), 1));
                break;
        }
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
