using Compliance.Vendors;
using NodaTime;

namespace Compliance.Judging;

/// <summary>A principal that stands in people, accounts or assignments, with the roles it holds over time.</summary>
internal sealed class Subject
{
    private readonly long[] _bounds;
    private readonly HeldRoles[] _held;

    private Subject(int index, string name, Person? person, bool inAccounts, IReadOnlyList<Assignment> assignments, long[] bounds, HeldRoles[] held)
    {
        Index = index;
        Name = name;
        Person = person;
        InAccounts = inAccounts;
        Assignments = assignments;
        HasAssignments = assignments.Count > 0;
        Employments = person is null ? null : new EmploymentTimes(person);
        _bounds = bounds;
        _held = held;
    }

    public int Index { get; }

    /// <summary>As spelled in people.csv, else accounts.csv, else access.yaml.</summary>
    public string Name { get; }
    public Person? Person { get; }
    public bool InAccounts { get; }

    /// <summary>In file order.</summary>
    public IReadOnlyList<Assignment> Assignments { get; }

    public bool HasAssignments { get; }

    /// <summary>Null: the principal stands not in people.csv.</summary>
    public EmploymentTimes? Employments { get; }

    public static Subject Create(int index, string name, Person? person, bool inAccounts, IReadOnlyList<Assignment> assignments, HeldRolesTable table)
    {
        var periods = assignments.Select(a => new HeldPeriod(a.Role, Ticks.From(a.From), Ticks.FromOr(a.Until, long.MaxValue)))
            .Concat(Employed(person, table.Everyone)).ToList();
        var bounds = periods.SelectMany(p => new[] { p.From, p.Until }).Append(long.MinValue).Distinct().Order().ToArray();
        var held = Array.ConvertAll(bounds, at => table.Get(periods.Where(p => p.From <= at && at < p.Until).Select(p => p.Role)));
        return new Subject(index, name, person, inAccounts, assignments, bounds, held);
    }

    /// <summary>The roles held at an instant.</summary>
    public HeldRoles HeldAt(long ticks)
    {
        // Few bounds, and events are mostly recent: from the last.
        var at = _bounds.Length - 1;
        while (_bounds[at] > ticks) at--;
        return _held[at];
    }

    /// <summary>Every set of roles held at some time in <c>[from, to)</c>.</summary>
    public IEnumerable<HeldRoles> HeldDuring(long from, long to)
    {
        for (var i = 0; i < _bounds.Length; i++)
            if (_bounds[i] < to && (i + 1 == _bounds.Length || _bounds[i + 1] > from)) yield return _held[i];
    }

    // Employed up to and including the end: only what is later than it comes after the employment.
    private static IEnumerable<HeldPeriod> Employed(Person? person, Role? everyone) => person is null || everyone is null
        ? []
        : person.Employments.Select(row => new HeldPeriod(everyone, Ticks.FromOr(row.Begins, long.MinValue),
            row.Ends is { } end ? end.ToUnixTimeTicks() + 1 : long.MaxValue));

    private readonly record struct HeldPeriod(Role Role, long From, long Until);
}
