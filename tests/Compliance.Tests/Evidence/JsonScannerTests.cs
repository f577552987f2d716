using System.Text;
using System.Text.Json;
using Compliance.Evidence;
using Compliance.Evidence.Bytes;
using Compliance.Evidence.Json;

namespace Compliance.Tests.Evidence;

public unsafe class JsonScannerTests
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64 };

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":-0.5e+10,"b":[],"c":{},"d":[1,[2,[3]]],"e":"\u0041\ud83d\ude00\"\\\/\b\f\n\r\t"}""")]
    [InlineData(" [ ] ")]
    [InlineData("{\"a\" : 1 ,\r\n\t\"b\" : [ 1 , 2 ] }")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\":}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{a:1}")]
    [InlineData("[1,]")]
    [InlineData("[1 2]")]
    [InlineData("01")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData("1e")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("tru")]
    [InlineData("nul")]
    [InlineData("trueX")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12G4\"")]
    [InlineData("\"a\tb\"")]
    [InlineData("{\"a\":1}}")]
    [InlineData("{\"a\":1} x")]
    public void It_agrees_with_the_base_library_on_what_is_JSON(string text) => AssertAgrees(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    public void It_refuses_nesting_beyond_64_levels(int depth) => AssertAgrees(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth)));

    [Fact]
    public void It_agrees_with_the_base_library_on_random_records_and_mutations_of_them()
    {
        var random = new Random(7);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(RandomJson.Value(random, 0));
            AssertAgrees(bytes);
            AssertAgrees(RandomJson.Mutate(random, bytes));
        }
    }

    [Fact]
    public void It_agrees_when_records_of_other_shapes_came_before()
    {
        var random = new Random(11);
        var paths = new JsonPaths();
        int[] slots = [paths.Add("a"), paths.Add("b.a"), paths.Add("b.b.c"), paths.Add("c.1"), paths.Add("d.a"), paths.Add("naïve"), paths.Add("a.b")];
        string[] wanted = ["a", "b.a", "b.b.c", "c.1", "d.a", "naïve", "a.b"];
        var values = new RecordValues(paths.Slots);
        var scanner = new JsonScanner(paths, values);
        for (var round = 0; round < 5000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(RandomJson.Object(random, 0));
            Assert.True(Accepts(scanner, bytes, () =>
            {
                using var document = JsonDocument.Parse(bytes, Strict);
                for (var i = 0; i < slots.Length; i++)
                    Assert.Equal(Expected(document.RootElement, wanted[i].Split('.')), values.Has(slots[i]) ? Encoding.UTF8.GetString(values.Raw(slots[i])) : null);
            }), Encoding.UTF8.GetString(bytes));
        }
    }

    [Theory]
    [InlineData("""{"EventTime":"1","eventtime":"2"}""", "1")]
    [InlineData("""{"eventtime":"2","eventTime":"1"}""", "2")]
    [InlineData("""{"event\u0054ime":"3"}""", "3")]
    [InlineData("""{"eventTime":null,"EVENTTIME":"4"}""", "4")]
    [InlineData("""{"eventTime":["5","6"]}""", "5")]
    [InlineData("""{"eventTime":{"x":1}}""", null)]
    [InlineData("""{"x":{"eventTime":"7"}}""", null)]
    [InlineData("""{"eventTime":"a\u00e9\ud83d\ude00\ud800z"}""", "aé😀\uFFFDz")]
    public void Names_are_looked_up_ignoring_case_and_the_first_value_counts(string text, string? expected)
    {
        var paths = new JsonPaths();
        var slot = paths.Add("eventTime");
        var values = new RecordValues(paths.Slots);
        var scanner = new JsonScanner(paths, values);
        for (var again = 0; again < 2; again++)
            Assert.True(Accepts(scanner, Encoding.UTF8.GetBytes(text), () => Assert.Equal(expected, values.Has(slot) ? Encoding.UTF8.GetString(values.Raw(slot)) : null)));
    }

    [Fact]
    public void Names_that_are_data_are_not_remembered_for_ever()
    {
        var paths = new JsonPaths();
        var slot = paths.Add("last");
        var values = new RecordValues(paths.Slots);
        var scanner = new JsonScanner(paths, values);
        for (var i = 0; i < 20_000; i++)
        {
            var value = $"v{i}";
            Assert.True(Accepts(scanner, Encoding.UTF8.GetBytes($$"""{"id-{{i}}":{"last":1,"x{{i}}":[{"last":2}]},"last":"{{value}}"}"""), () => Assert.Equal(value, Encoding.UTF8.GetString(values.Raw(slot)))));
        }
    }

    private static string? Expected(JsonElement element, ReadOnlySpan<string> steps)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            if (!steps.IsEmpty && int.TryParse(steps[0], out var index))
                return index < element.GetArrayLength() ? Expected(element[index], steps[1..]) : null;
            return element.GetArrayLength() == 0 ? null : Expected(element[0], steps);
        }
        if (steps.IsEmpty) return element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
            _ => null,
        };
        if (element.ValueKind != JsonValueKind.Object) return null;
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name.Equals(steps[0], StringComparison.OrdinalIgnoreCase) && Expected(property.Value, steps[1..]) is { } found) return found;
        }
        return null;
    }

    private static void AssertAgrees(byte[] bytes)
    {
        var paths = new JsonPaths();
        paths.Add("a");
        Assert.True(Accepts(new JsonScanner(paths, new RecordValues(paths.Slots)), bytes, null) == LibraryAccepts(bytes), Encoding.UTF8.GetString(bytes));
    }

    private static bool LibraryAccepts(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return System.Text.Unicode.Utf8.IsValid(bytes);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Accepts(JsonScanner scanner, byte[] bytes, Action? check)
    {
        var text = bytes.AsSpan().Trim(" \t\r\n"u8).ToArray();
        byte[] padded = [.. text, .. new byte[Window.Padding]];
        fixed (byte* start = padded)
        {
            var end = scanner.Scan(start, start + text.Length);
            if (end == null) Assert.InRange(scanner.ErrorAt - start, 0, text.Length);
            if (end != start + text.Length) return false;
            if (!System.Text.Unicode.Utf8.IsValid(text)) return false;
            check?.Invoke();
            return true;
        }
    }
}
