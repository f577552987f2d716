using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Compliance.Incidents;
using Compliance.Notices;
using Compliance.Playbooks;
using Compliance.Storage;
using Compliance.Touched;
using NodaTime;

namespace Compliance.Handling;

/// <summary>The automatic steps of playbooks: who was touched, and what notices say. What they make lies in the evidence store; the ledger
/// has its numbers and digests.</summary>
public sealed class IncidentWork(IncidentJournal journal, IEvidenceStore evidence, NoticeTexts notices, TimeProvider clock)
{
    /// <summary>Beneath what is collected, which audits do not read.</summary>
    public const string Folder = "collected/incidents/";

    /// <summary>Who records what the machine does.</summary>
    public const string Machine = Engine.By;

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <returns>Whether anything was recorded.</returns>
    public async Task<bool> DoAsync(StoredIncident stored, IncidentCase @case, IReadOnlyList<PlaybookWork> work, CancellationToken cancellationToken)
    {
        var done = false;
        foreach (var one in work)
        {
            done |= one switch
            {
                ComputeTouched compute => await ComputeAsync(stored, @case, compute.Step, cancellationToken),
                DraftNotices draft => await DraftAsync(stored, @case, draft, cancellationToken),
                _ => throw new InvalidOperationException($"work of a playbook that nobody knows: {one.GetType().Name}"),
            };
        }
        return done;
    }

    private async Task<bool> ComputeAsync(StoredIncident stored, IncidentCase @case, string step, CancellationToken cancellationToken)
    {
        var incident = @case.Incident;
        if (incident.Principals.Count == 0)
        {
            // Nobody is under suspicion by name: who was touched is for a person to say.
            return await RecordAsync(stored, now => now[step].HasEnded ? [] : [new StepFailed { At = Now, By = Machine, Step = step, Reason = "no principal is named: who was touched cannot be computed" }], cancellationToken);
        }
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(step)))[..8];
        var path = EvidencePath.Parse($"{Folder}{incident.Id}/touched-{name}.ndjson");
        var (result, kept) = await ListAsync(incident, @case.Contract, path, cancellationToken);
        var touched = new TouchedComputed
        {
            At = Now, By = Machine, Step = step, Accessed = result.Accessed, Rows = result.Rows, Reachable = result.Reachable,
            Evidence = path.Value, Sha256 = kept.Sha256, Limits = result.Limits,
        };
        return await RecordAsync(stored, now => now[step].HasEnded || now.Touched.Any(known => known.Step == step) ? [] : [touched], cancellationToken);
    }

    // By way of a file: how long the list is, is known only at its end.
    private async Task<(TouchedResult Result, StoredEvidence Kept)> ListAsync(Incident incident, Contract contract, EvidencePath path, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        await using var list = new FileStream(Path.Combine(Path.GetTempPath(), $"touched-{Guid.NewGuid():N}"), options);
        // A thread of its own: reading does not wait for anything.
        var question = new TouchedQuestion(incident.Principals, incident.From, incident.To);
        var result = await Task.Run(() => TouchedRecords.Compute(contract.Record, contract.Folder, question, list, cancellationToken), cancellationToken);
        await list.FlushAsync(cancellationToken);
        list.Position = 0;
        return (result, await evidence.PutAsync(incident.Vendor, path, list, cancellationToken));
    }

    private async Task<bool> DraftAsync(StoredIncident stored, IncidentCase @case, DraftNotices draft, CancellationToken cancellationToken)
    {
        var drafted = new List<NoticeDrafted>();
        foreach (var applicable in @case.Rules.Where(rule => rule.Rule is { } known && draft.Rules.Contains(known.Id)))
        {
            var rule = applicable.Rule!;
            var text = NoticeText.Of(rule, @case.Incident, @case.Contract.Vendor, @case.Contract.Company, applicable.Deadline, @case.Now);
            var version = @case.Incident.Notices.Count(notice => notice.Rule == rule.Id) + 1;
            var notice = string.Create(CultureInfo.InvariantCulture, $"{rule.Id}/{version}");
            await notices.PutAsync(@case.Incident, notice, text, cancellationToken);
            drafted.Add(new() { At = Now, By = Machine, Notice = notice, Step = draft.Step, Rule = rule.Id, Sha256 = text.Sha256, Missing = text.Missing });
        }
        return drafted.Count > 0 && await RecordAsync(stored, now => [.. drafted.Where(one => now.Notices.All(known => known.Notice != one.Notice))], cancellationToken);
    }

    private async Task<bool> RecordAsync(StoredIncident stored, Func<Incident, IReadOnlyList<IncidentRecord>> decide, CancellationToken cancellationToken) =>
        await journal.AppendAsync(stored.Head.Vendor, stored.Head.Id, null, decide, announce: false, cancellationToken) is { Count: > 0 };
}
