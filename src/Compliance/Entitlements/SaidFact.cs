using NodaTime;

namespace Compliance.Entitlements;

/// <summary>A yes or no that several lists tell of one account.</summary>
/// <param name="Value">What the newest says; null: none says, or they contradict each other.</param>
/// <param name="AsOf">Of when that is.</param>
/// <param name="Contradicts">Whether two say otherwise that time does not put in order.</param>
internal readonly record struct SaidFact(bool? Value, Instant? AsOf, bool Contradicts)
{
    /// <summary>What the newest of the lists says. One of no known time may be the newest as well.</summary>
    public static SaidFact Newest(IEnumerable<Entitlement> facts, Func<Entitlement, bool?> said)
    {
        var saying = facts.Where(one => said(one) is not null).ToList();
        var newest = saying.Max(one => one.AsOf);
        var values = saying.Where(one => one.AsOf is null || one.AsOf == newest).Select(said).Distinct().ToList();
        return new(values.Count == 1 ? values[0] : null, newest, values.Count > 1);
    }
}
