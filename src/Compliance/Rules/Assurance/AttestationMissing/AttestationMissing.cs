using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Rules.Assurance;

internal sealed class AttestationMissing : AssuranceRule
{
    public override RuleDefinition Definition { get; } = new("attestation-missing", Severity.High,
        "an attestation that the contract or the kind of data calls for is not there",
        "ask the vendor for it and enter it in attestations.yaml, or correct what `required` asks for");

    public override IEnumerable<Judgement> Judge(VendorRecord record, Instant now)
    {
        var given = new GivenAttestations(record, now);
        return given.Required.Count == 0
            ? [Of(Source, Answer.None(WhyNothing(record)), now)]
            : given.Required.Select(requirement => Judge(requirement, given, now));
    }

    // The level is attestation-scope's, the dates are attestation-expired's: here counts only that there is one.
    private Judgement Judge(Requirement requirement, GivenAttestations given, Instant now)
    {
        var candidates = given.All.Where(one => requirement.Attestation.IsOfType(one.Type)).ToList();
        var there = candidates.Where(one => !given.IsFuture(one)).ToList();
        var named = there.Find(one => one.Document is not null);
        var answer = named is not null ? Answer.Pass($"{named.Type.Title} of {Days.Text(named.Dated)}, {named.Document}")
            : there.Count > 0 ? Answer.Open("it is said to be there, and no `document` is named: it cannot be looked up")
            : Answer.Fail($"`{requirement.Attestation}` is not there; {requirement.Because}{Ahead(candidates, given)}");
        return Of(requirement.Subject, answer, now, named ?? there.FirstOrDefault());
    }

    private static string Ahead(List<Attestation> future, GivenAttestations given) =>
        future.Count == 0 ? "" : $". One of {Days.Text(future.Min(one => one.Dated))} is after the day judged, {Days.Text(given.Today)}";

    private static string WhyNothing(VendorRecord record) =>
        record.Attestations?.Required is not null ? "the contract asks for none"
        : record.Vendor.DataClasses.Count == 0 ? "attestations.yaml has no `required`, and vendor.yaml no `dataClasses`"
        : $"attestations.yaml has no `required`, and nothing is known to be called for by {string.Join(", ", record.Vendor.DataClasses.Select(name => $"`{name}`"))}";
}
