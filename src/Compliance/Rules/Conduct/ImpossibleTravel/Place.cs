using Compliance.Events;

namespace Compliance.Rules.Conduct;

/// <summary>Where somebody was: a point, or a circle that holds the whole country.</summary>
/// <param name="Latitude">Degrees, north positive.</param>
/// <param name="Longitude">Degrees, east positive.</param>
/// <param name="Radius">Kilometres; 0: the point itself.</param>
internal readonly record struct Place(double Latitude, double Longitude, double Radius)
{
    /// <summary>Mean radius of the Earth in kilometres (IUGG).</summary>
    private const double Earth = 6371.0088;

    public bool IsPoint => Radius == 0;

    /// <summary>By its coordinates, else by its country; null when neither can be read.</summary>
    public static Place? Of(in AccessEvent e)
    {
        if (Degrees.TryParse(e.Latitude, 90, out var latitude) && Degrees.TryParse(e.Longitude, 180, out var longitude)
            // Where nobody signs in, and where databases put what they do not know.
            && (latitude, longitude) != (0, 0))
            return new Place(latitude, longitude, 0);
        return e.Country.IsEmpty ? null : Countries.Find(e.Country);
    }

    /// <summary>The least distance that two places can have, in kilometres.</summary>
    public double DistanceTo(in Place other)
    {
        var north = Math.Sin(Radians(other.Latitude - Latitude) / 2);
        var east = Math.Sin(Radians(other.Longitude - Longitude) / 2);
        var half = north * north + Math.Cos(Radians(Latitude)) * Math.Cos(Radians(other.Latitude)) * east * east;
        return Math.Max(0, 2 * Earth * Math.Asin(Math.Min(1, Math.Sqrt(half))) - Radius - other.Radius);
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
