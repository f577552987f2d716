using Compliance.Azure.Tests.Azurite;
using Compliance.Azure.Tests.Storage;
using Compliance.Handling;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Handling;

/// <summary>Tables and blobs as a storage account has them.</summary>
[Collection(AzuriteFixture.Collection)]
public sealed class AzuriteEvidencePruningTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task Copies_are_deleted_once_the_contract_wants_none_and_the_files_themselves_stay()
    {
        Skip.If(azurite.Unavailable is not null, azurite.Unavailable);
        using var secrets = new TestStore();
        using var store = Store.Open(azurite.ConnectionString);
        var (evidence, vendor) = (EvidenceStore.Open(azurite.ConnectionString), TestStore.NewVendor());
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        foreach (var path in new[] { "access.yaml", "logs/a.csv" }) await evidence.PutAsync(vendor, EvidencePath.Parse(path), new MemoryStream([1, 2, 3]));
        await store.Audits.PlaceAsync(new AuditOrder { Vendor = vendor, Id = "a1", StartedBy = "ann", Created = now });
        var run = (await store.Audits.ClaimAsync(vendor, "a1", now))!;
        (run, var files) = await store.Audits.FreezeEvidenceAsync(run, async ct => [.. (await evidence.ListAsync(vendor, ct)).Select(file => file.Freeze())]);
        await new KeptEvidence(evidence).KeepAsync(vendor, files, file => evidence.Open(vendor, EvidencePath.Parse(file.Path), file.ETag));
        var keys = new VendorKeys(new LocalSecretClient(Path.Combine(secrets.Folder, "secrets.json")), store.Vendors);
        var pruning = new EvidencePruning(store, evidence, new StoppedClock(now + Duration.FromHours(1)));

        Assert.Empty((await pruning.PruneAsync(vendor, Retention.None, "d.osei", keys)).Files);
        await new AuditJournal(store, keys, new StoppedClock(now)).RecordAsync(run, Audits.Finding(vendor, "a1", now));
        Assert.Empty((await pruning.LookAsync(vendor, Retention.Default)).Outlived);
        var pruned = await pruning.PruneAsync(vendor, Retention.None, "d.osei", keys);

        Assert.Equal(KeptEvidence.PathOf(files[0].Sha256).Value, Assert.Single(pruned.With(DeletionOutcome.Deleted)).File.Path);
        Assert.Equal(["access.yaml", "logs/a.csv"], (await evidence.ListAsync(vendor)).Select(file => file.Path));
        Assert.Empty((await pruning.PruneAsync(vendor, Retention.None, "d.osei", keys)).Files);
    }
}
