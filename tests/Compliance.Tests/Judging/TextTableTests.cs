using System.Text;
using Compliance.Judging;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Judging;

public sealed class TextTableTests
{
    // Texts that are one another's beginnings, spellings and paddings, on both sides of eight bytes.
    private static readonly Gen<string> Texts = Gen.Elements('a', 'A', 'b', '\0').ListOf().Select(letters => new string([.. letters.Take(12)]));

    [Fact]
    public void A_table_holds_what_a_dictionary_holds() =>
        Check.One(Tried.Times(500), Prop.ForAll(Arb.From(Texts.ListOf()), Arb.From(Texts), (texts, other) =>
        {
            var table = new TextTable<int>(1_000);
            var expected = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var text in texts)
                if (expected.TryAdd(text, expected.Count)) table.Keep(Utf8(text), expected.Count - 1);

            return table.TryGetValue(Utf8(other), out _) == expected.ContainsKey(other)
                && expected.All(kept => table.TryGetValue(Utf8(kept.Key), out var value) && value == kept.Value);
        }));

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(20_000)]
    public void It_keeps_so_many_texts_and_then_no_more(int most)
    {
        var table = new TextTable<int>(most);
        for (var i = 0; i < most + 500; i++) table.Keep(Utf8($"agent{i:D5}@acme.example"), i);

        for (var i = 0; i < most + 500; i++)
        {
            Assert.Equal(i < most, table.TryGetValue(Utf8($"agent{i:D5}@acme.example"), out var value));
            Assert.Equal(i < most ? i : 0, value);
        }
    }

    [Fact]
    public void A_very_long_text_is_not_kept()
    {
        var table = new TextTable<int>(10);
        table.Keep(new byte[1_024], 1);
        table.Keep(new byte[1_025], 2);

        Assert.True(table.TryGetValue(new byte[1_024], out _));
        Assert.False(table.TryGetValue(new byte[1_025], out _));
    }

    [Fact]
    public void A_cleared_table_is_empty_and_takes_as_many_again()
    {
        var table = new TextTable<int>(2);
        table.Keep("a"u8, 1);
        table.Keep("b"u8, 2);
        table.Clear();

        Assert.False(table.TryGetValue("a"u8, out _));
        table.Keep("c"u8, 3);
        table.Keep("d"u8, 4);
        Assert.True(table.TryGetValue("d"u8, out var value));
        Assert.Equal(4, value);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
