using Compliance.Onboarding;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Onboarding;

public sealed class LogVocabularyTests
{
    [Theory]
    [InlineData("ticket.*", "*.read", true)]
    [InlineData("ticket.read", "*.*", true)]
    [InlineData("signin", "*.*", false)]
    [InlineData("s3:GetObject", "*:*", true)]
    [InlineData("*", "signin", true)]
    [InlineData("kb.*", "ticket.*", false)]
    [InlineData("", "*", true)]
    [InlineData("a*c", "*b*", true)]
    public void Patterns_overlap_when_some_text_matches_both(string left, string right, bool expected)
    {
        Assert.Equal(expected, LogVocabulary.Overlap(left, right));
        Assert.Equal(expected, LogVocabulary.Overlap(right, left));
    }

    [Fact]
    public void A_text_overlaps_a_pattern_exactly_when_the_pattern_matches_it() => Check.One(Tried.Times(), Prop.ForAll(Texts("ab"), Texts("ab*"),
        (text, pattern) => Assert.Equal(new Pattern(pattern).Matches(text), LogVocabulary.Overlap(text, pattern))));

    [Fact]
    public void A_log_of_sign_ins_cannot_show_a_refund() => Assert.False(LogVocabulary.CanShow(new Pattern("refund.issue"), ["entra-signin", "cloudtrail"]));

    [Fact]
    public void What_a_home_made_log_can_show_is_not_known() => Assert.Null(LogVocabulary.CanShow(new Pattern("refund.issue"), ["entra-signin", "csv"]));

    // Few letters, so that matches are not rare.
    private static Arbitrary<string> Texts(string letters) => Gen.Elements<char>([.. letters]).ListOf().Select(text => new string([.. text])).ToArbitrary();
}
