using Compliance.Incidents;
using Compliance.Playbooks;
using Compliance.Storage;
using NodaTime;

namespace Compliance.Handling;

/// <summary>How far an incident was brought.</summary>
/// <param name="Next">When to look again; null: not before somebody records something.</param>
/// <param name="Unreachable">Roles that have messages and nobody in company.yaml to get them.</param>
/// <param name="Problem">Why its steps stand still, while its clocks go on; null: they do not.</param>
public sealed record AdvanceOutcome(Instant? Next, IReadOnlyList<string> Unreachable, string? Problem = null)
{
    /// <summary>Clocks that were found to have run out, and recorded as that.</summary>
    public int Overdue { get; init; }
}

/// <summary>Brings an incident as far as it can be brought now: what the playbook and the clocks ask for is recorded, the automatic work
/// done, messages sent that are due. It may be run twice and killed anywhere: each run begins with what the ledger says.</summary>
public sealed class IncidentAdvance
{
    // A case that does not come to rest goes on in the next run.
    private const int MaxRounds = 40;

    // A second attempt some seconds later is worth waiting for: the next run is a minute away.
    private static readonly Duration Patience = Duration.FromSeconds(10);

    private readonly IncidentJournal _journal;
    private readonly IncidentWork? _work;
    private readonly IncidentDeliveries? _deliveries;
    private readonly TimeProvider _clock;

    /// <param name="work">Null: automatic work is left to the service.</param>
    /// <param name="deliveries">Null: nothing is sent from here.</param>
    public IncidentAdvance(IncidentJournal journal, IncidentWork? work, IncidentDeliveries? deliveries, TimeProvider clock) =>
        (_journal, _work, _deliveries, _clock) = (journal, work, deliveries, clock);

    private Instant Now => Instant.FromDateTimeOffset(_clock.GetUtcNow());

    /// <param name="contract">Of the incident's vendor.</param>
    /// <exception cref="InputException">A record that has to be made is refused.</exception>
    public async Task<AdvanceOutcome> RunAsync(Contract contract, string incident, CancellationToken cancellationToken)
    {
        var vendor = contract.Vendor.Id;
        var overdue = 0;
        for (var round = 0; round < MaxRounds; round++)
        {
            var (at, decided) = ((IncidentCase?)null, (Advance?)null);
            var appended = await _journal.AppendAsync(vendor, incident, null, Decide, announce: false, cancellationToken);
            if (appended is null) return new(null, []);
            overdue += decided!.Records.Take(IncidentsTable.MaxRecords).Count(record => record is Overdue);
            if (decided.Records.Count > 0) continue;
            if (_work is not null && await _work.DoAsync(appended.Stored, at!, decided.Work, cancellationToken)) continue;
            if (_deliveries is null) return new(decided.Next, [], at!.Problem) { Overdue = overdue };
            var sent = await _deliveries.SendAsync(appended.Stored, contract, cancellationToken);
            if (sent.Sent > 0) continue;
            if (sent.Next is not { } soon || soon - Now > Patience) return new(Earlier(decided.Next, sent.Next), sent.Unreachable, at!.Problem) { Overdue = overdue };
            await Task.Delay(Duration.Max(soon - Now, Duration.FromMilliseconds(1)).ToTimeSpan(), _clock, cancellationToken);

            IReadOnlyList<IncidentRecord> Decide(Incident now)
            {
                at = IncidentCase.Of(now, contract, Now);
                decided = at.Advance;
                // What is left out of one append is asked for again in the next round.
                return [.. decided.Records.Take(IncidentsTable.MaxRecords)];
            }
        }
        return new(Now, []) { Overdue = overdue };
    }

    private static Instant? Earlier(Instant? one, Instant? other) => one is null ? other : other is null || one < other ? one : other;
}
