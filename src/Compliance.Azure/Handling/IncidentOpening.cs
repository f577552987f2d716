using System.Security.Cryptography;
using System.Text;
using Compliance.Incidents;
using Compliance.Playbooks;
using Compliance.Storage;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Handling;

/// <summary>Cases that persons open.</summary>
public static class IncidentOpening
{
    private static readonly LocalDatePattern Compact = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <summary>UTC day, <c>20261122</c>.</summary>
    public static string Day(Instant now) => Compact.Format(now.InUtc().Date);

    /// <summary>The id of a person's case: the day, and six letters that follow from the act, so that a repetition names the same case.</summary>
    public static string IdOf(Instant now, IdempotencyKey key)
    {
        const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Key}\n{key.Caller}"));
        return $"{Day(now)}-{string.Concat(digest.Take(6).Select(octet => Letters[octet % Letters.Length]))}";
    }

    /// <summary>The records of an opening; its playbook is, unless it names one, that for its rule.</summary>
    /// <exception cref="InputException">The case cannot be opened so.</exception>
    public static IReadOnlyList<IncidentRecord> Records(Opening opening, PlaybookLibrary playbooks, bool draft, NamedPerson by, Instant now)
    {
        if (opening.Playbook is { } named && playbooks.Find(named) is null)
            throw new InputException($"there is no playbook `{(named.Length <= 80 ? named : named[..80])}`: expected one of {string.Join(", ", playbooks.All.Select(playbook => playbook.Id))}");
        var playbook = opening.Playbook ?? (opening.Rule is { } rule ? playbooks.For(rule)?.Id : null);
        return (opening with { Playbook = playbook }).ByPerson(draft ? Stage.Draft : Stage.Suspicion, by, now);
    }
}
