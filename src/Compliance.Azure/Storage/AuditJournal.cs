using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Findings;
using Compliance.Secrets;
using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>Records what audits found. All that is written follows from the run row, what was frozen for it and the result, so a
/// recording that was cut off anywhere is taken up by doing it all again: what is there already stays as it is.</summary>
/// <remarks>The order: what was known before is frozen; the names behind the pseudonyms; the trail, whose last entry says that the
/// audit completed; the findings; what follows from them; the run row, which makes the audit count for readers; what is known of use, which an audit
/// that failed must not have advanced.</remarks>
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
        (run, var before, var standing) = await FreezeBeforeAsync(run, cancellationToken);
        List<Finding> earlier = [.. before.Values.Select(record => record.Finding)];
        var settled = FindingHistory.Apply(result, earlier, run.Started!.Value, standing);
        var pseudonyms = await _keys.OfAsync(run.Vendor, cancellationToken);
        var writer = new AuditEntries(run, pseudonyms);
        var entries = writer.Of(settled, before.ToDictionary(record => record.Key, record => record.Value.Finding));
        await _store.Names.AddAsync(run.Vendor, writer.Names, cancellationToken);
        await AppendAsync(run, entries, cancellationToken);
        var records = settled.Findings.Select(finding => Written(run, finding, before.GetValueOrDefault(finding.Fingerprint))).ToList();
        await _store.Findings.WriteAsync(run.Vendor, run.Started.Value, records, before.GetValueOrDefault, cancellationToken);
        if (follow is not null) await follow(settled, earlier, cancellationToken);
        var seen = result.Usage?.NotAfter(run.Started.Value) is { } usage ? StoredUsage.Write(UsageNames.Hidden(usage, pseudonyms)) : null;
        var ended = await _store.Audits.SucceedAsync(
            run, Now, Summary(settled), CanonicalJson.Write(ResultJson.WithoutFindings(settled)), StoredResult.Of(settled, records), seen, cancellationToken);
        return (await RememberAsync(ended, cancellationToken), settled);
    }

    /// <summary>Adds what a run that succeeded saw to what is known of use, unless that was done. Repeatable: a recording that was cut off between the two is completed by it.</summary>
    public Task<AuditRun> RememberAsync(AuditRun run, CancellationToken cancellationToken = default) => _store.Usage.RememberAsync(_store.Audits, run, cancellationToken);

    /// <summary>What a result becomes with what was known before a recorded run: states, what people had decided, and the verdicts that follow.</summary>
    /// <param name="result">As judged again, without states and exemptions.</param>
    /// <returns>Null: what was known before was not written down for the run.</returns>
    public async Task<AuditResult?> SettleAgainAsync(AuditRun run, AuditResult result, CancellationToken cancellationToken = default)
    {
        if (run is not { Started: { } started, BeforeReference: not null }) return null;
        var (_, before, standing) = await FreezeBeforeAsync(run, cancellationToken);
        return FindingHistory.Apply(result, [.. before.Values.Select(record => record.Finding)], started, standing);
    }

    /// <summary>Ends a run that cannot be completed: an entry says so, then the run row. Repeatable.</summary>
    /// <param name="code">Stable, for programs: <c>evidence-changed</c>, <c>input-refused</c>, <c>gave-up</c> …</param>
    /// <param name="message">For a person; stays out of the trail, as it may hold names.</param>
    public async Task<AuditRun> FailAsync(AuditRun run, string code, string message, CancellationToken cancellationToken = default)
    {
        if (run.IsFinal) return run;
        RequireRunning(run);
        // Who started it can be said under no pseudonym any more.
        if (await _keys.DestroyedAsync(run.Vendor, cancellationToken) is { } destroyed)
            return await FailUnrecordedAsync(run, "key-destroyed", destroyed.Refusal(run.Vendor).Message, cancellationToken);
        var writer = new AuditEntries(run, await _keys.OfAsync(run.Vendor, cancellationToken));
        var entry = writer.Failed(code);
        await _store.Names.AddAsync(run.Vendor, writer.Names, cancellationToken);
        await _store.Trail.AppendAsync(run.Vendor.Value, $"audit/{run.Id}/failed/{code}", [entry], cancellationToken);
        return await _store.Audits.FailAsync(run, Now, code, message, cancellationToken);
    }

    /// <summary>Ends a run whose vendor's trail takes no entry: only the run row says so. Repeatable.</summary>
    /// <inheritdoc cref="FailAsync"/>
    public Task<AuditRun> FailUnrecordedAsync(AuditRun run, string code, string message, CancellationToken cancellationToken = default) =>
        _store.Audits.FailAsync(run, Now, code, message, cancellationToken);

    private NodaTime.Instant Now => NodaTime.Instant.FromDateTimeOffset(_clock.GetUtcNow());

    private async Task AppendAsync(AuditRun run, List<TrailEntry> entries, CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var chunk in TrailChunks.Cut(entries))
            await _store.Trail.AppendAsync(run.Vendor.Value, $"audit/{run.Id}/{number++}", chunk, cancellationToken);
    }

    // Rows of this very audit, half written before, are not yet settled: what is read is the state before it, the first time and
    // every time. Frozen all the same, as exemptions may be decided in between.
    private async Task<(AuditRun Run, Dictionary<Fingerprint, FindingRecord> Before, List<StandingDecision> Standing)> FreezeBeforeAsync(
        AuditRun run, CancellationToken cancellationToken)
    {
        var (frozen, document) = await _store.Audits.FreezeAsync(
            run, "before", r => r.BeforeReference, (r, reference) => r with { BeforeReference = reference },
            async ct =>
            {
                var records = new List<StoredFinding>();
                await foreach (var record in _store.Findings.OwnAsync(run.Vendor, ct)) records.Add(StoredFinding.Of(record));
                var decisions = (await _store.Decisions.ListAsync(run.Vendor, ct)).Select(StoredDecision.Of);
                return JsonSerializer.SerializeToUtf8Bytes(new StoredBefore(records, [.. decisions]), StorageJson.Default.StoredBefore);
            },
            cancellationToken);
        // A list alone was frozen when nothing could be decided about many findings.
        var known = document is [(byte)'[', ..]
            ? new StoredBefore(JsonSerializer.Deserialize(document, StorageJson.Default.ListStoredFinding)!, [])
            : JsonSerializer.Deserialize(document, StorageJson.Default.StoredBefore)!;
        var before = known.Findings.Select(stored => stored.ToRecord()).ToDictionary(record => record.Finding.Fingerprint);
        return (frozen, before, [.. known.Decisions.Select(decision => decision.ToDecision()).OfType<StandingDecision>()]);
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
