using Compliance.Vendors;
using NodaTime;

namespace Compliance.Onboarding;

/// <summary>The vendor's people, put together from the rows of its rosters. Rows are one person's only where something says so
/// that no two people share; what is doubtful stays apart and is listed.</summary>
public sealed class Roster
{
    private readonly List<string> _doubts = [];

    private Roster(IReadOnlyList<RosterSheet> sheets) => Sheets = sheets;

    public IReadOnlyList<RosterSheet> Sheets { get; }

    /// <summary>In the order of their first row.</summary>
    public IReadOnlyList<RosterPerson> People { get; private set; } = [];

    /// <summary>What a person should look at: one name twice, one id for two names.</summary>
    public IReadOnlyList<string> Doubts => _doubts;

    /// <param name="sheets">In the order of their paths: what a later one says of a period wins.</param>
    public static Roster Of(IReadOnlyList<RosterSheet> sheets)
    {
        var roster = new Roster(sheets);
        var groups = roster.Together([.. sheets.SelectMany(sheet => sheet.Rows)]);
        roster.People = Keyed(groups);
        roster.DoubtOneName();
        return roster;
    }

    private List<List<RosterRow>> Together(List<RosterRow> rows)
    {
        var groups = new List<List<RosterRow>>();
        var byId = new Dictionary<string, List<RosterRow>>(StringComparer.OrdinalIgnoreCase);
        var byMail = new Dictionary<string, List<RosterRow>>(StringComparer.OrdinalIgnoreCase);
        var byRow = new Dictionary<(string, string), List<RosterRow>>();
        foreach (var row in rows)
        {
            var group = (row.Id.Length > 0 ? byId.GetValueOrDefault(row.Id) : null) ?? ByMail(row, byMail) ?? SameRow(row, byRow);
            if (group is null) groups.Add(group = []);
            else if (row.Id.Length > 0 && !group.Exists(other => NamesAgree(row.Name, other.Name)))
                _doubts.Add($"the id {Excerpt.Of(row.Id)} stands for {Excerpt.Of(group[0].Name)} and for {Excerpt.Of(row.Name)}: taken for one person");
            group.Add(row);
            if (row.Id.Length > 0) byId.TryAdd(row.Id, group);
            foreach (var mail in row.Emails) byMail.TryAdd(mail, group);
            byRow.TryAdd((NameText.Person(row.Name), row.Period.Hired?.ToString() ?? ""), group);
        }
        return groups;
    }

    // One address and one name are one person, under whatever id; one address under two names was given to another.
    private List<RosterRow>? ByMail(RosterRow row, Dictionary<string, List<RosterRow>> byMail)
    {
        foreach (var mail in row.Emails)
        {
            if (!byMail.TryGetValue(mail, out var group)) continue;
            if (group.Exists(other => NameText.Person(other.Name) == NameText.Person(row.Name))) return group;
            _doubts.Add($"{Excerpt.Of(mail)} is the address of {Excerpt.Of(group[0].Name)} and of {Excerpt.Of(row.Name)}: it was given to another, and is joined to neither");
        }
        return null;
    }

    // A row without id and address is another row's person only as its repetition, say in next month's roster.
    private static List<RosterRow>? SameRow(RosterRow row, Dictionary<(string, string), List<RosterRow>> byRow) =>
        row.Id.Length == 0 && row.Emails.Count == 0 && row.Period.Hired is { } hired
            && byRow.TryGetValue((NameText.Person(row.Name), hired.ToString()), out var group)
            && group.TrueForAll(other => other.Id.Length == 0 && other.Period.Source != row.Period.Source) ? group : null;

    private static bool NamesAgree(string left, string right) =>
        NameText.Person(left).Split(' ').Intersect(NameText.Person(right).Split(' ')).Any() || left.Length == 0 || right.Length == 0;

    private static List<RosterPerson> Keyed(List<List<RosterRow>> groups)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var people = new List<RosterPerson>();
        foreach (var rows in groups)
        {
            var last = rows.OrderBy(row => row.Period.Hired ?? LocalDate.MinIsoValue).Last();
            var wanted = last.Id.Length > 0 ? last.Id
                : rows.SelectMany(row => row.Emails).FirstOrDefault(mail => !taken.Contains(mail)) ?? (NameText.Slug(last.Name) is { Length: > 0 } slug ? slug : "person");
            var key = wanted;
            for (var number = 2; !taken.Add(key); number++) key = $"{wanted}-{number}";
            people.Add(new RosterPerson
            {
                Key = key,
                Name = last.Name.Length > 0 ? last.Name : key,
                Ids = Distinct(rows.Select(row => row.Id)),
                Emails = Distinct(rows.SelectMany(row => row.Emails)),
                Logins = Distinct(rows.Select(row => row.Login ?? "")),
                Periods = RosterPeriods.Of(rows),
            });
        }
        return people;
    }

    private void DoubtOneName()
    {
        foreach (var same in People.GroupBy(person => NameText.Person(person.Name)).Where(group => group.Key.Length > 0 && group.Count() > 1))
            _doubts.Add($"{Excerpt.Of(same.First().Name)} is the name of {same.Count()} people ({string.Join(", ", same.Select(person => person.Key))}): no account is joined to them by name");
    }

    private static List<string> Distinct(IEnumerable<string> texts) => [.. texts.Where(text => text.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
}
