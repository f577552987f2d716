using System.Text;
using System.Text.Json.Nodes;
using Compliance.Trail;
using NodaTime;

namespace Compliance.Tests.Trail;

public class TrailEntryTests
{
    private const string Known = """{"actor":"system:schedule","audit":"a1","data":{"counts":{"Fail":2,"é":1},"list":[1,"x",true,null]},"time":"2026-03-01T06:07:08.009Z","type":"audit started","v":1,"vendor":"acme-bpo"}""";

    private static TrailEntry Entry(string vendor = "acme-bpo", string type = "audit started", string actor = "system:schedule", JsonObject? data = null) =>
        TrailEntry.Create(vendor, Instant.FromUtc(2026, 3, 1, 6, 7, 8).Plus(Duration.FromMilliseconds(9.9)), type, actor, "a1", data ?? []);

    [Fact]
    public void A_leaf_is_these_bytes_and_has_this_hash()
    {
        var entry = Entry(data: new JsonObject { ["list"] = new JsonArray(1, "x", true, null), ["counts"] = new JsonObject { ["é"] = 1, ["Fail"] = 2 } });
        Assert.Equal(Known, Encoding.UTF8.GetString(entry.Leaf.Span));
        Assert.Equal("b253f565551ce78b069507ded345433f84197a9d8a48de15f1f5c6e00e317510", entry.Hash.ToString());
    }

    [Fact]
    public void A_leaf_reads_back_as_its_entry()
    {
        var entry = TrailEntry.Parse(Encoding.UTF8.GetBytes(Known));
        Assert.Equal(("acme-bpo", "audit started", "system:schedule", "a1"), (entry.Vendor, entry.Type, entry.Actor, entry.Audit));
        Assert.Equal(Instant.FromUtc(2026, 3, 1, 6, 7, 8).Plus(Duration.FromMilliseconds(9)), entry.Time);
    }

    [Theory]
    [InlineData("\"v\":1", "\"v\":2")]
    [InlineData("\"data\":{", "\"data\": {")]
    [InlineData("\"v\":1", "\"more\":0,\"v\":1")]
    [InlineData("08.009Z", "08.0090Z")]
    [InlineData("\"audit\":\"a1\",", "\"audit\":null,")]
    [InlineData("acme-bpo", "Acme")]
    public void Bytes_that_this_version_would_not_write_are_no_leaf(string old, string changed) =>
        Assert.Throws<FormatException>(() => TrailEntry.Parse(Encoding.UTF8.GetBytes(Known.Replace(old, changed, StringComparison.Ordinal))));

    [Theory]
    [InlineData("acme-bpo", "audit started", "d.osei")]
    [InlineData("acme-bpo", "audit started", "p:short")]
    [InlineData("acme-bpo", "Audit started", "system:schedule")]
    [InlineData("Acme", "audit started", "system:schedule")]
    public void A_name_where_a_pseudonym_belongs_is_refused(string vendor, string type, string actor) =>
        Assert.Throws<FormatException>(() => Entry(vendor, type, actor));

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e+30")]
    [InlineData("9007199254740992")]
    [InlineData("-0")]
    public void A_leaf_holds_no_number_but_integers_that_all_readers_agree_on(string number)
    {
        var leaf = Known.Replace("\"Fail\":2", $"\"Fail\":{number}", StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => TrailEntry.Parse(Encoding.UTF8.GetBytes(leaf)));
        if (number != "-0") Assert.Throws<FormatException>(() => Entry(data: new JsonObject { ["n"] = new JsonArray(JsonNode.Parse(number)) }));
    }

    [Fact]
    public void A_leaf_has_at_most_60000_bytes()
    {
        var frame = Entry(data: new JsonObject { ["x"] = "" }).Leaf.Length;
        Assert.Equal(60_000, Entry(data: new JsonObject { ["x"] = new string('a', 60_000 - frame) }).Leaf.Length);
        Assert.Throws<FormatException>(() => Entry(data: new JsonObject { ["x"] = new string('a', 60_001 - frame) }));
    }

    [Fact]
    public void Chunks_keep_the_order_and_both_limits()
    {
        var small = Enumerable.Range(0, 250).Select(i => Entry(data: new JsonObject { ["i"] = i })).ToList();
        Assert.Equal([98, 98, 54], TrailChunks.Cut(small).Select(chunk => chunk.Count));
        Assert.Equal(small, TrailChunks.Cut(small).SelectMany(chunk => chunk));
        var large = Enumerable.Range(0, 98).Select(i => Entry(data: new JsonObject { ["x"] = new string('a', 59_000) })).ToList();
        Assert.All(TrailChunks.Cut(large), chunk => Assert.InRange(chunk.Sum(TrailChunks.EncodedBytes), 1, TrailChunks.MaxBytes));
        Assert.Equal(98, TrailChunks.Cut(large).Sum(chunk => chunk.Count));
        Assert.Empty(TrailChunks.Cut([]));
    }
}
