using System.Globalization;
using System.Text;
using Compliance.Vendors;

namespace Compliance.Tests.SecondReading;

/// <summary>Makes a world in which two implementations differ small enough to be understood.</summary>
public static class WorldShrinker
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>Takes away events, assignments, accounts, persons, pairs and the window, as long as the
    /// world remains one for which <paramref name="differs"/> holds.</summary>
    public static World Shrink(World world, Func<World, bool> differs)
    {
        while (Smaller(world).FirstOrDefault(differs) is { } smaller) world = smaller;
        return world;
    }

    /// <summary>The first world of the seeds on which the two do not agree, shrunk and told; null when they agree on all.</summary>
    public static string? FirstDifference(IAuditUnderTest left, IAuditUnderTest right, IEnumerable<int> seeds)
    {
        foreach (var seed in seeds)
        {
            if (!Differ(World.Make(seed))) continue;
            var world = Shrink(World.Make(seed), Differ);
            var (mine, theirs) = (Lines(left, world), Lines(right, world));
            return $"""
                seed {seed}, shrunk to
                {Tell(world)}
                only left:
                {string.Join('\n', mine.Except(theirs))}
                only right:
                {string.Join('\n', theirs.Except(mine))}
                """;
        }
        return null;

        bool Differ(World world) => left.Audit(world).ToString() != right.Audit(world).ToString();
    }

    /// <summary>A world in words, for a failed test.</summary>
    public static string Tell(World world)
    {
        var text = new StringBuilder().AppendLine(Invariant, $"window [{world.From}, {world.To}) in {world.Record.Access.Timezone.Id}");
        foreach (var role in world.Record.Access.Roles)
        {
            text.AppendLine(Invariant, $"role {role.Name} deny {string.Join(' ', role.Deny.SelectMany(entry => entry.Actions))}");
            foreach (var entry in role.Allow)
                text.AppendLine(Invariant, $"  allow {string.Join(' ', entry.Actions)} on {string.Join(' ', entry.Resources)} when {entry.When}");
        }
        foreach (var a in world.Record.Access.Assignments) text.AppendLine(Invariant, $"assignment {a.Principal} {a.Role.Name} [{a.From}, {a.Until})");
        foreach (var person in world.Record.People?.ByName.Values ?? []) text.AppendLine(Invariant, $"person {person.Name}: {string.Join("; ", person.Employments)}");
        foreach (var account in world.Record.Accounts) text.AppendLine(account.ToString());
        foreach (var source in world.Sources) text.AppendLine(Invariant, $"source {source.Index} {source.Path} {source.Format} case {source.MapsCase} expect {source.Entry?.Expect}");
        foreach (var e in world.Events.OrderBy(e => (e.Time, e.Source, e.Record))) text.AppendLine(e.ToString());
        return text.ToString();
    }

    private static IEnumerable<World> Smaller(World world)
    {
        var record = world.Record;
        // Halves first, then one by one.
        for (var size = world.Events.Count / 2; size > 0; size /= 2)
            for (var at = 0; at < world.Events.Count; at += size)
                yield return world with { Events = [.. world.Events.Take(at), .. world.Events.Skip(at + size)] };
        foreach (var assignments in WithoutOne(record.Access.Assignments))
            yield return world with { Record = record with { Access = record.Access with { Assignments = assignments } } };
        foreach (var pairs in WithoutOne(record.Access.Segregation))
            yield return world with { Record = record with { Access = record.Access with { Segregation = pairs } } };
        foreach (var accounts in WithoutOne(record.Accounts))
            yield return world with { Record = record with { Accounts = accounts } };
        if (record.People is { } people)
            foreach (var persons in WithoutOne([.. people.ByName.Values]))
                yield return world with { Record = record with { People = people with { ByName = ByName(persons) } } };
        if (world.From is not null) yield return world with { From = null };
        if (world.To is not null) yield return world with { To = null };
        if (world.Rejected.Count > 0) yield return world with { Rejected = [] };
    }

    private static IEnumerable<IReadOnlyList<T>> WithoutOne<T>(IReadOnlyList<T> items) =>
        Enumerable.Range(0, items.Count).Select(at => (IReadOnlyList<T>)[.. items.Take(at), .. items.Skip(at + 1)]);

    private static Dictionary<string, Person> ByName(IReadOnlyList<Person> persons) =>
        persons.ToDictionary(person => person.Name, StringComparer.OrdinalIgnoreCase);

    private static string[] Lines(IAuditUnderTest audit, World world) => audit.Audit(world).ToString().Split('\n');
}
