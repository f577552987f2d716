using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Compliance.Playbooks;
using FsCheck;
using FsCheck.Fluent;
using static Compliance.Tests.Playbooks.Cacao;

namespace Compliance.Tests.Playbooks;

/// <summary>What holds for every playbook, and for whatever claims to be one.</summary>
public sealed class CacaoProperties
{
    private static readonly Gen<int> Seeds = Gen.Choose(0, int.MaxValue);

    private static readonly byte[][] Valid = [.. ShippedPlaybooks.All.Select(playbook => CacaoWriter.Bytes(playbook.Cacao)).Append(Encoding.UTF8.GetBytes(Small().ToJsonString()))];

    private static readonly byte[][] Fragments =
    [
        .. new[]
        {
            "\"", "{", "}", "[", "]", ",", ":", "null", "true", "-0", "1e999", "2592000000", "99999999999999999999", "\"\\ud800\"", "\"\\u0000\"", "{}", "[]", "[[[[[[[[", "\"type\":", "\"end\"",
            "\"start\"", "\"on_completion\":", "\"__x__:value\"", "\"__stage__\"", "\"2026-02-30T00:00:00.000Z\"", "\"playbook--\"", Start, First, End, $"\"{Start}\"", $"\"{First}\"", $"\"{End}\"", "//", "/**/",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0],
    ];

    private static readonly Gen<byte[]> Bytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    private static readonly Gen<byte[]> Soup = Gen.Elements<byte[]>(Fragments).ArrayOf().Select(parts => parts.SelectMany(part => part).ToArray());

    private static readonly Gen<Func<byte[], byte[]>> Mutation =
        from at in Seeds
        from length in Gen.Choose(0, 60)
        from inserted in Gen.OneOf(Gen.Elements<byte[]>(Fragments), Bytes)
        from kind in Gen.Choose(0, 3)
        select (Func<byte[], byte[]>)(bytes =>
        {
            var start = at % (bytes.Length + 1);
            var end = Math.Min(bytes.Length, start + length);
            return kind switch
            {
                0 => [.. bytes[..start], .. inserted, .. bytes[start..]],
                1 => [.. bytes[..start], .. bytes[end..]],
                2 => Token(bytes, start, inserted),
                _ => [.. bytes[..start]],
            };
        });

    [Fact]
    public void What_is_written_is_read_as_the_same() => Check.One(Tried.Times(300), Prop.ForAll(Arb.From(Seeds), seed =>
    {
        var text = new RandomPlaybook(seed).Write().ToJsonString();
        var playbook = Read(text);
        var written = CacaoWriter.Bytes(playbook);
        var again = CacaoReader.Read(written, "again");
        return JsonElement.DeepEquals(JsonDocument.Parse(text).RootElement, again.Document) && CacaoWriter.Bytes(again).AsSpan().SequenceEqual(written);
    }));

    [Fact]
    public void The_order_of_names_makes_no_difference_to_what_is_written() => Check.One(Tried.Times(50), Prop.ForAll(Arb.From(Seeds), seed =>
    {
        var playbook = new RandomPlaybook(seed).Write();
        var reversed = new System.Text.Json.Nodes.JsonObject(playbook.ToList().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())).Reverse());
        return CacaoWriter.Bytes(Read(reversed)).AsSpan().SequenceEqual(CacaoWriter.Bytes(Read(playbook)));
    }));

    [Fact]
    public void Random_bytes() => NothingElseComesOut(500, Bytes);

    [Fact]
    public void Pieces_of_syntax_in_any_order() => NothingElseComesOut(1_000, Soup);

    [Fact]
    public void Valid_playbooks_mutated() => NothingElseComesOut(1_000,
        from valid in Gen.Elements<byte[]>(Valid)
        from mutations in Gen.NonEmptyListOf(Mutation)
        select mutations.Take(4).Aggregate(valid, (bytes, mutate) => mutate(bytes)));

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("[],")]
    [InlineData("\"__a__:value__b\",")]
    [InlineData("____________________")]
    public void A_mebibyte_of_one_thing_is_refused_in_good_time(string piece)
    {
        var many = string.Concat(Enumerable.Repeat(piece, CacaoReader.MaxBytes / piece.Length - 200));
        var watch = Stopwatch.StartNew();

        Assert.Throws<InputException>(() => Read(many));
        Assert.Throws<InputException>(() => Read($"{{\"workflow\":{{\"{First}\":{{\"type\":\"action\",\"commands\":[{many}\"\"]}}}}}}"));
        Assert.Throws<InputException>(() => Read($"{{\"name\":\"{many.Replace("\"", "", StringComparison.Ordinal)}\"}}"));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"took {watch.Elapsed}");
    }

    /// <summary>Puts the fragment in place of a whole string or number, so that the text around it stays JSON.</summary>
    private static byte[] Token(byte[] bytes, int at, byte[] fragment)
    {
        if (bytes.Length == 0) return fragment;
        var start = Math.Min(at, bytes.Length - 1);
        while (start > 0 && bytes[start] != (byte)'"') start--;
        var end = Array.IndexOf(bytes, (byte)'"', Math.Min(start + 1, bytes.Length - 1));
        return end < 0 ? [.. bytes[..start], .. fragment] : [.. bytes[..start], .. fragment, .. bytes[(end + 1)..]];
    }

    private static void NothingElseComesOut(int tests, Gen<byte[]> inputs) => Check.One(Tried.Times(tests), Prop.ForAll(Arb.From(inputs), bytes =>
    {
        try
        {
            var playbook = CacaoReader.Read(bytes, "p.json");
            Assert.Equal(CacaoWriter.Bytes(playbook), CacaoWriter.Bytes(CacaoReader.Read(CacaoWriter.Bytes(playbook), "again")));
            Run(playbook);
        }
        catch (InputException refused)
        {
            Assert.True(refused.Message.Split('\n').Length <= 101);
            Assert.DoesNotContain(refused.Message, character => char.IsControl(character) && character != '\n');
        }
    }));

    /// <summary>What can be read can be run, or is refused.</summary>
    private static void Run(CacaoPlaybook playbook)
    {
        var @case = new Case { Playbook = Playbook.From(playbook) };
        @case.Advance();
    }
}
