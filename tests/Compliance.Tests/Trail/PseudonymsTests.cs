using Compliance.Trail;

namespace Compliance.Tests.Trail;

public class PseudonymsTests
{
    private static readonly Pseudonyms Known = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    // Computed apart, with another HMAC and another base32.
    [Fact]
    public void Names_under_a_known_key_have_these_pseudonyms()
    {
        Assert.Equal("p:slzikjz57ml76mhoryw3j7zbvx", Known.OfPerson("agent00017"));
        Assert.Equal("r:w4w6pgo24ygjs5isncayqg57xp", Known.OfResource("agent00017"));
        Assert.Equal("f:3jrp6qpddgztqsqnam7doeohu2", Known.OfFinding(new string('0', 32)));
        Assert.Equal("p:qhfg65afo44stqo3zpmhdnoir4", Known.OfPerson("Zoë"));
    }

    [Fact]
    public void A_person_is_the_same_in_any_letter_case_and_a_resource_is_not()
    {
        Assert.Equal(Known.OfPerson("Ann@Example.com"), Known.OfPerson("ann@example.COM"));
        Assert.NotEqual(Known.OfResource("K"), Known.OfResource("k"));
    }

    [Fact]
    public void Another_key_gives_other_pseudonyms() =>
        Assert.NotEqual(Known.OfPerson("ann"), new Pseudonyms(new byte[32]).OfPerson("ann"));

    [Fact]
    public void A_key_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => new Pseudonyms(new byte[31]));
}
