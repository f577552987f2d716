using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests;

public class NearNamesTests
{
    private static readonly string[] Names = ["severity", "state", "status", "maxpagesize", "eu-gdpr", "uk-gdpr", "eu-gdpr.art33-1", "mfa-missing", "to"];

    [Theory]
    [InlineData("severty", "severity")]
    [InlineData("seevrity", "severity")]
    [InlineData("Severity", "severity")]
    [InlineData("stat", "state", "status")]
    [InlineData("pagesize", "maxpagesize")]
    [InlineData("mfa", "mfa-missing")]
    [InlineData("gpdr", "eu-gdpr", "uk-gdpr", "eu-gdpr.art33-1")]
    [InlineData("eu-gpdr", "eu-gdpr", "eu-gdpr.art33-1")]
    [InlineData("eu-gdpr.art34-1", "eu-gdpr.art33-1")]
    [InlineData("limit")]
    [InlineData("t")]
    [InlineData("")]
    public void A_slip_or_a_part_left_out_is_near_and_nothing_else(string word, params string[] near) => Assert.Equal(near, NearNames.Of(word, Names));

    [Fact]
    public void It_is_said_how_many_there_are()
    {
        Assert.Equal("nearest is `severity`", NearNames.Phrase("severty", Names));
        Assert.Equal("nearest are `state`, `status`", NearNames.Phrase("stat", Names));
        Assert.Equal("none is like it", NearNames.Phrase("limit", Names));
    }

    [Fact]
    public void Whatever_was_written_only_known_names_are_near_and_few() => Prop.ForAll<NonNull<string>, NonNull<string>[]>((word, others) =>
    {
        var known = others.Select(name => name.Get).ToList();
        var near = NearNames.Of(word.Get, known);
        return near.Count <= 3 && near.Distinct().Count() == near.Count && near.All(known.Contains);
    }).Check(Tried.Times());

    [Fact]
    public void A_name_with_one_letter_left_out_finds_the_name() => Prop.ForAll(
        (from name in Gen.Elements(Names.Where(name => name.Length > 3).ToArray()) from at in Gen.Choose(0, name.Length - 1) select (Name: name, Written: name.Remove(at, 1))).ToArbitrary(),
        slip => NearNames.Of(slip.Written, Names).Contains(slip.Name)).Check(Tried.Times());

    [Fact]
    public void A_text_of_any_length_is_looked_at_no_further_than_a_name_is_long() => Assert.Empty(NearNames.Of(new string('s', 1 << 20), Names));
}
