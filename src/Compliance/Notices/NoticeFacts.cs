using System.Globalization;
using Compliance.Companies;
using Compliance.Incidents;
using Compliance.Regimes;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Notices;

/// <summary>What a notice may say of a case. INVARIANT: nothing comes from a privileged fact, nothing from <see cref="Deadline.LatestArguable"/>, and what nobody has recorded is null.</summary>
internal sealed class NoticeFacts(RegimeRule rule, Incident incident, Vendor vendor, Company? company, Deadline deadline)
{
    private const string ResidentNotice = "resident_notice_sent";

    private static readonly OffsetDateTimePattern Written = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm 'UTC'o<+HH:mm>");

    public RegimeRule Rule => rule;
    public Incident Incident => incident;
    public Vendor Vendor => vendor;
    public Company? Company => company;

    public string Law => rule.Article.Length == 0 ? rule.Law : $"{rule.Law}, {rule.Article}";

    public string? Contact => company switch
    {
        { Dpo: { } dpo } => $"{dpo}, data protection officer",
        { Counsel: { } counsel } => $"{counsel}, counsel",
        _ => null,
    };

    public string? Sites => Listed(vendor.ProcessingSites.Select(site => site.Country is { } country ? $"{site.Name} ({country})" : site.Name));

    public string? AffectedHere => Persons(Affected.Where(persons => RegimeCatalogue.JurisdictionsOf(persons.Jurisdiction).Contains(rule.Jurisdiction)));

    public string? AffectedEverywhere => Persons(Affected);

    public string? DataClasses => Listed(Affected.SelectMany(persons => persons.DataClasses).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal));

    public string? Records => LastTouched is not { } touched ? null
        : $"{Number(touched.Accessed)} distinct records accessed, {Number(touched.Rows)} rows besides that were counted without naming them, {Number(touched.Reachable)} records within reach"
            + (touched.Limits.Count == 0 ? "" : $"; not seen: {string.Join("; ", touched.Limits)}");

    public string? PersonList => LastTouched is { } touched ? $"{touched.Evidence} (SHA-256 {touched.Sha256})" : null;

    /// <summary>The steps of containment that are complete: somebody was asked for them, and somebody has done them.</summary>
    public string? Measures => Listed(
        from step in incident.Deliveries.Where(delivery => delivery.Queued.Purpose == "containment").Select(delivery => delivery.Queued.About).OfType<string>().Distinct(StringComparer.Ordinal)
        let state = incident[step]
        where state is { Stage: StepStage.Completed, EndedAt: not null }
        orderby state.EndedAt
        select $"{state.Note ?? step} ({Time(state.EndedAt!.Value.WithOffset(Offset.Zero))})");

    public string? LawEnforcement => Listed(
        from hold in incident.Holds
        where !hold.Privileged
        orderby hold.From
        select $"{hold.Authority ?? "an authority"} asked on {Time(hold.From.WithOffset(Offset.Zero))} that nobody outside be told"
            + (hold.Until is { } until ? $" until {Time(until.WithOffset(Offset.Zero))}" : " until further notice"));

    public string? NoticesToPersons => Submissions(type => type is "individuals", ResidentNotice);

    public string? NoticesToAuthorities => Submissions(type => type is "authority", also: null);

    /// <summary>When this rule's notice was submitted before.</summary>
    public string? Previous => Shown.Where(fact => fact.Name == FactNames.Submission(rule.Id)).MaxBy(fact => fact.At) is { } last ? Time(last.Fact.At) : null;

    /// <summary>Null also where the clock runs from a privileged fact: its time would show.</summary>
    public string? Anchor => Started is { } fact ? $"{fact.Name} {Time(fact.Fact.At)}" : null;

    /// <summary>The strict limit.</summary>
    public string? Due => Started is not null && deadline.DueAt is { } due ? Time(due.ToOffsetDateTime()) : null;

    /// <summary>Whether the limit has passed, and no notice was submitted by then.</summary>
    public bool IsLate(Instant now) =>
        deadline.DueAt?.ToInstant() is { } due && due < now && !(incident.Earliest(FactNames.Submission(rule.Id))?.At <= due);

    /// <summary>A hold that keeps this notice back.</summary>
    public bool IsHeldBack(Instant now) => rule.RecipientType is "individuals" or "public" or "customers" && incident.HoldAt(now) is not null;

    public string? TimeOf(string name) => Shown.Where(fact => fact.Name == name).MinBy(fact => fact.At) is { } first ? Time(first.Fact.At) : null;

    private TouchedComputed? LastTouched => incident.Touched is [.., var last] ? last : null;

    private IEnumerable<LedgerFact> Shown => incident.Facts.Where(fact => fact.Counts && !fact.Privileged);

    private LedgerFact? Started => Shown.FirstOrDefault(fact => fact.Name == deadline.Anchor && fact.At == deadline.AnchorAt);

    private IReadOnlyList<AffectedPersons> Affected => [.. incident.AffectedPersons.Where(persons => !persons.Privileged).OrderBy(persons => persons.Jurisdiction, StringComparer.Ordinal)];

    private string? Submissions(Func<string, bool> isTo, string? also) => Listed(
        from fact in Shown
        let submitted = FactNames.RuleOfSubmission(fact.Name)
        where fact.Name == also || (submitted is not null && RegimeCatalogue.Find(submitted) is { } told && isTo(told.RecipientType))
        orderby fact.At, fact.Number
        select submitted is null ? Time(fact.Fact.At) : $"{RegimeCatalogue.Find(submitted)!.Recipient} ({submitted}) {Time(fact.Fact.At)}");

    // A country and a part of it may count the same persons: those numbers are not added.
    private static string? Persons(IEnumerable<AffectedPersons> affected)
    {
        var all = affected.ToList();
        var list = Listed(all.Select(persons => $"{persons.Jurisdiction} {Number(persons.Count)}"));
        var overlap = all.Any(one => all.Any(other => other.Jurisdiction.StartsWith(one.Jurisdiction + "-", StringComparison.Ordinal)));
        return all.Count < 2 || overlap ? list : $"{list}; together {all.Sum(persons => (decimal)persons.Count).ToString(CultureInfo.InvariantCulture)}";
    }

    private static string? Listed(IEnumerable<string> items) => string.Join("; ", items) is { Length: > 0 } list ? list : null;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(OffsetDateTime time) => Written.Format(time);
}
