using NodaTime;

namespace Compliance.Vendors;

/// <summary>Reads <c>assignments</c> of access.yaml.</summary>
internal static class AssignmentsYaml
{
    public static IReadOnlyList<Assignment>? Read(YamlValue value, IReadOnlyList<Role> roles)
    {
        var byName = roles.ToDictionary(role => role.Name, StringComparer.OrdinalIgnoreCase);
        var places = new List<(Assignment Assignment, YamlValue Place)>();
        var assignments = value.Any(item =>
        {
            var assignment = One(item, byName);
            if (assignment is not null) places.Add((assignment, item));
            return assignment;
        });
        RefuseOverlaps(places);
        return assignments;
    }

    private static Assignment? One(YamlValue value, Dictionary<string, Role> roles)
    {
        if (value.Fields("an assignment", "principal", "role", "from", "until") is not { } fields) return null;
        var principal = fields.Required("principal", YamlNames.Text);
        var role = fields.Required("role", v => Held(v, roles));
        var (from, until) = YamlNames.Period(fields, fields.Required("from", YamlNames.Instant));
        return principal is null || role is null || from is null || until <= from
            ? null
            : new Assignment(principal, role, from.Value, until, value.Line);
    }

    private static Role? Held(YamlValue value, Dictionary<string, Role> roles)
    {
        if (value.Text() is not { } name) return null;
        if (name.Equals(AccessModel.Everyone, StringComparison.OrdinalIgnoreCase))
            value.Refuse("`everyone` is held by every person while employed: it cannot be assigned, remove the assignment");
        else if (roles.TryGetValue(name, out var role))
            return role;
        else
            value.Refuse($"the role {Excerpt.Of(name)} does not exist: define it under `roles`, or correct the name");
        return null;
    }

    private static void RefuseOverlaps(List<(Assignment Assignment, YamlValue Place)> places)
    {
        var groups = places.GroupBy(one => (Pattern.Fold(one.Assignment.Principal), one.Assignment.Role.Index));
        foreach (var group in groups)
        {
            var (latest, _) = group.First();
            var isFirst = true;
            foreach (var (next, place) in group.OrderBy(one => one.Assignment.From))
            {
                if (isFirst) (latest, isFirst) = (next, false);
                else if (latest.Until is null || next.From < latest.Until) RefuseOverlap(latest, next, place);
                if (Ends(next) > Ends(latest)) latest = next;
            }
        }
    }

    private static void RefuseOverlap(Assignment earlier, Assignment next, YamlValue place) =>
        place.Refuse($"{Excerpt.Of(next.Principal)} holds {Excerpt.Of(next.Role.Name)} twice at a time: the assignment on line {earlier.Line} overlaps, end one before the other begins");

    private static Instant Ends(Assignment assignment) => assignment.Until ?? Instant.MaxValue;
}
