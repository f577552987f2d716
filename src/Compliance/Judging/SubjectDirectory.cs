using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>Every principal that the access model knows, by name; ordinal, ignoring case.</summary>
internal sealed class SubjectDirectory
{
    private readonly Dictionary<string, Subject> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Subject>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public SubjectDirectory(VendorRecord record, HeldRolesTable table)
    {
        var accounts = new HashSet<string>(record.Accounts.SelectMany(a => new[] { a.Person ?? a.Name, a.Name }), StringComparer.OrdinalIgnoreCase);
        var assignments = record.Access.Assignments.ToLookup(a => a.Principal, StringComparer.OrdinalIgnoreCase);
        var people = record.People?.ByName ?? new Dictionary<string, Person>();
        var all = new List<Subject>();
        foreach (var name in people.Values.Select(p => p.Name).Concat(accounts).Concat(assignments.Select(a => a.Key)))
        {
            if (_byName.ContainsKey(name)) continue;
            var subject = Subject.Create(all.Count, name, people.GetValueOrDefault(name), accounts.Contains(name), [.. assignments[name]], table);
            all.Add(subject);
            _byName.Add(name, subject);
        }
        All = all;
        _lookup = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<Subject> All { get; }

    public Subject? Find(ReadOnlySpan<char> name) => _lookup.TryGetValue(name, out var subject) ? subject : null;
}
