using System.Text;
using Compliance.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Azure.Tests.Evidence;

/// <summary>Whatever a path of evidence says, it names a file inside the vendor's folder that a person can see and a file system takes.</summary>
public sealed class HostilePathTests
{
    private static readonly string[] Pieces =
    [
        "..", ".", "/", "//", "\\", "logs", "a", "%2e%2e", "%2f", "%5c", "\0", "\r\n", "\u001b[31m", "\u202e", "\u200b", "\u2028", "\uff0e\uff0e", "\uff0f", "\u2215", "\u29f8",
        "C:", "~", " ", ".hidden", "con", "$DATA", "\ud800", "\udc00", "\ud83d\udca9", "\U000e0041", "\ufeff", new('a', 200), "a.", "a ",
    ];

    [Theory]
    [InlineData("logs/../../x", "begins with `.`")]
    [InlineData("logs\\..\\x", "backslash")]
    [InlineData("logs/a\0b", "cannot be seen")]
    [InlineData("logs/a\r\nX-Evil: 1", "cannot be seen")]
    [InlineData("logs/\u001b[31ma", "cannot be seen")]
    [InlineData("logs/nosj\u202e.gz", "cannot be seen")]
    [InlineData("logs/a\u200bb", "cannot be seen")]
    [InlineData("logs/a\u2028b", "cannot be seen")]
    public void What_leads_out_or_cannot_be_seen_is_refused(string path, string why) =>
        Assert.Contains(why, Assert.Throws<InputException>(() => EvidencePath.Parse(path)).Message, StringComparison.Ordinal);

    [Fact]
    public void Half_a_character_is_no_text() => Assert.False(EvidencePath.TryParse("logs/\ud800", out _));

    [Fact]
    public void A_segment_has_as_many_bytes_as_file_systems_take()
    {
        Assert.Equal(255, EvidencePath.Parse($"logs/{new string('a', 255)}").Value.Length - "logs/".Length);
        Assert.Throws<InputException>(() => EvidencePath.Parse($"logs/{new string('a', 256)}"));
        Assert.Throws<InputException>(() => EvidencePath.Parse($"logs/{string.Concat(Enumerable.Repeat("\ud83d\udca9", 64))}"));
    }

    [Fact]
    public void Whatever_is_taken_stays_inside_and_can_be_stored() => Check.One(
        Tried.Times(3_000),
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            if (!EvidencePath.TryParse(text, out var path)) return true;
            var inside = Path.GetFullPath(Path.Combine("/root/vendor", path.Value));
            return inside == $"/root/vendor/{path}" && path.Value == text
                && path.Value.Split('/').All(segment => Encoding.UTF8.GetByteCount(segment) is > 0 and <= 255 && segment[0] != '.');
        }));

    [Fact]
    public void A_refusal_shows_nothing_that_a_screen_would_obey() => Check.One(
        Tried.Times(1_000),
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            try
            {
                return EvidencePath.Parse(text).Value.Length > 0;
            }
            catch (InputException refused)
            {
                return refused.Message.Length < 400 && !refused.Message.EnumerateRunes().Any(UnseenCharacters.Include);
            }
        }));
}
