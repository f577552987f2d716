using Compliance.Findings;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Handling;

/// <summary>Performs a recorded audit again: on the evidence and the contract whose digests were recorded, in its window, with what was known
/// of use and decided about findings then.</summary>
public sealed class AuditReplay(Store store, VendorKeys keys)
{
    // Of a large audit: a slice of its logs that was given up.
    private const string Unread = "evidence-unread";

    /// <param name="evidence">Of the run.</param>
    /// <param name="perform">Performs an audit: <see cref="Auditor"/>, under a bar or not.</param>
    /// <exception cref="EvidenceDiffersException">Bytes that were judged are nowhere to be had: nothing was judged again.</exception>
    /// <exception cref="InputException">There is no result to compare with, or it is one without some of the logs.</exception>
    public async Task<ReplayedAudit> RunAsync(RecordedEvidence evidence, Func<AuditRequest, AuditResult> perform, CancellationToken cancellationToken = default)
    {
        var run = evidence.Run;
        if (await store.Audits.WholeResultAsync(run, cancellationToken) is not { } recorded)
            throw new InputException($"the audit `{run.Id}` is {Word(run.State)} and has no result to compare with: name one that succeeded");
        if (recorded.Findings.Where(finding => finding.Rule == Unread).ToList() is [_, ..] unread)
            throw new InputException($"the audit `{run.Id}` was judged without all logs, and what was not read then cannot be left out again: {string.Join("; ", unread.Select(finding => finding.Message))}");
        var differences = evidence.Differences(cancellationToken);
        if (differences.Count > 0) throw evidence.Without(differences);
        var record = VendorReader.Read(evidence);
        var request = new AuditRequest
        {
            Id = run.Id,
            Record = record,
            Folder = evidence,
            From = run.From,
            To = run.To,
            // An audit of a folder judges by what the folder holds alone.
            Started = evidence.Method == "upload" ? run.Started : null,
            StartedBy = run.StartedBy,
            Prior = await new UsageRecall(store, keys).OfAsync(run, record, cancellationToken),
        };
        var settled = await new AuditJournal(store, keys).SettleAgainAsync(run, perform(request), cancellationToken)
            ?? throw new InputException($"the audit `{run.Id}` was recorded without what was known before it: its states cannot be found again");
        return new ReplayedAudit(recorded, settled, ResultDifference.Between(recorded, settled));
    }

    private static string Word(RunState state) => state switch
    {
        RunState.NotStarted => "waiting",
        RunState.Running => "under way, or was broken off,",
        RunState.Failed => "failed",
        _ => "recorded by a program that did not keep results",
    };
}

/// <summary>An audit beside its repetition.</summary>
/// <param name="Recorded">As it was recorded.</param>
/// <param name="Again">As it comes out now.</param>
public sealed record ReplayedAudit(AuditResult Recorded, AuditResult Again, IReadOnlyList<ResultDifference> Differences)
{
    /// <summary>Whether both judge the same.</summary>
    public bool IsSame => Differences.Count == 0;

    /// <summary>Whether both are the same to the letter: the digest in the trail is that of the repetition too.</summary>
    public bool IsIdentical => ResultJson.Digest(Recorded) == ResultJson.Digest(Again);
}
