using System.Globalization;
using Azure.Data.Tables;
using Compliance.Azure.Tests.Collection;
using Compliance.Findings;
using Compliance.Handling;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Storage;

/// <summary>An audit that is killed at each of its requests in turn, and taken up again, leaves the tables that it leaves when
/// nothing happens: row by row, column by column.</summary>
public sealed class AuditKilledTests : IDisposable
{
    private static readonly string[] Tables = ["trail", "findings", "names", "audits", "outbox", "vendors", "usage"];
    private static readonly Instant Day2 = Audits.Start + Duration.FromDays(2);
    private readonly TestStore _test = new();
    private readonly VendorId _vendor = VendorId.Parse("acme-bpo");

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_at_any_request_and_run_again_it_leaves_the_same_tables(bool carriedOut)
    {
        await PrepareAsync();
        var (undisturbed, requests) = await RunAsync("whole.db", _ => null, carriedOut);
        Assert.InRange(requests, 12, 70);
        for (var step = 1; step <= requests; step++)
        {
            var (state, _) = await RunAsync($"killed{step}.db", request => request >= step ? new KilledException() : null, carriedOut);
            Assert.Equal(undisturbed, state);
        }
    }

    [Fact]
    public async Task Killed_before_it_succeeded_it_has_not_advanced_what_is_known_of_use_and_killed_after_that_the_next_audit_does()
    {
        await PrepareAsync();
        var (_, requests) = await RunAsync("counted.db", _ => null, carriedOut: true);
        var (unended, ended) = (0, 0);
        for (var step = 1; step < requests; step++)
        {
            _test.CopyTo($"use{step}.db");
            var connection = $"Embedded={Path.Combine(_test.Folder, $"use{step}.db")}";
            var (store, transport) = TestStore.Faulty(connection, []);
            transport.After = request => request >= step ? new KilledException() : null;
            await Assert.ThrowsAsync<KilledException>(() => DeliverAsync(store));
            store.Dispose();
            using var next = Store.Open(connection, options: TestStore.Plain);
            if ((await next.Audits.FindAsync(_vendor, "a2"))!.State is RunState.Succeeded)
            {
                ended++;
                var keys = new VendorKeys(new LocalSecretClient(Path.Combine(_test.Folder, "secrets.json")), next.Vendors);
                var recalled = await new UsageRecall(next, keys).NowAsync(VendorReader.Read(new MemoryVendor()));
                Assert.Equal(Day2, recalled.Prior!.Usage.Until);
                continue;
            }
            unended++;
            Assert.Equal(Audits.Start, (await next.Usage.ReadAsync(_vendor))!.Until);
        }
        Assert.True(unended > 0 && ended > 0, $"{unended} {ended}");
    }

    // An earlier audit, two accepted risks, a decision about many, and the message that asks for the next audit.
    private async Task PrepareAsync()
    {
        using var store = Store.Open(_test.Connection, options: TestStore.Plain);
        await OrderAsync(store, "a1", Audits.Start);
        var run = (await store.Audits.ClaimAsync(_vendor, "a1", Audits.Start))!;
        await Journal(store).RecordAsync(run, Audits.Finding(_vendor, "a1", Audits.Start, Principals(0, 90)) with { Usage = Used(Audits.Start, Principals(0, 120)) });
        foreach (var principal in new[] { "agent05", "agent85" })
        {
            var finding = (await store.Findings.FindAsync(_vendor, Audits.FingerprintOf(_vendor, principal)))!;
            await store.Findings.DecideAsync(_vendor, finding.Finding.Fingerprint, null, new Exemption("o", "r", "a", "why", Day2 + Duration.FromDays(1)), finding.ETag);
        }
        var standing = new StandingDecision(new(null, "tier1", null), new() { Status = FindingStatus.Assigned, Owner = "bob", By = "ann", At = Audits.Start }, null);
        Assert.True(await store.Decisions.WriteAsync(_vendor, standing.Selector, standing, null, default));
        await OrderAsync(store, "a2", Day2);
    }

    private static string[] Principals(int first, int count) => [.. Enumerable.Range(first, count).Select(i => $"agent{i:D2}")];

    private Task<OrderResult> OrderAsync(Store store, string id, Instant at) =>
        store.Audits.PlaceAsync(new AuditOrder { Vendor = _vendor, Id = id, StartedBy = "ann", Created = at });

    private AuditJournal Journal(Store store) =>
        new(store, new VendorKeys(new LocalSecretClient(Path.Combine(_test.Folder, "secrets.json")), store.Vendors), new StoppedClock(Day2 + Duration.FromHours(1)));

    private async Task<(string State, int Requests)> RunAsync(string file, Func<int, Exception?> kill, bool carriedOut)
    {
        _test.CopyTo(file);
        var connection = $"Embedded={Path.Combine(_test.Folder, file)}";
        var (store, transport) = TestStore.Faulty(connection, []);
        if (carriedOut) transport.After = kill;
        else transport.Before = kill;
        var died = await Record.ExceptionAsync(() => DeliverAsync(store));
        Assert.True(died is null or KilledException, died?.ToString());
        store.Dispose();
        using var again = Store.Open(connection, options: TestStore.Plain);
        // The queue delivers again what was not finished; a run that has ended is only acknowledged.
        if (died is not null) await DeliverAsync(again);
        return (await DumpAsync(again), transport.Requests);
    }

    private async Task DeliverAsync(Store store)
    {
        var run = (await store.Audits.ClaimAsync(_vendor, "a2", Day2))!;
        if (run.IsFinal)
        {
            await Journal(store).RememberAsync(run);
            return;
        }
        var (frozen, _) = await store.Audits.FreezeEvidenceAsync(run, _ => Task.FromResult<IReadOnlyList<FrozenFile>>([new("logs/x", "\"1\"", 1, new string('0', 64), Day2)]));
        (frozen, _) = await store.Audits.FreezeUsageAsync(frozen, ct => store.Usage.DocumentAsync(_vendor, ct));
        await Journal(store).RecordAsync(frozen, Audits.Finding(_vendor, "a2", Day2, Principals(40, 90)) with { Usage = Used(Day2, Principals(10, 120)) });
    }

    private static Usage Used(Instant at, string[] principals) => new()
    {
        Until = at,
        Principals = [.. principals.Select(principal => new PrincipalUsage(principal, "", at, at, at, [new PermissionUse("tier1", "SIGNIN", at)]))],
    };

    private async Task<string> DumpAsync(Store store)
    {
        var lines = new List<string>();
        foreach (var table in Tables)
            await foreach (var row in store.Table(table).RowsAsync($"PartitionKey ge {""}")) lines.Add($"{table} {Text(row)}");
        Assert.Contains(lines, line => line.Contains("State=Succeeded", StringComparison.Ordinal) && line.Contains("Id=a2", StringComparison.Ordinal));
        var states = new List<FindingState>();
        await foreach (var record in store.Findings.AllAsync(_vendor)) states.Add(record.Finding.State);
        Assert.Equal((40, 50, 40), (states.Count(s => s is FindingState.New), states.Count(s => s is FindingState.Persisting), states.Count(s => s is FindingState.Resolved)));
        return string.Join('\n', lines);
    }

    // Without what tells only when and how often: versions, and the count of deliveries.
    private static string Text(TableEntity row) => string.Join(' ', row
        .Where(column => column.Key is not ("odata.etag" or "Timestamp" or "Deliveries"))
        .OrderBy(column => column.Key, StringComparer.Ordinal)
        .Select(column => $"{column.Key}={(column.Value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(column.Value, CultureInfo.InvariantCulture))}"));
}
