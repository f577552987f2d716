using Compliance.Vendors;
using NodaTime;

namespace Compliance.Onboarding;

/// <summary>A condition of access.yaml that nobody can break, or that nothing can judge.</summary>
/// <param name="Condition">Its name: <c>mfa</c>, <c>case</c> …</param>
/// <param name="Line">Of the entry of <c>allow</c> in access.yaml.</param>
/// <param name="Why">In words.</param>
public sealed record UnboundCondition(string Role, string Condition, int Line, string Why);

/// <summary>Finds conditions that can never bind: another entry allows the same without them, or no record tells what they ask.</summary>
internal sealed class UnboundConditions(AccessModel model, SeenActions seen)
{
    private const byte EveryDay = 0b111_1111;

    // The value of a condition: entries that have it from their role have the same one.
    private static readonly (string Name, Func<Conditions, object?> Value)[] Named =
    [
        ("mfa", when => when.MfaRequired ? "required" : null),
        ("networks", when => when.Networks),
        ("hours", when => when.Hours),
        ("case", when => when.Case),
        ("volume", when => when.Volume),
    ];

    private readonly Role? _everyone = model.Roles.FirstOrDefault(role => role.IsEveryone);

    public IReadOnlyList<UnboundCondition> Find() => [.. from role in model.Roles from condition in Named from found in Of(role, condition.Name, condition.Value) select found];

    private IEnumerable<UnboundCondition> Of(Role role, string name, Func<Conditions, object?> value)
    {
        foreach (var same in role.Allow.Where(entry => value(entry.When) is not null).GroupBy(entry => value(entry.When), ReferenceEqualityComparer.Instance))
        {
            var entries = same.ToList();
            var wider = entries.Select(entry => (Entry: entry, Wider: Wider(role, entry, value))).Where(one => one.Wider is not null).ToList();
            foreach (var (entry, other) in wider)
                yield return new UnboundCondition(role.Name, name, entry.Line, $"line {other!.Line} allows the same without it, to the same people: whoever breaks it here is allowed there");
            // Of a condition of the whole role one entry is enough that it binds.
            if (wider.Count == entries.Count) continue;
            var actions = seen.All.Where(action => entries.Exists(entry => entry.Actions.Any(pattern => pattern.MatchesFolded(action.Folded)))).ToList();
            if (actions.Count > 0 && Untold(name, entries[0].When, actions) is { } why) yield return new UnboundCondition(role.Name, name, entries[0].Line, why);
        }
    }

    // A condition is broken only where every entry that allows the event sets it.
    private AllowEntry? Wider(Role role, AllowEntry entry, Func<Conditions, object?> value) =>
        role.Allow.Concat(_everyone is not null && !role.IsEveryone ? _everyone.Allow : [])
            .FirstOrDefault(other => other != entry && value(other.When) is null && entry.Actions.All(action => other.Actions.Any(wider => wider.Matches(action.Text)))
                && entry.Resources.All(resource => other.Resources.Any(wider => wider.IsAny || wider.Matches(resource.Text))));

    private string? Untold(string name, Conditions when, List<SeenAction> actions) => name switch
    {
        "mfa" when !seen.SignInsTellMfa && !actions.Exists(action => action.TellsMfa) => "neither the records nor any sign-in say whether there was a second factor: add a log of sign-ins that does",
        "networks" when !actions.Exists(action => action.TellsAddress) => "none of the records of its actions carries an address",
        "networks" when when.Networks!.Any(network => network.Cidr.PrefixLength == 0) => "a network of every address is among them",
        "hours" when when.Hours!.Any(shift => shift.Days == EveryDay && shift.From == LocalTime.Midnight && shift.To == LocalTime.Midnight) => "it spans every hour of every day",
        "case" => Case(when.Case!, actions),
        "volume" => Volume(when.Volume!, actions),
        _ => null,
    };

    private static string? Case(CaseCondition condition, List<SeenAction> actions)
    {
        if (!actions.Exists(action => action.NamesResource)) return "none of the records of its actions names a resource that a case could be for";
        if (condition.Of is { } types && Absent(types, actions) is { Count: > 0 } absent && absent.Count == types.Count) return $"no record of its actions names a resource of type {string.Join(" or ", absent)}";
        return actions.Exists(action => action.TellsCase) || condition.Within is not null ? null : "no log of its actions says where a case is: name the field with `case` under `fields`";
    }

    private static string? Volume(IReadOnlyList<VolumeLimit> limits, List<SeenAction> actions)
    {
        if (!actions.Exists(action => action.NamesResource || action.TellsRecords)) return "none of the records of its actions names a resource or a number of records to count";
        var types = limits.Select(limit => limit.Of).Where(type => type != "*").Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return types.Count > 0 && limits.All(limit => limit.Of != "*") && Absent(types, actions).Count == types.Count ? $"no record of its actions names a resource of type {string.Join(" or ", types)}" : null;
    }

    private static List<string> Absent(IReadOnlyList<string> types, List<SeenAction> actions) =>
        [.. types.Where(type => !actions.Exists(action => action.Types.Contains(type)))];
}
