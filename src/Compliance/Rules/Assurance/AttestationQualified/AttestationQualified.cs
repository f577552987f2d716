using Compliance.Findings;
using Compliance.Vendors;

namespace Compliance.Rules.Assurance;

internal sealed class AttestationQualified : AttestationRule
{
    private const int Shown = 3;

    public override RuleDefinition Definition { get; } = new("attestation-qualified", Severity.High,
        "an attestation says that something is not as it should be",
        "read what it says, have the vendor tell how and by when it is put right, and enter the next attestation");

    protected override Answer Judge(Attestation attestation, GivenAttestations given)
    {
        var type = attestation.Type;
        var (failures, open) = (new List<string>(), new List<string>());
        var severity = Severity.Medium;
        if (type.Has("opinion")) severity = Opinion(attestation.Opinion, failures, open);
        if (type.Has("findings")) severity = TestFindings(attestation.Findings, failures, open);
        if (TestsOperation(attestation)) Exceptions(attestation.Exceptions, failures, open);
        return type.Has("opinion") || type.Has("findings") || type.Has("exceptions")
            ? Answer.Of(failures, open, "nothing is held against the vendor", severity)
            : Answer.None($"an attestation of type {type.Word} says nothing of exceptions");
    }

    // A report of Type I looks at design on one day, and has no exceptions in operation to tell.
    private static bool TestsOperation(Attestation attestation) =>
        attestation.Type.Has("exceptions") && (attestation.Level != "I" || attestation.Exceptions is not null);

    private static Severity Opinion(AuditOpinion? opinion, List<string> failures, List<string> open)
    {
        switch (opinion)
        {
            case AuditOpinion.Unqualified: break;
            case AuditOpinion.Qualified: failures.Add("the opinion is qualified"); break;
            case AuditOpinion.Adverse: failures.Add("the opinion is adverse"); return Severity.High;
            case AuditOpinion.Disclaimer: failures.Add("the auditor disclaims an opinion"); return Severity.High;
            default: open.Add("`opinion` is not given"); break;
        }
        return Severity.Medium;
    }

    private static void Exceptions(AttestedExceptions? exceptions, List<string> failures, List<string> open)
    {
        if (exceptions is null)
        {
            open.Add("`exceptions` is not given: write 0 when there are none");
            return;
        }
        if (exceptions.Count == 0) return;
        var texts = exceptions.Texts.Take(Shown).ToList();
        var more = exceptions.Texts.Count > Shown ? " …" : "";
        failures.Add($"{(exceptions.Count == 1 ? "1 exception" : $"{exceptions.Count} exceptions")}{(texts.Count > 0 ? ": " : "")}{string.Join(", ", texts)}{more}");
    }

    private static Severity TestFindings(TestFindings? findings, List<string> failures, List<string> open)
    {
        var grave = (findings?.Critical ?? 0) + (findings?.High ?? 0);
        if (findings?.Open == 0) return Severity.High;
        // Without `open` nothing says that any of them was closed.
        if (grave > 0)
            failures.Add(findings!.Open is { } still
                ? $"{findings.Critical ?? 0} critical and {findings.High ?? 0} high findings, and {still} of all findings still open"
                : $"{findings.Critical ?? 0} critical and {findings.High ?? 0} high findings, and `open` does not say that they are closed");
        else if (findings?.Critical is null || findings.High is null)
            open.Add("`findings` does not give `critical` and `high`, and `open` is not 0");
        return Severity.High;
    }
}
