using System.Text;
using Compliance.Rules.Conduct;

namespace Compliance.Tests.Rules.Conduct;

public sealed class CountriesTests
{
    [Theory]
    [InlineData("PH", "philippines")]
    [InlineData("us", "United States")]
    [InlineData("CZ", "Czech Republic")]
    [InlineData("TR", "türkiye")]
    [InlineData("CI", "Côte d'Ivoire")]
    [InlineData("KR", "Republic of Korea")]
    public void A_country_is_found_by_code_and_by_name(string code, string name)
    {
        Assert.NotNull(Find(code));
        Assert.Equal(Find(code), Find(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ZZ")]
    [InlineData("A1")]
    [InlineData("Atlantis")]
    public void What_is_no_country_is_not_found(string name) => Assert.Null(Find(name));

    [Fact]
    public void No_name_is_too_long_to_ask_for() => Assert.Null(Find(new string('x', 100_000)));

    /// <summary>Cities at the ends of their countries lie inside the circles.</summary>
    [Theory]
    [InlineData("PH", 20.4, 121.97)]
    [InlineData("PH", 5.0, 119.7)]
    [InlineData("US", 21.3, -157.86)]
    [InlineData("US", 71.3, -156.8)]
    [InlineData("US", 24.55, -81.8)]
    [InlineData("ES", 28.1, -15.4)]
    [InlineData("ES", 42.3, 3.2)]
    [InlineData("RU", 54.7, 20.5)]
    [InlineData("RU", 64.7, 177.5)]
    [InlineData("IN", 8.08, 77.55)]
    [InlineData("JP", 26.2, 127.7)]
    [InlineData("JP", 45.4, 141.7)]
    [InlineData("GB", 60.15, -1.15)]
    [InlineData("BR", -7.1, -34.9)]
    [InlineData("FJ", -16.8, -179.98)]
    [InlineData("NZ", -43.95, -176.55)]
    public void A_circle_holds_all_of_its_country(string code, double latitude, double longitude) =>
        Assert.Equal(0, Find(code)!.Value.DistanceTo(new Place(latitude, longitude, 0)));

    [Fact]
    public void Every_country_is_a_place_on_the_Earth()
    {
        Assert.InRange(Countries.Count, 249, 1000);
        foreach (var code in from first in Enumerable.Range('A', 26) from second in Enumerable.Range('A', 26) select $"{(char)first}{(char)second}")
        {
            if (Find(code) is not { } place) continue;
            Assert.InRange(place.Latitude, -90, 90);
            Assert.InRange(place.Longitude, -180, 180);
            Assert.InRange(place.Radius, 25, 6500);
        }
    }

    private static Place? Find(string name) => Countries.Find(Encoding.UTF8.GetBytes(name));
}
