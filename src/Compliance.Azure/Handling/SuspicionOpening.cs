using Compliance.Incidents;
using Compliance.Playbooks;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Handling;

/// <summary>Opens what an audit makes suspect: with the single fact that a machine detected it. One for each vendor, rule and day, however
/// often the audit is recorded.</summary>
public sealed class SuspicionOpening(IncidentJournal journal, TimeProvider clock)
{
    /// <summary>Who opens them.</summary>
    public const string Machine = "system:audit";

    /// <param name="playbooks">The company's own goes before the one that the table of suspicions names.</param>
    /// <returns>Those that were not there before, suspicions and drafts.</returns>
    public async Task<IReadOnlyList<SuspicionDraft>> OpenAsync(VendorId vendor, IEnumerable<SuspicionDraft> drafts, PlaybookLibrary playbooks, CancellationToken cancellationToken)
    {
        var opened = new List<SuspicionDraft>();
        foreach (var draft in drafts)
        {
            var result = await journal.OpenAsync(vendor, draft.Id, Records(draft, playbooks), cancellationToken: cancellationToken);
            if (result.Outcome is AppendOutcome.Appended) opened.Add(draft);
        }
        return opened;
    }

    private IReadOnlyList<IncidentRecord> Records(SuspicionDraft draft, PlaybookLibrary playbooks)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        return
        [
            new Opened
            {
                At = now, By = Machine, Stage = draft.Stage, Title = draft.Title, Rule = draft.Rule, Findings = draft.Findings, Playbook = playbooks.OwnFor(draft.Rule)?.Id ?? draft.Playbook,
                Principals = draft.Principals, From = draft.From, To = draft.To,
            },
            new FactRecorded { At = now, By = Machine, Fact = new Fact { Name = FactNames.Detection, At = draft.Detected.WithOffset(Offset.Zero) } },
        ];
    }
}
