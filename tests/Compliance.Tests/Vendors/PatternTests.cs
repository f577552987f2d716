using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Vendors;

public sealed class PatternTests
{
    // Few letters, so that partial and repeated matches are common.
    private static readonly Gen<string> Patterns = Text("aAb.*");
    private static readonly Gen<string> Values = Text("aAbB./");

    [Fact]
    public void A_pattern_matches_as_its_definition_says() =>
        Check.One(Tried.Times(5_000), Prop.ForAll(
            Arb.From(Patterns), Arb.From(Values),
            (pattern, value) => new Pattern(pattern).Matches(value) == Naive(pattern, value)));

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("kb.*", "kb.", true)]
    [InlineData("kb.*", "KB.read/all", true)]
    [InlineData("kb.*", "kb", false)]
    [InlineData("*@acme.example", "Ana@ACME.example", true)]
    [InlineData("a*a", "a", false)]
    [InlineData("ab*ba", "aba", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("[a]?", "a", false)]
    [InlineData("ß", "SS", false)]
    public void A_star_matches_any_run_and_nothing_else_is_special(string pattern, string value, bool matches) =>
        Assert.Equal(matches, new Pattern(pattern).Matches(value));

    [Fact]
    public void Many_stars_against_a_long_value_take_no_longer_than_few() =>
        Assert.False(new Pattern(string.Concat(Enumerable.Repeat("a*", 200)) + "b").Matches(new string('a', 100_000)));

    [Theory]
    [InlineData("*", true, false)]
    [InlineData("**", true, false)]
    [InlineData("a", false, true)]
    [InlineData("a*", false, false)]
    [InlineData("", false, true)]
    public void A_pattern_knows_whether_it_is_any_or_literal(string text, bool any, bool literal)
    {
        var pattern = new Pattern(text);

        Assert.Equal((any, literal), (pattern.IsAny, pattern.IsLiteral));
    }

    private static Gen<string> Text(string letters) =>
        from letter in Gen.Elements<char>(letters.ToCharArray()).ArrayOf()
        select new string(letter[..Math.Min(letter.Length, 12)]);

    // The definition, letter by letter: a star takes nothing, or one character and stays.
    private static bool Naive(ReadOnlySpan<char> pattern, ReadOnlySpan<char> value)
    {
        if (pattern.IsEmpty) return value.IsEmpty;
        if (pattern[0] == '*') return Naive(pattern[1..], value) || (!value.IsEmpty && Naive(pattern, value[1..]));
        return !value.IsEmpty && char.ToUpperInvariant(pattern[0]) == char.ToUpperInvariant(value[0]) && Naive(pattern[1..], value[1..]);
    }
}
