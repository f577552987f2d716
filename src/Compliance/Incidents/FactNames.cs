using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Compliance.Regimes;

namespace Compliance.Incidents;

/// <summary>The closed list of facts that a ledger may hold.</summary>
public static partial class FactNames
{
    public const string Detection = "detection";
    public const string Awareness = "awareness";
    public const string Discovery = "discovery";
    public const string Determination = "determination";
    public const string Classification = "classification";
    public const string MaterialityDetermination = "materiality_determination";
    public const string Occurrence = "occurrence";
    public const string Contained = "contained";
    public const string VendorAwareness = "vendor_awareness";
    public const string VendorNoticeReceived = "vendor_notice_received";
    public const string IncidentHandled = "incident_handled";
    public const string Affected = "affected";
    public const string LawEnforcementHold = "law_enforcement_hold";

    private const string SubmittedAt = ":submitted_at";

    /// <summary>All names but those of submissions, in the order a person would read them.</summary>
    public static IReadOnlyList<FactName> All { get; } =
    [
        new(Detection, "a machine or a person saw signs of it") { Trigger = false, Repeats = true },
        new(Occurrence, "it happened, or began"),
        new(Awareness, "the company knew with a reasonable degree of certainty that personal data or a service is affected"),
        new(Discovery, "it was known, or with reasonable diligence would have been"),
        new(Determination, "the company concluded that a breach or an incident took place"),
        new(MaterialityDetermination, "the company concluded that it is material to investors") { Aliases = ["materiality"] },
        new(Classification, "it was classified as major"),
        new("risk_determination", "the company concluded that there is a risk, or a high risk, to persons"),
        new("suspicion", "somebody suspected a breach in the sense of a law that says so"),
        new("suspected_compromise", "somebody suspected that payment data were compromised"),
        new("suspected_or_confirmed_compromise", "payment data were suspected or confirmed to be compromised"),
        new("knowledge", "somebody came to know of it"),
        new("knowledge_or_reasonable_belief", "somebody came to know of it, or to believe it with reason"),
        new("reasonable_belief", "somebody believed with reason that it happened"),
        new("reasonable_determination", "somebody concluded with reason that it happened"),
        new("reason_to_believe", "there was reason to believe that it happened"),
        new("reasonable_grounds_to_believe", "there were reasonable grounds to believe that it happened"),
        new("determination_or_reason_to_believe", "the first of determination and reason to believe"),
        new("confirmation", "it was confirmed"),
        new("noticing_or_being_notified", "the company noticed it, or was told"),
        new("discovery_or_notification", "the company discovered it, or was told"),
        new("awareness_of_payment", "the company came to know that a ransom was paid"),
        new("confirmed_compromise", "it was confirmed that payment data were compromised"),
        new("noticing", "the company noticed it"),
        new("being_notified", "the company was notified of it"),
        new("being_informed", "the company was informed of it"),
        new("notification", "the company was notified, where a law counts from it"),
        new("occurrence_or_being_informed", "it happened, or the company was told"),
        new("assessment_made", "the assessment that a law asks for was made") { Aliases = ["assessment"] },
        new("information_determined", "what a notice must contain was known"),
        new("statement_completed", "the statement that a law asks for was complete"),
        new("necessity_or_order", "notice became necessary, or an authority ordered it"),
        new("failure_of_protection", "the protection of data failed"),
        new("breach", "the breach, where a law counts from it"),
        new("incident", "the incident, where a law counts from it"),
        new("payment", "a ransom was paid") { Repeats = true },
        new("payment_or_awareness_of_payment", "a ransom was paid, or the company came to know of it") { Repeats = true },
        new(VendorAwareness, "the vendor came to know of it"),
        new(VendorNoticeReceived, "the vendor's notice arrived") { Aliases = ["vendor_notice"] },
        new("fix_available", "a corrective measure was available"),
        new("resident_notice_required", "it was clear that residents must be told"),
        new("resident_notice_sent", "residents were told") { Repeats = true },
        new("authority_notified", "an authority was told") { Repeats = true },
        new("authority_request", "an authority asked for a report") { Repeats = true },
        new("substantial_new_information", "something came to light that changes what was reported") { Repeats = true },
        new("final_due_and_ongoing", "the final report was due and the incident went on"),
        new(IncidentHandled, "the incident was over and dealt with") { Aliases = ["incident_handled_at"] },
        new("calendar_year_end", "the end of the year in which the breach was discovered") { MayLieAhead = true },
        new(Contained, "no more could be lost") { Trigger = false, Repeats = true },
        new(Affected, "a number of persons of one jurisdiction, counted or estimated") { Trigger = false, Repeats = true },
        new(LawEnforcementHold, "an authority asked that nobody outside be told, from then on") { Trigger = false, Repeats = true, MayLieAhead = true },
    ];

