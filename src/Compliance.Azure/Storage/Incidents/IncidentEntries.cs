using Compliance.Incidents;
using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>What an incident's records say in the trail. Pure: a repetition says the same bytes.</summary>
internal sealed class IncidentEntries(Incident incident, Pseudonyms pseudonyms)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Pseudonym → name, of all that the entries made so far speak of.</summary>
    public IReadOnlyDictionary<string, string> Names => _names;

    /// <param name="number">Of the record, from 1.</param>
    public TrailEntry Of(int number)
    {
        var words = TrailWords.Of(incident, number, Person, pseudonyms.OfFinding, pseudonyms.SaltOf);
        return TrailEntry.Create(incident.Vendor.Value, incident.Records[number - 1].At, words.Type, words.Actor, null, words.Data);
    }

    private string Person(string name)
    {
        var pseudonym = pseudonyms.OfPerson(name);
        _names[pseudonym] = name;
        return pseudonym;
    }
}
