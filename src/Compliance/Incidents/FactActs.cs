using System.Text.RegularExpressions;
using Compliance.Regimes;
using NodaTime;

namespace Compliance.Incidents;

public sealed partial class Incident
{
    /// <summary>Records of persons that a case may have: one that needs more has become several. What machines record is bounded by what they watch,
    /// and keeps nobody from acting.</summary>
    public const int MostRecords = 2_000;

    // A case that is full can still be closed, and a decision corrected.
    private const int MostWithClosing = MostRecords + 50;
    private const int FirstYear = 1969, LastYear = 9998;

    private const int MostDataClasses = 20;
    private static readonly Instant EarliestFact = Instant.FromUtc(1970, 1, 1, 0, 0);

    /// <summary>Puts a fact into the ledger.</summary>
    /// <param name="by">A named person; a machine (<c>system:…</c>) for <c>detection</c> only.</param>
    /// <exception cref="InputException">The fact cannot be one, or is not for the one who records it.</exception>
    public IReadOnlyList<IncidentRecord> Record(Fact fact, string by, Instant now)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var name = FactNames.Require(fact.Name);
        // INVARIANT: a machine never says what a law's clock may run from.
        var recorder = name == FactNames.Detection && Persons.IsMachine(by) ? ActChecks.Machine(by) : ActChecks.Person(by, $"the fact `{name}`");
        RequireTime(name, fact, now);
        RequireCorrection(name, fact);
        return Append(new FactRecorded { At = now, By = recorder, Fact = Checked(name, fact) });
    }

    private static Fact Checked(string name, Fact fact) => new()
    {
        Name = name,
        At = fact.At.WithCalendar(CalendarSystem.Iso),
        Evidence = ActChecks.Evidence(fact.Evidence),
        Note = ActChecks.OptionalText(fact.Note, "note"),
        Privileged = fact.Privileged,
        Corrects = fact.Corrects,
        Until = Only(FactNames.LawEnforcementHold, name, fact.Until, "until")?.WithCalendar(CalendarSystem.Iso),
        Authority = Only(FactNames.LawEnforcementHold, name, ActChecks.OptionalText(fact.Authority, "authority", ActChecks.ShortText), "authority"),
        Jurisdiction = Jurisdiction(name, fact.Jurisdiction),
        Count = Count(name, fact.Count),
        DataClasses = Only(FactNames.Affected, name, fact.DataClasses is { Count: > 0 } ? ActChecks.Texts(fact.DataClasses, "dataClasses", MostDataClasses, ActChecks.ShortText) : null, "dataClasses") ?? [],
    };

    private static void RequireTime(string name, Fact fact, Instant now)
    {
        RequireYear(name, fact.At);
        if (fact.Until is { } until) RequireYear("until", until);
        var at = fact.At.ToInstant();
        if (at < EarliestFact) throw new InputException($"`{name}` lies before 1970: check the year");
        if (!FactNames.MayLieAhead(name) && Incidents.Contradictions.IsAhead(at, now))
            throw new InputException($"`{name}` ({FactTime.Of(fact.At)}) lies in the future: record it when it has happened, and check its offset");
        if (fact.Until?.ToInstant() < at) throw new InputException("`until` of a hold lies before its beginning: give the end after the beginning");
    }

    // The ends of the calendar are no instants at every offset, and have no time after them for a limit.
    private static void RequireYear(string field, OffsetDateTime time)
    {
        var year = time.WithCalendar(CalendarSystem.Iso).Year;
        if (year < FirstYear) throw new InputException($"`{field}` lies before 1970: check the year");
        if (year > LastYear) throw new InputException($"`{field}` lies after the year {LastYear}: check the year, and leave out an end that is not known");
    }

    private void RequireCorrection(string name, Fact fact)
    {
        if (fact.Corrects is not { } number) return;
        if (Facts.FirstOrDefault(earlier => earlier.Number == number) is not { } corrected)
            throw new InputException($"`corrects` names record {number}, which is no fact of this case: give the number of the fact as `show` lists it");
        if (corrected.Name != name)
            throw new InputException($"`corrects` names record {number}, a `{corrected.Name}`: a `{name}` can correct only a `{name}`");
    }

    private static T? Only<T>(string owner, string name, T? value, string field) =>
        value is null || name == owner ? value : throw new InputException($"`{field}` belongs to the fact `{owner}`, not to `{name}`: leave it out");

    private static string? Jurisdiction(string name, string? jurisdiction)
    {
        var given = Only(FactNames.Affected, name, jurisdiction, "jurisdiction")?.Trim().ToUpperInvariant();
        if (name != FactNames.Affected) return null;
        return given is not null && JurisdictionShape().IsMatch(given) ? given
            : throw new InputException("`jurisdiction` of `affected` is a country, with a subdivision where there is one: `DE`, `US-CA`");
    }

    private static long? Count(string name, long? count)
    {
        var given = Only(FactNames.Affected, name, count, "count");
        return name == FactNames.Affected && given is not >= 0
            ? throw new InputException("`count` of `affected` is a number of persons, 0 or more: give an estimate and correct it later")
            : given;
    }

    private IncidentRecord[] Append(params IncidentRecord[] records) => AppendUpTo(MostRecords, records);

    private IncidentRecord[] AppendUpTo(int most, params IncidentRecord[] records)
    {
        if (Records.Count == 0) throw new InputException($"the case `{Id}` is not open: open it first");
        var persons = Records.Count(record => !record.ByMachine);
        return persons + records.Length <= most ? records
            : throw new InputException($"the case `{Id}` has {persons} records of persons, at most {most} are taken: close it, with a reason, and open another");
    }

    [GeneratedRegex(@"\A[A-Z]{2}(?:-[A-Z0-9]{1,3})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JurisdictionShape();
}
