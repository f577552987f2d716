using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Rules.Assurance;

/// <summary>A rule that judges each attestation given.</summary>
internal abstract class AttestationRule : AssuranceRule
{
    public sealed override IEnumerable<Judgement> Judge(VendorRecord record, Instant now)
    {
        if (record.Attestations is not { All.Count: > 0 })
            return [Of(Source, Answer.None("no attestations are given: there is nothing to judge"), now)];
        var given = new GivenAttestations(record, now);
        return given.All.Select(one => Of(given.SubjectOf(one), Weighed(one, given), now, one));
    }

    /// <summary>Judges an attestation that is not of the future and that no newer one replaces.</summary>
    protected abstract Answer Judge(Attestation attestation, GivenAttestations given);

    private Answer Weighed(Attestation attestation, GivenAttestations given)
    {
        if (given.IsFuture(attestation))
            return Answer.Open($"it speaks of {Days.Text(attestation.Dated)}, which is after the day judged, {Days.Text(given.Today)}: correct the date, or judge a later day");
        if (given.SuccessorOf(attestation) is { } newer)
            return Answer.None($"a newer {attestation.Type.Title}, of {Days.Text(newer.Dated)}, covers at least as much");
        var answer = Judge(attestation, given);
        // INVARIANT: what an entry says of a document that it does not name is hearsay, and passes nothing.
        return answer.Verdict is Verdict.Pass && attestation.Document is null
            ? Answer.Open("no `document` is named: what the entry says cannot be looked up")
            : answer;
    }
}
