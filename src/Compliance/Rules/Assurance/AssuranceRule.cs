using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Rules.Assurance;

/// <summary>A rule about attestations.yaml. It is pure: it sees what the file tells, and the day.</summary>
public abstract class AssuranceRule
{
    /// <summary>Where attestations stand; the subject of a judgement that is about none of them.</summary>
    private protected const string Source = "attestations.yaml";

    public abstract RuleDefinition Definition { get; }

    /// <summary>At most one judgement for each subject: a type of attestation, with the document where the vendor has several of the type.</summary>
    /// <param name="record">The vendor folder as read.</param>
    /// <param name="now">The day judged is that of this instant in the zone of access.yaml.</param>
    public abstract IEnumerable<Judgement> Judge(VendorRecord record, Instant now);

    private protected Judgement Of(string subject, Answer answer, Instant now, Attestation? attestation = null) => new()
    {
        Rule = Definition.Id,
        Subject = subject,
        Verdict = answer.Verdict,
        Severity = answer.Severity ?? Definition.Severity,
        Message = answer.Message,
        Fix = Definition.Fix,
        At = now,
        Evidence = attestation is null ? null : new EvidenceReference(Source, attestation.Number),
    };
}
