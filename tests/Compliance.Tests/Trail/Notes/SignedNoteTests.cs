using System.Text;
using Compliance.Trail.Notes;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Trail.Notes;

public class SignedNoteTests
{
    private const string Line = "— example.com/foo Uw2QOkFBQUE=\n";
    private const string Known = "This is an example message.\n\n" + Line;

    private static SignedNote Parse(string note) => SignedNote.Parse(Encoding.UTF8.GetBytes(note));

    [Fact]
    public void A_note_is_a_text_and_signatures()
    {
        var note = Parse(Known + "— bar AAAAAQI=\n");
        Assert.Equal("This is an example message.\n", note.Text);
        Assert.Equal([("example.com/foo", 0x530d903au, "AAAA"), ("bar", 1u, "\u0002")], note.Signatures.Select(s => (s.Name, s.KeyId, Encoding.ASCII.GetString(s.Bytes))));
        Assert.Equal(Known + "— bar AAAAAQI=\n", Encoding.UTF8.GetString(note.ToBytes()));
    }

    // The example of the specification has an empty line in its text, and letters beyond ASCII.
    [Theory]
    [InlineData("Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n")]
    [InlineData("\n")]
    [InlineData("a\n\n")]
    [InlineData("\n\n\n")]
    [InlineData("— example.com/foo Uw2QOkFBQUE=\n")]
    public void A_text_may_hold_empty_lines(string text) => Assert.Equal(text, Parse(text + "\n" + Line).Text);

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\n\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n" + Line)]
    [InlineData("text\r\n\n" + Line)]
    [InlineData("te\txt\n\n" + Line)]
    [InlineData("te\0xt\n\n" + Line)]
    [InlineData("text\n\n- example.com/foo Uw2QOkFBQUE=\n")]
    [InlineData("text\n\n—  example.com/foo Uw2QOkFBQUE=\n")]
    [InlineData("text\n\n— example.com/foo  Uw2QOkFBQUE=\n")]
    [InlineData("text\n\n— example.com/foo Uw2QOkFBQUE= \n")]
    [InlineData("text\n\n— example.com/foo Uw2QOkFBQUE=")]
    [InlineData("text\n\n— example.com/foo Uw2QOkFBQUE\n")]
    [InlineData("text\n\n— example.com/foo Uw2QOkFBQUF=\n")]
    [InlineData("text\n\n— example.com/foo Uw2QOg==\n")]
    [InlineData("text\n\n— example.com/foo Uw2Q\n")]
    [InlineData("text\n\n— example.com/foo \n")]
    [InlineData("text\n\n— example+foo Uw2QOkFBQUE=\n")]
    [InlineData("text\n\n— example\u00a0foo Uw2QOkFBQUE=\n")]
    [InlineData("text\n\n— example\u2028foo Uw2QOkFBQUE=\n")]
    [InlineData("text\n\n—  Uw2QOkFBQUE=\n")]
    [InlineData("text\n\n" + Line + "tail\n")]
    [InlineData("text\n\n" + Line + "\n" + "\n")]
    public void What_is_no_note_is_refused(string note) => Assert.Throws<FormatException>(() => Parse(note));

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused() =>
        Assert.Throws<FormatException>(() => SignedNote.Parse([0xff, .. Encoding.UTF8.GetBytes(Known)]));

    [Fact]
    public void A_hundred_signatures_are_read_and_no_more()
    {
        string Note(int count) => "text\n\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"— k{i} Uw2QOkFBQUE=\n"));
        Assert.Equal(16, Parse(Note(16)).Signatures.Count);
        Assert.Equal(100, Parse(Note(100)).Signatures.Count);
        Assert.Throws<FormatException>(() => Parse(Note(101)));
        Assert.Throws<FormatException>(() => Parse(Note(10_000)));
    }

    [Fact]
    public void A_note_has_at_most_a_mebibyte()
    {
        Assert.Equal(1 << 20, Parse(new string('a', (1 << 20) - Line.Length - 2 - 2) + "\n\n" + Line).ToBytes().Length);
        Assert.Throws<FormatException>(() => Parse(new string('a', (1 << 20) - Line.Length - 2 - 1) + "\n\n" + Line));
    }

    [Fact]
    public void What_cannot_stand_in_a_note_cannot_be_written()
    {
        NoteSignature good = new("k", 1, [1]);
        Assert.Throws<FormatException>(() => new SignedNote("text", [good]));
        Assert.Throws<FormatException>(() => new SignedNote("te\rxt\n", [good]));
        Assert.Throws<FormatException>(() => new SignedNote("\ud800\n", [good]));
        Assert.Throws<FormatException>(() => new SignedNote("text\n", []));
        Assert.Throws<FormatException>(() => new SignedNote("text\n", [good with { Name = "a b" }]));
        Assert.Throws<FormatException>(() => new SignedNote("text\n", [good with { Name = "" }]));
        Assert.Throws<FormatException>(() => new SignedNote("text\n", [good with { Bytes = [] }]));
    }

    [Fact]
    public void Whatever_is_written_reads_back()
    {
        var texts = Gen.Elements('a', '\n', '—', ' ', 'è', '+', '=').ArrayOf().Select(letters => new string(letters) + "\n");
        var signatures = Gen.Elements("k", "example.com/log", "ü").Zip(Gen.Choose(0, int.MaxValue)).Zip(Gen.Choose(0, 255).Select(b => (byte)b).NonEmptyListOf())
            .Select(parts => new NoteSignature(parts.Item1.Item1, (uint)parts.Item1.Item2, [.. parts.Item2]));
        Prop.ForAll(texts.ToArbitrary(), signatures.NonEmptyListOf().ToArbitrary(), (text, lines) =>
        {
            var bytes = new SignedNote(text, [.. lines]).ToBytes();
            var note = SignedNote.Parse(bytes);
            return note.Text == text && note.Signatures.Count == lines.Count && note.ToBytes().AsSpan().SequenceEqual(bytes);
        }).Check(Tried.Times());
    }

    [Fact]
    public void Any_bytes_are_refused_or_are_the_one_form_of_a_note()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), IsRefusedOrExact).Check(Tried.Times(2_000));
        var mixed = Gen.Elements("\n", "— ", "k", " ", "AAAAAQI=", "=", "\n\n", "+", "\0", "é").ArrayOf().Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)));
        Prop.ForAll(mixed.ToArbitrary(), IsRefusedOrExact).Check(Tried.Times(5_000));
        Assert.All(Damage.Flips(Encoding.UTF8.GetBytes(Known)).Concat(Damage.Cuts(Encoding.UTF8.GetBytes(Known))), bytes => Assert.True(IsRefusedOrExact(bytes)));
    }

    private static bool IsRefusedOrExact(byte[] bytes)
    {
        try
        {
            return SignedNote.Parse(bytes).ToBytes().AsSpan().SequenceEqual(bytes);
        }
        catch (FormatException)
        {
            return true;
        }
    }
}
