namespace Compliance.Onboarding;

/// <summary>The people of a roster by each thing that an account may tell of them.</summary>
internal sealed class PeopleIndex
{
    private static readonly IReadOnlyList<RosterPerson> Nobody = [];
    private readonly Dictionary<string, List<RosterPerson>> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<RosterPerson>> _mails = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<RosterPerson>> _logins = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<RosterPerson>> _localParts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<RosterPerson>> _names = new(StringComparer.Ordinal);

    public PeopleIndex(IReadOnlyList<RosterPerson> people)
    {
        foreach (var person in people)
        {
            Add(_ids, person.Ids.Append(person.Key), person);
            Add(_mails, person.Emails, person);
            Add(_logins, person.Logins, person);
            Add(_localParts, person.Emails.Select(AccountName.LocalPart), person);
            Add(_names, [NameText.Person(person.Name)], person);
        }
        Domains = people.SelectMany(person => person.Emails).Select(AccountName.Domain).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Domains of the people's addresses.</summary>
    public IReadOnlySet<string> Domains { get; }

    public IReadOnlyList<RosterPerson> ById(string text) => Find(_ids, text);

    public IReadOnlyList<RosterPerson> ByMail(string text) => Find(_mails, text);

    public IReadOnlyList<RosterPerson> ByLogin(string text) => Find(_logins, text);

    public IReadOnlyList<RosterPerson> ByLocalPart(string text) => Find(_localParts, text);

    public IReadOnlyList<RosterPerson> ByName(string name) => NameText.Person(name) is { Length: > 0 } plain ? Find(_names, plain) : Nobody;

    private static IReadOnlyList<RosterPerson> Find(Dictionary<string, List<RosterPerson>> by, string text) => by.TryGetValue(text, out var found) ? found : Nobody;

    private static void Add(Dictionary<string, List<RosterPerson>> by, IEnumerable<string> texts, RosterPerson person)
    {
        foreach (var text in texts.Where(text => text.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!by.TryGetValue(text, out var people)) by.Add(text, people = []);
            people.Add(person);
        }
    }
}
