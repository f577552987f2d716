using System.Net;
using System.Net.Sockets;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>"A session begins whose span overlaps, by at least five minutes, an earlier-begun session of the same principal with no
/// address, listed network or /64 in common."</summary>
internal static class SessionReadings
{
    public static RuleReading SharedAccount(Facts facts)
    {
        var sessions = facts.Evidence.InScope
            .Where(e => e.Event is { Successful: true, Session: not null } && !e.IsMachine)
            .GroupBy(e => (NaiveResult.Fold(e.Principal), e.Event.Session), (_, events) => new Session(facts, [.. events]))
            .ToList();
        var reading = new RuleReading(RuleNames.SharedAccount) { NotApplicable = sessions.Count == 0 };
        foreach (var session in sessions.Where(session => facts.Evidence.InWindow.Contains(session.First)))
        {
            var beside = sessions.Where(earlier => earlier.First.IsBy(session.First) && earlier.First.IsBefore(session.First)
                && Instant.Min(earlier.Last, session.Last) - session.First.Time >= Duration.FromMinutes(5)).ToList();
            if (beside.Any(earlier => earlier.HasPlace && session.HasPlace && !session.Meets(earlier)))
                reading.Hit(session.First, facts.RoleOf(session.First), Severity.High);
            else if (beside.Any(earlier => !earlier.HasPlace || !session.HasPlace))
                reading.Undecided = true;
        }
        return reading;
    }

    private sealed class Session(Facts facts, IReadOnlyList<JudgedEvent> events)
    {
        private readonly HashSet<string> _places = [.. events.SelectMany(e => PlacesOf(facts, e))];

        public JudgedEvent First => events[0];
        public Instant Last => events[^1].Time;
        public bool HasPlace => _places.Count > 0;

        public bool Meets(Session other) => _places.Overlaps(other._places);

        private static IEnumerable<string> PlacesOf(Facts facts, JudgedEvent e)
        {
            if (!IPAddress.TryParse(e.Event.Ip, out var written)) return [];
            var address = written.IsIPv4MappedToIPv6 ? written.MapToIPv4() : written;
            var own = address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() : Convert.ToHexString(address.GetAddressBytes()[..8]);
            var networks = facts.Access.Model.Roles.SelectMany(role => role.Allow).SelectMany(entry => entry.When.Networks ?? [])
                .Where(network => ConditionReadings.IsInForce(network, e.Time) && ConditionReadings.Lies(address, network.Cidr))
                .Select(network => network.Name?.ToUpperInvariant() ?? network.Cidr.ToString());
            return networks.Append(own);
        }
    }
}
