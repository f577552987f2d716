using System.Globalization;
using System.Text.Json;

namespace Compliance.Tests.Evidence;

/// <summary>Random JSON for property tests, from a seed that the test fixes.</summary>
internal static class RandomJson
{
    private static readonly string[] Names = ["a", "b", "c", "d", "A", "naïve", "a_rather_long_property_name_of_more_than_32_bytes", "x\"y", ""];
    private static readonly string[] Texts = ["", "x", "ticket.read", "quote\" and \\ backslash", "naïve 😀", "line\nfeed", new('l', 70), new string('l', 63) + "\"", "a, b; c\t{[]}:"];

    public static string Value(Random random, int depth) => random.Next(depth > 5 ? 5 : 8) switch
    {
        0 => random.Next().ToString(CultureInfo.InvariantCulture),
        1 => (random.NextDouble() * 1e6 - 5e5).ToString("R", CultureInfo.InvariantCulture),
        2 => random.Next(3) switch { 0 => "true", 1 => "false", _ => "null" },
        3 or 4 => Text(random),
        5 or 6 => Object(random, depth),
        _ => "[" + string.Join(Comma(random), Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))) + "]",
    };

    public static string Object(Random random, int depth) =>
        "{" + string.Join(Comma(random), Names.Where(_ => random.Next(3) > 0).OrderBy(_ => random.Next(5)).Select(name => Member(random, name, depth))) + "}";

    /// <summary>Changes, drops, doubles or inserts a few bytes.</summary>
    public static byte[] Mutate(Random random, byte[] bytes)
    {
        var list = bytes.ToList();
        for (var i = random.Next(1, 4); i > 0 && list.Count > 0; i--)
        {
            var at = random.Next(list.Count);
            var unit = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)"{}[]\",:\\ \n0truefalsnu-.e9"[random.Next(25)];
            switch (random.Next(4))
            {
                case 0: list[at] = unit; break;
                case 1: list.RemoveAt(at); break;
                case 2: list.Insert(at, unit); break;
                default: list.RemoveRange(at, list.Count - at); break;
            }
        }
        return [.. list];
    }

    private static string Member(Random random, string name, int depth) =>
        (random.Next(4) == 0 ? JsonSerializer.Serialize(name) : Raw(name)) + (random.Next(4) == 0 ? " : " : ":") + Value(random, depth + 1);

    private static string Text(Random random)
    {
        var text = Texts[random.Next(Texts.Length)];
        return random.Next(2) == 0 ? JsonSerializer.Serialize(text) : Raw(text);
    }

    private static string Comma(Random random) => random.Next(4) == 0 ? " ,\t" : ",";

    private static string Raw(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal) + "\"";
}
