using System.Collections.Frozen;
using Compliance.Incidents;

namespace Compliance.Notices;

/// <summary>What may stand between braces in a template, and nothing else.</summary>
/// <param name="Lack">What is missing where there is no value, and what to do about it.</param>
/// <param name="Value">Null where no fact tells it: a person writes it at review.</param>
internal sealed record Placeholder(string Lack, Func<NoticeFacts, string?>? Value = null);

internal static class Placeholders
{
    private const string Write = "to be written at review";

    public static FrozenDictionary<string, Placeholder> All { get; } = new Dictionary<string, Placeholder>
    {
        ["company"] = new("name of the company – give company.yaml", facts => facts.Company?.Name),
        ["contact"] = new("contact point – give `dpo` or `counsel` in company.yaml", facts => facts.Contact),
        ["vendor"] = new("name of the vendor – give `name` in vendor.yaml", facts => facts.Vendor.Name),
        ["sites"] = new("processing sites – give `processingSites` in vendor.yaml", facts => facts.Sites),
        ["case"] = new("id of the case", facts => facts.Incident.Id),
        ["recipient"] = new("recipient", facts => facts.Rule.Recipient),
        ["law"] = new("law", facts => facts.Law),

        ["occurrence"] = Time(FactNames.Occurrence, "when it happened, or began"),
        ["detection"] = Time(FactNames.Detection, "when the first signs were seen"),
        ["awareness"] = Time(FactNames.Awareness, "when the company became aware"),
        ["discovery"] = Time(FactNames.Discovery, "when it was discovered"),
        ["classification"] = Time(FactNames.Classification, "when it was classified as major"),
        ["contained"] = Time(FactNames.Contained, "when no more could be lost"),
        ["vendor_awareness"] = Time(FactNames.VendorAwareness, "when the vendor came to know of it"),
        ["handled"] = Time(FactNames.IncidentHandled, "when the incident was over and dealt with"),
        ["payment"] = Time("payment", "when a ransom was paid"),
        ["anchor"] = new("when the clock began – record the fact that the rule runs from", facts => facts.Anchor),
        ["due"] = new("limit – record the fact that the rule runs from", facts => facts.Due),

        ["affected_here"] = new("number of persons affected – record fact `affected` for their jurisdictions", facts => facts.AffectedHere),
        ["affected"] = new("numbers of persons by jurisdiction – record fact `affected` for each", facts => facts.AffectedEverywhere),
        ["data_classes"] = new("kinds of data – record fact `affected` with its data classes", facts => facts.DataClasses),
        ["records"] = new("records accessed – run the step that computes who was touched", facts => facts.Records),
        ["person_list"] = new("list of who was touched – run the step that computes it", facts => facts.PersonList),
        ["measures"] = new("measures taken – complete a step of containment, with a note", facts => facts.Measures),
        ["law_enforcement"] = new("whether law enforcement is involved – record fact `law_enforcement_hold`, or write that it is not", facts => facts.LawEnforcement),
        ["notices_sent"] = new("notices to persons – record fact `resident_notice_sent`, or the submission of their rule", facts => facts.NoticesToPersons),
        ["authorities_told"] = new("notices to authorities – record the submission of their rules", facts => facts.NoticesToAuthorities),
        ["previous"] = new("earlier report – record its submission", facts => facts.Previous),

        ["description"] = Written("what happened, in a few sentences"),
        ["updates"] = Written("what is new since the last report"),
        ["consequences"] = Written("likely consequences for the persons, or for the service"),
        ["severity"] = Written("assessment of severity and impact"),
        ["actions"] = Written("what is being done, in plain words"),
        ["planned"] = Written("measures planned, with dates"),
        ["cause"] = Written("root cause, or what is known of it"),
        ["malicious"] = Written("whether an unlawful or malicious act is suspected"),
        ["cross_border"] = Written("whether other countries are or may be affected"),
        ["indicators"] = Written("indicators of compromise, where available"),
        ["criteria"] = Written("criteria that made it major"),
        ["discovered_how"] = Written("how it was discovered"),
        ["origin"] = Written("origin, if known"),
        ["continuity"] = Written("whether business continuity was activated"),
        ["reclassification"] = Written("reclassification, if any"),
        ["entity_code"] = Written("reference code of the entity (LEI)"),
        ["costs"] = Written("costs, losses and recoveries"),
        ["resolution"] = Written("information for resolution authorities"),
        ["material"] = Written("material aspects of nature, scope and timing"),
        ["material_impact"] = Written("material impact, or what is reasonably likely, on financial condition and results"),
        ["advice"] = Written("what the persons can do to protect themselves"),
        ["contact_details"] = Written("contact procedures: toll-free number, e-mail, web or postal address"),
        ["services"] = Written("services offered to the persons, credit agencies among them where they apply"),
        ["notice_plan"] = Written("how and when the persons are told, and how many were told so far"),
        ["notice_copy"] = Written("copy of the notice – attach it"),
        ["security_measures"] = Written("security measures in force before and after"),
        ["delay_reasons"] = Written("reasons for the delay"),
        ["payment_reasons"] = Written("why payment was necessary"),
        ["payment_alternatives"] = Written("alternatives considered"),
        ["payment_diligence"] = Written("diligence in finding alternatives"),
        ["sanctions"] = Written("diligence on sanctions (OFAC)"),
        ["lessons"] = Written("rectification and lessons"),
        ["liability"] = Written("responsibility and liability"),
        ["findings"] = Written("findings on who caused it"),
        ["sensitive_persons"] = Written("how many are children or elderly"),
        ["publication"] = Written("whether and how it is made public"),
        ["accounts"] = Written("accounts at risk – deliver them by the recipient's own channel, never in this notice"),
        ["plan_roles"] = Written("plan: roles, and how brands and acquirers are reached"),
        ["plan_procedures"] = Written("plan: procedures for incidents"),
        ["plan_recovery"] = Written("plan: recovery and continuity of business"),
        ["plan_backup"] = Written("plan: backup of data"),
        ["plan_duties"] = Written("plan: analysis of legal duties to report"),
        ["plan_brands"] = Written("plan: the procedures of the brands"),
        ["assessment"] = Written("the assessment, its reasons and its result"),
        ["request"] = Written("what the recipient is asked to do"),
        ["other"] = Written("anything else that the recipient should know"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static Placeholder Time(string fact, string what) => new($"{what} – record fact `{fact}`", facts => facts.TimeOf(fact));

    private static Placeholder Written(string what) => new($"{what} – {Write}");
}
