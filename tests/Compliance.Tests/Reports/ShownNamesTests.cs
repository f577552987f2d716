using System.Security.Cryptography;
using Compliance.Reports;
using Compliance.Trail;

namespace Compliance.Tests.Reports;

public sealed class ShownNamesTests
{
    private static readonly Pseudonyms Keyed = new(SHA256.HashData("a key for tests"u8));

    [Theory]
    [InlineData("no role of `agent2` allows it", "agent2")]
    [InlineData("AGENT2: terminated without `left`", "agent2")]
    [InlineData("by agent2.", "agent2")]
    [InlineData("(agent2, agent2)", "agent2")]
    [InlineData("Ann Lee left", "Ann Lee")]
    public void A_known_name_is_replaced_wherever_it_stands_as_a_whole(string text, string name)
    {
        var shown = ShownNames.Under(Keyed, name).Text(text);

        Assert.DoesNotContain(name, shown, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Keyed.OfPerson(name), shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("joanna signed in")]
    [InlineData("ann.lee signed in")]
    [InlineData("the plan annulled")]
    public void A_part_of_another_word_is_no_name(string text) => Assert.Equal(text, ShownNames.Under(Keyed, "ann").Text(text));

    [Fact]
    public void The_longer_of_two_names_is_replaced_first()
    {
        var shown = ShownNames.Under(Keyed, "Ann", "Ann Lee").Text("Ann Lee and Ann");

        Assert.Equal($"{Keyed.OfPerson("Ann Lee")} and {Keyed.OfPerson("Ann")}", shown);
    }

    [Fact]
    public void A_mail_address_is_replaced_though_nobody_knows_it() =>
        Assert.Equal($"ask {Keyed.OfPerson("someone@vendor.example")}.", ShownNames.Under(Keyed).Text("ask someone@vendor.example."));

    [Fact]
    public void Without_a_key_persons_are_numbered_in_order_whatever_their_letter_case()
    {
        var names = ShownNames.Numbered("Zoe");

        Assert.Equal(("person 1", "person 2", "person 1", "resource 1", "person 2 left"), (names.Person("bob"), names.Person("zoe"), names.Person("BOB"), names.Resource("bob"), names.Text("Zoe left")));
    }

    [Fact]
    public void By_name_nothing_is_changed() => Assert.Equal("ann@x.example", ShownNames.AsTheyAre.Text(ShownNames.AsTheyAre.Person("ann@x.example")));

    [Fact]
    public void A_text_of_nothing_but_at_signs_takes_no_time()
    {
        var text = new string('@', 50_000) + string.Concat(Enumerable.Repeat("a@", 25_000));

        Assert.True(ShownNames.Under(Keyed, "ann").Text(text).Length > 0);
    }
}
