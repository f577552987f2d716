using System.Text;
using Compliance.Events;
using Compliance.Rules.Conduct;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Rules.Conduct;

public sealed class PlaceTests
{
    private static readonly Gen<Place> Places =
        from north in Gen.Choose(-9000, 9000)
        from east in Gen.Choose(-18000, 18000)
        from radius in Gen.Elements(0, 0, 100, 2000)
        select new Place(north / 100.0, east / 100.0, radius);

    [Fact]
    public void A_distance_is_the_same_both_ways_and_never_more_than_half_around_the_Earth() =>
        Check.One(Tried.Times(2_000), Prop.ForAll(Arb.From(Places), Arb.From(Places), (a, b) =>
            Math.Abs(a.DistanceTo(b) - b.DistanceTo(a)) < 1e-6 && a.DistanceTo(b) is >= 0 and <= 20_016 && a.DistanceTo(a) == 0));

    [Fact]
    public void From_Manila_to_Berlin_it_is_9880_kilometres() =>
        Assert.InRange(new Place(14.5995, 120.9842, 0).DistanceTo(new Place(52.52, 13.405, 0)), 9_850, 9_910);

    [Fact]
    public void Radii_are_taken_off() =>
        Assert.Equal(new Place(0, 0, 0).DistanceTo(new Place(0, 90, 0)) - 300, new Place(0, 0, 100).DistanceTo(new Place(0, 90, 200)), 6);

    /// <summary>Whatever a log writes where coordinates and countries stand.</summary>
    [Fact]
    public void Any_bytes_are_a_place_on_the_Earth_or_none()
    {
        var text = Gen.OneOf(
            Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(),
            Gen.Elements("1e400", "NaN", "-Infinity", "12,5", " 12", "12 ", "+12.5", "-0", "90.0000001", "", "PH", "\0", "1e-400").Select(Encoding.UTF8.GetBytes));
        Check.One(Tried.Times(3_000), Prop.ForAll(Arb.From(text), Arb.From(text), Arb.From(text), (north, east, country) =>
        {
            var e = new AccessEvent { Latitude = north, Longitude = east, Country = country };
            return Place.Of(e) is not { } place || Math.Abs(place.Latitude) <= 90 && Math.Abs(place.Longitude) <= 180;
        }));
    }
}
