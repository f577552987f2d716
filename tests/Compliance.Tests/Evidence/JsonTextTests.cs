using System.Text;
using Compliance.Evidence;
using Compliance.Evidence.Bytes;
using Compliance.Evidence.Json;

namespace Compliance.Tests.Evidence;

/// <summary>JSON inside a record: never read past its text, whatever stands behind it.</summary>
public class JsonTextTests
{
    [Theory]
    [InlineData("""{"a":"x"}""", null)]
    [InlineData(""" {"a":"x"} """, null)]
    [InlineData("", "empty, expected JSON")]
    [InlineData("  ", "the JSON is cut short after 2 bytes")]
    [InlineData("""{"a":"x""", "the JSON is cut short after 7 bytes")]
    [InlineData("""{"a":12""", "the JSON is cut short after 7 bytes")]
    [InlineData("""{"a":"x"} y""", "expected the end of the JSON, at byte 11")]
    [InlineData("""{"a" 1}""", "expected `:` after a property name, at byte 6 of the JSON")]
    public void What_is_wrong_is_told_and_what_follows_is_not_read(string text, string? problem)
    {
        // What stands behind would complete each of them.
        foreach (var behind in new[] { "", "\"}", "3}", "}]}" }) Assert.Equal(problem, Read(text, behind).Problem);
    }

    [Fact]
    public void Random_text_ends_where_it_ends()
    {
        var random = new Random(11);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(RandomJson.Object(random, 0));
            Assert.Null(Read(bytes, RandomJson.Object(random, 0)).Problem);
            var mutated = RandomJson.Mutate(random, bytes);
            // The verdict does not depend on what happens to stand behind the text.
            Assert.Equal(Read(mutated, "").Problem is null, Read(mutated, RandomJson.Object(random, 0)).Problem is null);
        }
    }

    [Fact]
    public void Elements_of_an_array_are_found_one_by_one()
    {
        var paths = new JsonPaths();
        var name = paths.Add("n");
        var elements = new JsonElements(paths);
        var array = Padded(Encoding.UTF8.GetBytes("""[ {"n":"a"} , {"x":[1,{"n":"no"}],"n":"b\"é"},{}]"""), "", out var length).AsSpan(0, length);
        Assert.Equal(3, elements.Split(array));
        Assert.Equal(["a", "b\"é", ""], Texts(elements, array, name));
        Assert.Equal(0, elements.Split("[]"u8));
        Assert.Equal(0, elements.Split("{}"u8));
    }

    private static List<string> Texts(JsonElements elements, ReadOnlySpan<byte> array, int slot)
    {
        var texts = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            elements.Read(array, i);
            texts.Add(Encoding.UTF8.GetString(elements.Values.Text(slot)));
        }
        return texts;
    }

    private static (string? Problem, string Value) Read(string text, string behind) => Read(Encoding.UTF8.GetBytes(text), behind);

    private static (string? Problem, string Value) Read(byte[] text, string behind)
    {
        var paths = new JsonPaths();
        var slot = paths.Add("a");
        var values = new RecordValues(paths.Slots);
        var padded = Padded(text, behind, out var length);
        var problem = new JsonText(paths, values).Read(padded.AsSpan(0, length));
        return (problem, Encoding.UTF8.GetString(values.Raw(slot)));
    }

    private static byte[] Padded(byte[] text, string behind, out int length)
    {
        length = text.Length;
        var rest = Encoding.UTF8.GetBytes(behind);
        var padded = GC.AllocateArray<byte>(text.Length + rest.Length + Window.Padding, pinned: true);
        text.CopyTo(padded, 0);
        rest.CopyTo(padded, text.Length);
        return padded;
    }
}