    private static readonly FrozenDictionary<string, FactName> ByName = All
        .SelectMany(name => name.Aliases.Append(name.Name).Select(word => (word, name)))
        .ToFrozenDictionary(pair => pair.word, pair => pair.name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Name of the fact that a rule's report was submitted.</summary>
    public static string Submission(string rule) => rule + SubmittedAt;

    /// <summary>The rule whose submission a fact is; null: it is none.</summary>
    public static string? RuleOfSubmission(string name) =>
        name.EndsWith(SubmittedAt, StringComparison.Ordinal) && name.Length > SubmittedAt.Length ? name[..^SubmittedAt.Length] : null;

    /// <summary>The name that stands for an alias; any other name as it is.</summary>
    public static string Plain(string name) => ByName.TryGetValue(name, out var known) ? known.Name : name;

    /// <summary>The entry of a name or an alias, or null: it is a submission, or nothing that a ledger may hold.</summary>
    public static FactName? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The name that a ledger holds: without alias, in lower case.</summary>
    /// <exception cref="InputException">A ledger holds no such fact.</exception>
    public static string Require(string? name)
    {
        var word = name?.Trim() ?? "";
        if (Find(word) is { } known) return known.Name;
        if (RuleOfSubmission(word) is not { } rule) throw new InputException($"there is no fact `{Excerpt(word)}`: {NearOr(word)}");
        return IsRule(rule) ? word
            : throw new InputException($"`{Excerpt(word)}` names no known rule: {NearNames.Phrase(rule, RegimeCatalogue.All.Select(known => known.Id))}");
    }

    /// <summary>Whether there is such a rule: in the data set, or by the form of its id one of a contract.</summary>
    public static bool IsRule(string? id) => id is not null && (RegimeCatalogue.Find(id) is not null || ContractRule().IsMatch(id));

    /// <summary>Whether a law's clock may run from it, so that a named person must record it. A name that is not in the list is one.</summary>
    public static bool IsTrigger(string name) => Find(name)?.Trigger ?? true;

    /// <summary>Whether it happens once, so that two times contradict each other.</summary>
    public static bool IsSingle(string name) => Find(name) is { Repeats: false };

    /// <summary>Whether its time may lie after its recording.</summary>
    public static bool MayLieAhead(string name) => Find(name) is { MayLieAhead: true };

    private static IEnumerable<string> Words => All.Select(name => name.Name).Append("<rule>:submitted_at");

    // The list is closed, and stands nowhere else for whoever is far off.
    private static string NearOr(string word) => NearNames.Of(word, Words).Count > 0 ? NearNames.Phrase(word, Words) : $"there are {string.Join(", ", Words)}";

    private static string Excerpt(string word) => word.Length <= 80 ? word : word[..80];

    [GeneratedRegex(@"\Acontract\.(?:vendor-notice|insurer|acquirer|customer\.[a-z0-9][a-z0-9-]{0,80})\z", RegexOptions.CultureInvariant)]
    private static partial Regex ContractRule();
}

/// <summary>A fact that a ledger may hold.</summary>
public sealed record FactName(string Name, string Meaning)
{
    /// <summary>Whether a law's clock may run from it.</summary>
    public bool Trigger { get; init; } = true;

    /// <summary>Whether it may happen several times.</summary>
    public bool Repeats { get; init; }

    /// <summary>Whether its time may lie after its recording.</summary>
    public bool MayLieAhead { get; init; }
    public IReadOnlyList<string> Aliases { get; init; } = [];
}
