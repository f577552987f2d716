namespace Compliance;

/// <summary>Somebody who acts, as signed in.</summary>
/// <param name="Name">It may change, and be given to another.</param>
/// <param name="Id">What the directory calls them for good; null: it is not known, as on a terminal.</param>
public sealed record NamedPerson(string Name, string? Id = null)
{
    /// <summary>Whether the two are one person: by the id where both have one, else by the name.</summary>
    public bool IsOne(NamedPerson? other) =>
        other is not null && (Id is not null && other.Id is not null ? string.Equals(Id, other.Id, StringComparison.OrdinalIgnoreCase) : Persons.AreOne(Name, other.Name));

    /// <summary>The name: the id is for comparing, and stands in no text.</summary>
    public override string ToString() => Name;
}
