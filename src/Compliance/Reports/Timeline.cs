using Compliance.Incidents;
using Compliance.Regimes;
using NodaTime;

namespace Compliance.Reports;

/// <summary>Where the records of a case lie in the trail.</summary>
/// <param name="Indexes">Number of a record → index of its entry.</param>
/// <param name="Size">Entries under the checkpoint.</param>
/// <param name="Root">Its root, as the checkpoint has it.</param>
public sealed record TimelineTrail(IReadOnlyDictionary<int, long> Indexes, long Size, string Root);

/// <summary>One record of a case as an authority reads it.</summary>
/// <param name="Who">A name, or a pseudonym.</param>
/// <param name="Sha256">Digest of the record, salted, as its entry in the trail has it, the privileged included; null: the key is not there.</param>
public sealed record TimelineLine(int Number, Instant At, string Who, string What, IReadOnlyList<KeyValuePair<string, string>> Details, IReadOnlyList<string> Evidence, string? Sha256)
{
    /// <summary>What opens the digest; null where persons appear by pseudonym, and for what is privileged: with it names and times could be tried.</summary>
    public string? Salt { get; init; }

    public int? CorrectedBy { get; init; }
    public long? TrailIndex { get; init; }
}

/// <summary>A clock of the case; the strict limit only.</summary>
/// <param name="Due">Null: there is none; <c>privileged</c>: it would tell when a privileged fact was.</param>
public sealed record TimelineClock(string Rule, string Duty, string Recipient, string Applies, string Status, string? Anchor, string? Due, string? Submitted, string? Why, IReadOnlyList<string> Needs);

/// <summary>The answer to <em>when did you know, and what did you do</em>: every record of a case in order, its contradictions, clocks,
/// notices and deliveries. Privileged facts appear by their digest.</summary>
public sealed record Timeline
{
    public required Incident Incident { get; init; }
    public required Instant MadeAt { get; init; }
    public required IReadOnlyList<TimelineLine> Lines { get; init; }
    public required IReadOnlyList<TimelineClock> Clocks { get; init; }

    /// <summary>In words, without what is privileged.</summary>
    public required IReadOnlyList<string> Contradictions { get; init; }

    /// <summary>Null: not recorded in a trail.</summary>
    public TimelineTrail? Trail { get; init; }

    /// <summary>How persons appear.</summary>
    public required Func<string, string> Who { get; init; }

    /// <param name="pseudonym">Of a person; null: persons appear by name.</param>
    /// <param name="salt">As the trail was written with; null: no digests are told.</param>
    public static Timeline Of(
        Incident incident, IReadOnlyList<ApplicableRule> rules, Instant now, TimelineTrail? trail = null, Func<string, string>? pseudonym = null, Func<byte[], byte[]>? salt = null)
    {
        var commitments = salt is null ? null : new Commitments(salt);
        var export = new IncidentExport(incident);
        string Who(string by) => pseudonym is null || by.StartsWith("system:", StringComparison.Ordinal) ? by : pseudonym(by);
        var corrected = incident.Facts.ToDictionary(fact => fact.Number, fact => fact.CorrectedBy);
        return new Timeline
        {
            Incident = incident,
            MadeAt = now,
            Trail = trail,
            Who = Who,
            Lines =
            [
                .. incident.Records.Select((record, i) => TimelineRecords.Line(record, i + 1, export, Who, commitments?.Of(record)) with
                {
                    Salt = pseudonym is null && record is not FactRecorded { Fact.Privileged: true } ? commitments?.SaltOf(record) : null,
                    CorrectedBy = corrected.GetValueOrDefault(i + 1),
                    TrailIndex = trail is not null && trail.Indexes.TryGetValue(i + 1, out var index) ? index : null,
                }),
            ],
            Clocks = [.. rules.Where(IncidentExport.ShowsRules).Select(rule => Clock(rule, incident, export))],
            Contradictions = [.. incident.Contradictions.Select(IncidentExport.Of)],
        };
    }

    private static TimelineClock Clock(ApplicableRule rule, Incident incident, IncidentExport export)
    {
        var (deadline, id) = (rule.Deadline, rule.Rule?.Id ?? rule.Deadline.Regime);
        return new(
            id, IncidentExport.Of(deadline.Duty), deadline.Recipient, IncidentExport.Of(rule.Applies), IncidentExport.Of(deadline.Status),
            export.Hides(deadline) ? "privileged" : deadline.Anchor, export.Due(deadline), IncidentExport.Time(Submission(incident, id)), export.Why(rule), rule.Needs);
    }

    internal static LedgerFact? Submission(Incident incident, string rule) =>
        incident.Facts.Where(fact => fact.Counts && fact.Name == FactNames.Submission(rule)).MaxBy(fact => (fact.At, fact.Number));
}
