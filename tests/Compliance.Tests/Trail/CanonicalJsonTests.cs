using System.Text;
using System.Text.Json.Nodes;
using Compliance.Trail;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Trail;

public class CanonicalJsonTests
{
    // RFC 8785, section 3.2.3: the names of its sorting example, whose order by code unit is not that by code point.
    [Fact]
    public void Names_sort_by_utf16_code_unit()
    {
        var value = new JsonObject
        {
            ["\u20ac"] = "Euro Sign",
            ["\r"] = "Carriage Return",
            ["\ufb33"] = "Hebrew Letter Dalet With Dagesh",
            ["1"] = "One",
            ["\ud83d\ude00"] = "Emoji: Grinning Face",
            ["\u0080"] = "Control",
            ["\u00f6"] = "Latin Small Letter O With Diaeresis",
        };
        var names = JsonNode.Parse(CanonicalJson.Write(value))!.AsObject().Select(member => (string)member.Value!);
        Assert.Equal(["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"], names);
    }

    [Theory]
    [InlineData("\u20ac$\u000f\nA'B\"\\\"/", "\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\"/\"")]
    [InlineData("\b\t\n\f\r\u001f\u007f\u2028<>&", "\"\\b\\t\\n\\f\\r\\u001f\u007f\u2028<>&\"")]
    [InlineData("", "\"\"")]
    [InlineData("\ud83d\ude00", "\"\ud83d\ude00\"")]
    public void Strings_escape_what_they_must_and_nothing_more(string text, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalJson.Write(text)));

    [Theory]
    [InlineData("{ \"b\" : [ 1 , -0 , true , null ] , \"a\" : { } }", "{\"a\":{},\"b\":[1,0,true,null]}")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("-9007199254740991", "-9007199254740991")]
    public void Text_becomes_canonical(string text, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalJson.Write(CanonicalJson.Parse(Encoding.UTF8.GetBytes(text)))));

    [Theory]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("0.5")]
    public void Numbers_that_readers_disagree_about_are_refused(string number) =>
        Assert.Throws<FormatException>(() => CanonicalJson.Write(JsonNode.Parse(number)));

    [Fact]
    public void A_lone_surrogate_is_refused() => Assert.Throws<FormatException>(() => CanonicalJson.Write("\ud800"));

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("[1] // no")]
    [InlineData("")]
    public void Loose_text_is_refused(string text) => Assert.Throws<FormatException>(() => CanonicalJson.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Whatever_the_order_of_its_members_a_value_has_one_form() =>
        Prop.ForAll(ArbMap.Default.ArbFor<Dictionary<NonNull<string>, int>>(), members =>
        {
            var readable = members.Where(member => !member.Key.Get.Any(char.IsSurrogate)).ToList();
            var forward = new JsonObject(readable.Select(member => KeyValuePair.Create(member.Key.Get, (JsonNode?)JsonValue.Create(member.Value))));
            var backward = new JsonObject(readable.AsEnumerable().Reverse().Select(member => KeyValuePair.Create(member.Key.Get, (JsonNode?)JsonValue.Create((long)member.Value))));
            var bytes = CanonicalJson.Write(forward);
            return bytes.AsSpan().SequenceEqual(CanonicalJson.Write(backward)) && CanonicalJson.IsCanonical(bytes);
        }).Check(Tried.Times());
}
