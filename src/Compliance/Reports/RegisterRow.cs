using System.Globalization;
using Compliance.Incidents;
using NodaTime;

namespace Compliance.Reports;

/// <summary>A case in the register: all that a company must keep of a breach, notified or not (GDPR Art. 33(5)). Privileged facts say
/// <c>privileged</c>.</summary>
public sealed record RegisterRow
{
    public required string Vendor { get; init; }
    public required string Incident { get; init; }
    public required string Stage { get; init; }
    public required string Title { get; init; }
    public required Instant Opened { get; init; }
    public string? Detection { get; init; }
    public string? Awareness { get; init; }

    /// <summary><c>notify</c> or <c>do not notify</c>; null: nobody has decided.</summary>
    public string? Decision { get; init; }
    public string? Rationale { get; init; }
    public string? RiskAssessment { get; init; }

    /// <summary><c>DE 120; US-CA 4000</c>; null: not known.</summary>
    public string? Affected { get; init; }

    /// <summary>The earliest clock that counts and whose report nobody has submitted; it may have run out.</summary>
    public string? NextRule { get; init; }
    public string? NextDue { get; init; }
    public bool Missed { get; init; }
    public required int Contradictions { get; init; }

    public static RegisterRow Of(Incident incident, IReadOnlyList<ApplicableRule> rules, Instant now)
    {
        var export = new IncidentExport(incident);
        var next = rules.Where(rule => IncidentExport.ShowsRules(rule) && rule.Deadline.Counts && Timeline.Submission(incident, rule.Deadline.Regime) is null)
            .MinBy(rule => rule.Deadline.DueAt!.Value.ToInstant());
        return new RegisterRow
        {
            Vendor = incident.Vendor.Value,
            Incident = incident.Id,
            Stage = IncidentExport.Of(incident.Stage),
            Title = incident.Title,
            Opened = incident.OpenedAt,
            Detection = IncidentExport.Time(incident.Earliest(FactNames.Detection)),
            Awareness = IncidentExport.Time(incident.Earliest(FactNames.Awareness)),
            Decision = incident.Decision is { } decision ? decision.Notify ? "notify" : "do not notify" : null,
            Rationale = incident.Decision?.Rationale,
            RiskAssessment = incident.Decision?.RiskAssessment,
            Affected = incident.AffectedPersons.Count == 0 ? null : string.Join("; ", incident.AffectedPersons.Select(Persons).Distinct()),
            NextRule = next is null || export.Hides(next.Deadline) ? null : next.Deadline.Regime,
            NextDue = next is null ? null : export.Due(next.Deadline),
            Missed = next?.Deadline.IsMissed(now) ?? false,
            Contradictions = incident.Contradictions.Count,
        };
    }

    private static string Persons(AffectedPersons persons) =>
        persons.Privileged ? "privileged" : string.Create(CultureInfo.InvariantCulture, $"{persons.Jurisdiction} {persons.Count}");
}
