using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Conduct;

internal sealed class ImpossibleTravel(EventPasses passes, AuditTables tables) : Rule
{
    private const double LeastDistance = 100;
    private const double FastestPerHour = 900;
    private const EventTraits SignIn = EventTraits.InteractiveSignIn | EventTraits.Succeeded;

    private (Place Place, long Time)? _lastPoint;
    private (Place Place, long Time)? _lastCountry;
    private long _located;
    private long _unlocated;

    public override RuleDefinition Definition { get; } = new("impossible-travel", Severity.High,
        "one principal signed in at two places between which nobody travels in the time",
        "ask the person where they were; treat one of the two as a stolen password, end its sessions and reset it");

    public override string? NotApplicable(AuditFacts facts) => _located > 0 || facts.Unread.Count > 0 ? null : "no sign-in says where it was";

    public override string? Remark(AuditFacts facts) =>
        _located > 0 && _unlocated > 0 ? $"judged without {_unlocated} of {_located + _unlocated} sign-ins, which do not say where they were" : null;

    public override void Begin(Subject? subject) => (_lastPoint, _lastCountry) = (null, null);

    public override void Judge(in JudgedEvent e)
    {
        if ((e.Row.Traits & (SignIn | EventTraits.Machine)) != SignIn) return;
        if (passes.SignIns.Find(e.Row) is not { } place)
        {
            _unlocated++;
            return;
        }
        _located++;
        // A listed network is where the vendor's own line ends, not where its people sit.
        if (e.Row.Has(EventTraits.Address) && tables.Networks.Of(e.Row.Address, e.Row.Has(EventTraits.AddressV4), e.Time) != UInt128.Zero) return;
        if (IsTooFar(_lastPoint, place, e.Time) || IsTooFar(_lastCountry, place, e.Time)) Violation(e);
        if (place.IsPoint) _lastPoint = (place, e.Time);
        else _lastCountry = (place, e.Time);
    }

    public override string Says(string? role) => "too far from the sign-in before for the time between";

    private static bool IsTooFar((Place Place, long Time)? before, in Place place, long time)
    {
        if (before is not { } last) return false;
        var distance = last.Place.DistanceTo(place);
        return distance > LeastDistance && distance > FastestPerHour * (time - last.Time) / Ticks.Hour;
    }
}
