using Compliance.Azure.Tests.Azurite;
using Compliance.Findings;
using Compliance.Secrets;
using Compliance.Storage;
using NodaTime;

namespace Compliance.Azure.Tests.Storage;

[Collection(AzuriteFixture.Collection)]
public sealed class AzuriteAuditTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task Two_audits_from_order_to_findings_on_a_table_service_of_another_make()
    {
        Skip.If(azurite.Unavailable is not null, azurite.Unavailable);
        using var test = new TestStore();
        using var store = Store.Open(azurite.ConnectionString, options: TestStore.Plain);
        var vendor = TestStore.NewVendor();
        var journal = new AuditJournal(store, new VendorKeys(new LocalSecretClient(Path.Combine(test.Folder, "secrets.json")), store.Vendors));
        var principals = Enumerable.Range(0, 150).Select(i => $"agent{i:D3}").ToArray();
        foreach (var (id, at, found) in new[] { ("a1", Audits.Start, principals[..100]), ("a2", Audits.Start + Duration.FromDays(2), principals[50..]) })
        {
            await store.Audits.PlaceAsync(new AuditOrder { Vendor = vendor, Id = id, StartedBy = "schedule", Created = at, Idempotency = new IdempotencyKey(id, "ann", "body") });
            var lease = await store.Audits.LeaseAsync(vendor, id, at, Duration.FromMinutes(1));
            var claimed = (await store.Audits.ClaimAsync(vendor, id, at))!;
            var (run, _) = await store.Audits.FreezeEvidenceAsync(claimed, _ => Task.FromResult<IReadOnlyList<FrozenFile>>([]));
            Assert.Equal(RunState.Succeeded, (await journal.RecordAsync(run, Audits.Finding(vendor, id, at, found))).Run.State);
            await lease!.ReleaseAsync();
        }
        var states = new List<FindingState>();
        string? continuation = null;
        do
        {
            var page = await store.Findings.ListAsync(vendor, 40, continuation: continuation);
            states.AddRange(page.Items.Select(record => record.Finding.State));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        Assert.Equal((50, 50, 50), (states.Count(s => s is FindingState.New), states.Count(s => s is FindingState.Persisting), states.Count(s => s is FindingState.Resolved)));
        // 100 opened; 50 changed, 50 resolved, 50 opened; and started, received, completed of each.
        Assert.Equal(256, (await store.Trail.HeadAsync(vendor.Value)).Size);
        Assert.Equal(["a2", "a1"], (await store.Audits.ListAsync(vendor, 10)).Items.Select(run => run.Id));
    }
}
