namespace Compliance.Samples.Acme;

/// <summary>The vendor's people and the roles the customer gave them.</summary>
internal sealed class Roster
{
    public const int MinAgents = 150;

    private static readonly string[] GivenNames =
        ["Maria", "Jose", "Angelica", "Mark", "Jasmine", "Paolo", "Kristine", "Ramon", "Liza", "Carlo", "Andrea", "Miguel", "Rowena", "Dennis",
         "Grace", "Arnel", "Camille", "Rico", "Jocelyn", "Noel", "Bianca", "Efren", "Patricia", "Gilbert", "Sheila", "Leo", "Trisha", "Allan"];

    private static readonly string[] FamilyNames =
        ["Santos", "Reyes", "Cruz", "Bautista", "Ocampo", "Garcia", "Mendoza", "Torres", "Castillo", "Flores", "Villanueva", "Ramos", "Navarro",
         "Aquino", "Salazar", "Mercado", "Dizon", "Pascual", "Valdez", "Soriano", "Manalo", "Lim", "Tan", "Abad", "Ilagan", "Magno", "Rosales"];

    private readonly HashSet<Person> _cast = [];

    private Roster(List<Person> people) => People = people;

    public List<Person> People { get; }
    public List<Assignment> Assignments { get; } = [];

    public IEnumerable<Person> With(string role) => People.Where(person => person.Role == role);

    /// <summary>The next person of this role and shift whom no story has yet: nobody is in two by accident.</summary>
    public Person Cast(string role, Shift shift, Func<Person, bool>? also = null)
    {
        var person = People.First(p => p.Role == role && p.Shift == shift && !_cast.Contains(p) && IsSettled(p) && (also is null || also(p)));
        _cast.Add(person);
        return person;
    }

    public static Roster Build(int agents, Prng prng, Period period)
    {
        var roles = Roles(agents);
        Shuffle(roles, prng);
        var roster = new Roster([.. roles.Select((role, index) => Hire(index + 1, role, prng))]);
        roster.Move(prng, period);
        foreach (var person in roster.People)
            roster.Assignments.Add(new Assignment(person.Id, person.Role, AssignedFrom(person), AssignedUntil(person)));
        return roster;
    }

    private static bool IsSettled(Person person) =>
        person.Status == "active" && person.Employments.Count == 1 && person.Current.Hired < new DateOnly(2026, 2, 1);

    private static List<string> Roles(int agents)
    {
        var roles = new List<string>();
        void Add(string role, int count) => roles.AddRange(Enumerable.Repeat(role, count));
        Add("crm-admin", 3);
        Add("azure-ops", 4);
        Add("aws-ops", 4);
        Add("quality", 10);
        Add("supervisor", agents * 6 / 100);
        Add("tier2", agents * 14 / 100);
        Add("tier1", agents - roles.Count);
        return roles;
    }

    private static Person Hire(int number, string role, Prng prng)
    {
        var hired = new DateOnly(2023, 1, 2).AddDays(prng.Below(1090));
        return new Person
        {
            Number = number,
            Name = $"{prng.Pick(GivenNames)} {prng.Pick(FamilyNames)}",
            Role = role,
            Shift = role is "tier1" or "tier2" ? (prng.Chance(0.3) ? Shift.Night : Shift.Day) : Shift.Office,
            Site = role is "tier1" or "tier2" ? prng.Pick([Site.Manila, Site.Manila, Site.Cebu, Site.Vdi]) : Site.Manila,
            Employments = [new Employment(hired, null, hired.AddDays(-prng.Between(7, 40)))],
            TrainingExpires = new DateOnly(2026, 9, 1).AddDays(prng.Below(240)),
            AttendanceSeed = prng.NextBits(),
        };
    }

    /// <summary>People come, go and rest: all of it in order.</summary>
    private void Move(Prng prng, Period period)
    {
        var tier1 = With("tier1").ToList();
        Shuffle(tier1, prng);
        foreach (var joiner in tier1[..8])
        {
            var hired = period.First.AddDays(14 + 7 * prng.Below(8));
            joiner.Employments[0] = new Employment(hired, null, hired.AddDays(-prng.Between(7, 30)));
        }
        foreach (var leaver in tier1[8..14])
        {
            leaver.Employments[0] = leaver.Current with { Left = period.Last.AddDays(-prng.Between(20, 70)) };
            leaver.Status = "terminated";
        }
        foreach (var onLeave in tier1[14..17])
        {
            onLeave.Status = "leave";
            onLeave.LastDay = period.Last.AddDays(-prng.Between(55, 75));
        }
        foreach (var returned in tier1[17..19])
        {
            var first = returned.Current with { Hired = new DateOnly(2023, 2, 6), Left = new DateOnly(2024, 8, 30), BackgroundCheck = new DateOnly(2023, 1, 20) };
            returned.Employments[0] = first;
            returned.Employments.Add(new Employment(new DateOnly(2025, 11, 10), null, new DateOnly(2025, 10, 24)));
        }
    }

    private static DateTimeOffset AssignedFrom(Person person)
    {
        var contract = new DateOnly(2026, 1, 15);
        return Period.At(person.Current.Hired > contract ? person.Current.Hired : contract, 0, 0);
    }

    // A night shift that began on the last day ends in the next morning.
    private static DateTimeOffset? AssignedUntil(Person person) =>
        person.Current.Left is { } left ? Period.At(left.AddDays(1), 12, 0) : null;

    private static void Shuffle<T>(List<T> items, Prng prng)
    {
        for (var last = items.Count - 1; last > 0; last--)
        {
            var other = prng.Below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
