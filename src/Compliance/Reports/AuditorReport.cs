using Compliance.Evidence;
using Compliance.Findings;

namespace Compliance.Reports;

/// <summary>What an auditor works from: scope, population, each test and its verdict, exceptions, accepted risks, the evidence by digest, where
/// all of it stands in the trail, records to look at, and what the report does not say. REPORTS.md has its forms.</summary>
public sealed record AuditorReport
{
    /// <summary>What it is not; part of every form that can carry a sentence.</summary>
    public const string Statement =
        "This report is no audit opinion and no certification. It says what the tests named here saw in the evidence listed, over the period shown. "
        + "Where evidence is missing or could not be read, a test says so and does not pass.";

    public required ReportedAudit Reported { get; init; }
    public required FrameworkPopulation Population { get; init; }

    /// <summary>Who started the audit and who approved the access model, as the report says persons.</summary>
    public required string StartedBy { get; init; }
    public string? ApprovedBy { get; init; }

    /// <summary>Every test, in the order of the audit; reasons as the report may say them.</summary>
    public required IReadOnlyList<Check> Tests { get; init; }

    /// <summary>Findings that stand, in the order of the audit.</summary>
    public required IReadOnlyList<AuditorFinding> Exceptions { get; init; }

    /// <summary>How many findings the audit called resolved.</summary>
    public required int Resolved { get; init; }
    public RecordSample? Sample { get; init; }

    /// <summary>What the report does not say, sentence by sentence.</summary>
    public required IReadOnlyList<string> Limits { get; init; }

    public AuditHeader Audit => Reported.Audit;

    public AuditInTrail? Trail => Reported.Trail;

    public static AuditorReport Of(ReportedAudit reported, ShownNames names)
    {
        var (audit, result) = (reported.Audit, reported.Result);
        return new()
        {
            Reported = reported,
            Population = FrameworkPopulation.Of(result),
            StartedBy = audit.StartedBy == "schedule" ? audit.StartedBy : names.Person(audit.StartedBy),
            ApprovedBy = audit.Policy.ApprovedBy is { } by ? names.Person(by) : null,
            Tests = [.. result.Checks.Select(check => check with
            {
                Reason = check.Reason is { } reason ? names.Text(reason) : null,
                Unevaluated = check.Unevaluated is { } open ? names.Text(open) : null,
            })],
            Exceptions = [.. reported.Standing.Select(finding => AuditorFinding.Of(finding, reported, names))],
            Resolved = result.Findings.Count(finding => finding.State is FindingState.Resolved),
            Sample = reported.Sample is { } sample ? sample with { Records = [.. sample.Records.Select(record => Of(record, names))] } : null,
            Limits = [.. LimitsOf(reported, names)],
        };
    }

    private static SampledRecord Of(SampledRecord record, ShownNames names) => record with
    {
        Account = record.Account is { } account ? names.Person(account) : null,
        Resource = record.Resource is { } resource ? names.Resource(resource) : null,
    };

    private static IEnumerable<string> LimitsOf(ReportedAudit reported, ShownNames names)
    {
        var result = reported.Result;
        var open = reported.Open.Count();
        if (open > 0) yield return $"{Counted(open, "test")} could not be evaluated, in whole or in part; of what they look for the report says nothing.";
        var rejected = result.Evidence.Sum(source => source.Rejected);
        if (rejected > 0) yield return $"{Counted(rejected, "record")} could not be read. They were counted and shown, and judged by no test.";
        if (result.Evidence.Sum(source => source.OutOfScope) is var beyond and > 0) yield return $"{Counted(beyond, "record")} lay out of scope: of accounts that the vendor's contract does not name.";
        if (reported.Audit.Policy.ApprovedBy is null) yield return "The access model is not approved: what it does not allow is no established breach.";
        if (reported.People is { People: null }) yield return "There is no list of people: who was employed when is not known.";
        yield return reported.Trail is { } trail ? Recorded(trail) : reported.IsRecorded ? "The audit's entries were not found in the trail." : "The audit is not on record: nothing but this report says what it found, and there is no earlier one to compare it with.";
        if (!names.ByName) yield return "Persons, accounts and resources appear under pseudonyms. A free text that people wrote may still hold a name.";
        yield return "A log proves what its source wrote into it. What a source does not record, and what was taken out before it came here, no test sees.";
    }

    private static string Recorded(AuditInTrail trail) => trail.SignedSize switch
    {
        null => "No checkpoint of the trail is signed: that its entries are those of then rests on the store alone.",
        { } size when size <= trail.Last => "The audit lies behind the latest signed checkpoint of the trail: that its entries are those of then rests on the store alone.",
        _ => "That entries of the trail were not changed is proved by a checkpoint that left the building before, not by this report: compare it with one that you have from elsewhere.",
    };

    private static string Counted(long number, string noun) => Html.Shown.Count(number, noun);
}
