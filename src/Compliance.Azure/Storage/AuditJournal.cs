using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Findings;
using Compliance.Secrets;
using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>Records what audits found. All that is written follows from the run row, what was frozen for it and the result, so a
/// recording that was cut off anywhere is taken up by doing it all again: what is there already stays as it is.</summary>
/// <remarks>The order: what was known before is frozen; the names behind the pseudonyms; the trail, whose last entry says that the
/// audit completed; the findings; what follows from them; the run row. Only the last makes the audit count for readers.</remarks>
public sealed class AuditJournal
{
    private readonly Store _store;
    private readonly VendorKeys _keys;
    private readonly TimeProvider _clock;

    public AuditJournal(Store store, VendorKeys keys, TimeProvider? clock = null) => (_store, _keys, _clock) = (store, keys, clock ?? TimeProvider.System);

    /// <summary>Records a result and ends the run as succeeded.</summary>
    /// <param name="run">As claimed: Running, with its lease held.</param>
    /// <param name="result">As judged from the frozen evidence, without states and exemptions.</param>
    /// <param name="follow">What follows from the result, given with states and exemptions, and from the findings before it; done before the run ends, so that an audit that
    /// has ended has had its consequences. It may be asked for again.</param>
    /// <returns>The run, and the result with states, exemptions and the verdicts that follow.</returns>
    /// <exception cref="AuditSupersededException">A later audit has recorded findings: the lease was lost.</exception>
    public async Task<(AuditRun Run, AuditResult Result)> RecordAsync(
        AuditRun run, AuditResult result, Func<AuditResult, IReadOnlyCollection<Finding>, CancellationToken, Task>? follow = null, CancellationToken cancellationToken = default)
    {
        RequireRunning(run);
        (run, var before) = await FreezeBeforeAsync(run, cancellationToken);
        List<Finding> earlier = [.. before.Values.Select(record => record.Finding)];
        var settled = FindingHistory.Apply(result, earlier, run.Started!.Value);
        var writer = new AuditEntries(run, await _keys.OfAsync(run.Vendor, cancellationToken));
        var entries = writer.Of(settled, before.ToDictionary(record => record.Key, record => record.Value.Finding));
        await _store.Names.AddAsync(run.Vendor, writer.Names, cancellationToken);
        await AppendAsync(run, entries, cancellationToken);
        var records = settled.Findings.Select(finding => Written(run, finding, before.GetValueOrDefault(finding.Fingerprint))).ToList();
        await _store.Findings.WriteAsync(run.Vendor, run.Started.Value, records, before.GetValueOrDefault, cancellationToken);
        if (follow is not null) await follow(settled, earlier, cancellationToken);
        var ended = await _store.Audits.SucceedAsync(
            run, Now, Summary(settled), CanonicalJson.Write(ResultJson.WithoutFindings(settled)), StoredResult.Of(settled, records), cancellationToken);
        return (ended, settled);
    }

    /// <summary>Ends a run that cannot be completed: an entry says so, then the run row. Repeatable.</summary>
    /// <param name="code">Stable, for programs: <c>evidence-changed</c>, <c>input-refused</c>, <c>gave-up</c> …</param>
    /// <param name="message">For a person; stays out of the trail, as it may hold names.</param>
    public async Task<AuditRun> FailAsync(AuditRun run, string code, string message, CancellationToken cancellationToken = default)
    {
        if (run.IsFinal) return run;
        RequireRunning(run);
        var writer = new AuditEntries(run, await _keys.OfAsync(run.Vendor, cancellationToken));
        var entry = writer.Failed(code);
        await _store.Names.AddAsync(run.Vendor, writer.Names, cancellationToken);
        await _store.Trail.AppendAsync(run.Vendor.Value, $"audit/{run.Id}/failed/{code}", [entry], cancellationToken);
        return await _store.Audits.FailAsync(run, Now, code, message, cancellationToken);
    }

    private NodaTime.Instant Now => NodaTime.Instant.FromDateTimeOffset(_clock.GetUtcNow());

    private async Task AppendAsync(AuditRun run, List<TrailEntry> entries, CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var chunk in TrailChunks.Cut(entries))
            await _store.Trail.AppendAsync(run.Vendor.Value, $"audit/{run.Id}/{number++}", chunk, cancellationToken);
    }

    // Rows of this very audit, half written before, are not yet settled: what is read is the state before it, the first time and
    // every time. Frozen all the same, as exemptions may be decided in between.
    private async Task<(AuditRun Run, Dictionary<Fingerprint, FindingRecord> Before)> FreezeBeforeAsync(AuditRun run, CancellationToken cancellationToken)
    {
        var (frozen, document) = await _store.Audits.FreezeAsync(
            run, "before", r => r.BeforeReference, (r, reference) => r with { BeforeReference = reference },
            async ct =>
            {
                var records = new List<StoredFinding>();
                await foreach (var record in _store.Findings.AllAsync(run.Vendor, ct)) records.Add(StoredFinding.Of(record));
                return JsonSerializer.SerializeToUtf8Bytes(records, StorageJson.Default.ListStoredFinding);
            },
            cancellationToken);
        var before = JsonSerializer.Deserialize(document, StorageJson.Default.ListStoredFinding)!.Select(stored => stored.ToRecord());
        return (frozen, before.ToDictionary(record => record.Finding.Fingerprint));
    }

    private static FindingRecord Written(AuditRun run, Finding finding, FindingRecord? before)
    {
        var started = run.Started!.Value;
        var found = finding.State is not FindingState.Resolved;
        return new(finding, run.Id, started, before?.FirstSeen ?? started, found ? started : before?.LastSeen ?? started);
    }

    private static string Summary(AuditResult result)
    {
        var open = result.Findings.Where(finding => finding.State is not FindingState.Resolved).ToList();
        return System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(new JsonObject
        {
            ["verdict"] = ResultJson.Word(result.Verdict),
            ["states"] = Counts(result.Findings, finding => finding.State),
            ["severities"] = Counts(open, finding => finding.Severity),
            ["checks"] = new JsonObject(result.Checks.Select(check => KeyValuePair.Create(check.Rule, (JsonNode?)ResultJson.Word(check.Verdict)))),
            ["sources"] = result.Evidence.Count,
            ["records"] = result.Evidence.Sum(source => source.Records),
            ["rejected"] = result.Evidence.Sum(source => source.Rejected),
            ["result"] = ResultJson.Digest(result),
        }));
    }

    private static JsonObject Counts<T>(IEnumerable<Finding> findings, Func<Finding, T> by) where T : struct, Enum
    {
        var counts = findings.CountBy(by).ToDictionary();
        return new(Enum.GetValues<T>().Select(value => KeyValuePair.Create(ResultJson.Word(value), (JsonNode?)counts.GetValueOrDefault(value))));
    }

    private static void RequireRunning(AuditRun run)
    {
        if (run.State is not RunState.Running || run.Started is null)
            throw new InvalidOperationException($"the audit `{run.Id}` is {run.State}: only a claimed run can be recorded");
    }
}
