using System.Globalization;
using System.Net;
using System.Text;
using Compliance.Events;
using Compliance.Findings;
using Compliance.Rules.Conduct;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>"Two successful sign-ins more than 100 km apart needing more than 900 km/h"; listed networks excluded.</summary>
internal static class TravelReadings
{
    public static RuleReading ImpossibleTravel(Facts facts)
    {
        var signIns = facts.Evidence.InScope.Where(e => e.Event.Successful && !e.IsMachine && Matching.Same(e.Event.Action, "signin") && e.Event.Interactive != Answer.No)
            .Select(e => (Event: e, Place: PlaceOf(e.Event)))
            .Where(signIn => signIn.Place is not null).ToList();
        var reading = new RuleReading(RuleNames.ImpossibleTravel) { NotApplicable = signIns.Count == 0 };
        var judged = signIns.Where(signIn => !IsListed(facts, signIn.Event)).ToList();
        foreach (var (e, place) in judged.Where(signIn => facts.Evidence.InWindow.Contains(signIn.Event)))
        {
            var before = judged.Where(other => other.Event.IsBy(e) && other.Event.IsBefore(e)).ToList();
            var lasts = new[] { before.LastOrDefault(other => other.Place!.Value.Radius == 0), before.LastOrDefault(other => other.Place!.Value.Radius > 0) };
            if (lasts.Any(last => last.Place is not null && IsTooFar(last.Place.Value, place!.Value, e.Time - last.Event.Time)))
                reading.Hit(e, facts.RoleOf(e), Severity.High);
        }
        return reading;
    }

    private static bool IsTooFar(Place from, Place to, Duration time)
    {
        var kilometres = Math.Max(0, Angle(from, to) * 6371.0088 - from.Radius - to.Radius);
        return kilometres > 100 && kilometres > 900 * time.TotalHours;
    }

    /// <summary>Between two directions from the centre of the Earth.</summary>
    private static double Angle(Place left, Place right)
    {
        var (a, b) = (Direction(left), Direction(right));
        return Math.Acos(Math.Clamp(a.X * b.X + a.Y * b.Y + a.Z * b.Z, -1, 1));
    }

    private static (double X, double Y, double Z) Direction(Place place)
    {
        var (north, east) = (place.Latitude * Math.PI / 180, place.Longitude * Math.PI / 180);
        return (Math.Cos(north) * Math.Cos(east), Math.Cos(north) * Math.Sin(east), Math.Sin(north));
    }

    private static Place? PlaceOf(NaiveEvent e)
    {
        if (double.TryParse(e.Latitude, CultureInfo.InvariantCulture, out var north) && double.TryParse(e.Longitude, CultureInfo.InvariantCulture, out var east)
            && Math.Abs(north) <= 90 && Math.Abs(east) <= 180 && (north != 0 || east != 0))
            return new Place(north, east, 0);
        return e.Country is null ? null : Countries.Find(Encoding.UTF8.GetBytes(e.Country));
    }

    private static bool IsListed(Facts facts, JudgedEvent e) => IPAddress.TryParse(e.Event.Ip, out var address)
        && facts.Access.Model.Roles.SelectMany(role => role.Allow).SelectMany(entry => entry.When.Networks ?? [])
            .Any(network => ConditionReadings.IsInForce(network, e.Time) && ConditionReadings.Lies(address, network.Cidr));
}
