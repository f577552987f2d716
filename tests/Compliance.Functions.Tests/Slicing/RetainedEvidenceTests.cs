using System.Text;
using Compliance.Azure.Tests.Storage;
using Compliance.Functions.Auditing;
using Compliance.Handling;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Functions.Tests.Slicing;

/// <summary>What the service keeps of what its audits read, and what it takes to delete that.</summary>
public sealed class RetainedEvidenceTests : IDisposable
{
    private readonly SlicedWorld _world = new();
    private readonly PushedClock _clock = new(SlicedWorld.Start);

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("", 3)]
    [InlineData("retain: 30d\n", 3)]
    [InlineData("retain: none\n", 0)]
    public async Task Copies_are_made_of_the_contract_unless_it_says_none(string retain, int copies)
    {
        await _world.PutAsync("vendor.yaml", Encoding.UTF8.GetBytes($"id: large\nlogs:\n  - {{ path: \"logs/*.ndjson\", format: ocsf }}\n{retain}"));
        using var process = await OrderedAsync();
        await process.DeliverAllAsync(Message.ForAudit());

        Assert.Equal(RunState.Succeeded, (await process.Store.Audits.FindAsync(_world.Vendor, SlicedWorld.Audit))!.State);
        Assert.Equal(copies, (await Evidence.ListAsync(_world.Vendor)).Count(file => file.Path.StartsWith("collected/kept/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nobody_prunes_while_an_audit_waits_for_its_slices()
    {
        using var process = await OrderedAsync();
        var slices = await process.DeliverAsync(Message.ForAudit());
        var pruning = new EvidencePruning(process.Store, Evidence, _clock);
        var keys = new VendorKeys(new LocalSecretClient(Path.Combine(_world.Folder, "secrets.json")), process.Store.Vendors);

        await Assert.ThrowsAsync<InputException>(() => pruning.PruneAsync(_world.Vendor, Retention.None, "d.osei", keys));

        await process.DeliverAllAsync([.. slices]);
        // What was received is of a later time than this clock's: nothing has outlived anything.
        Assert.Empty((await pruning.PruneAsync(_world.Vendor, Retention.None, "d.osei", keys)).Files);
    }

    [Fact]
    public async Task The_service_itself_deletes_none()
    {
        var evidence = new VendorEvidence(Evidence, new VendorFolders([]));
        var log = (await evidence.ListAsync(_world.Vendor)).First(file => file.Path.StartsWith("logs/", StringComparison.Ordinal));

        Assert.Equal(new(DeletionOutcome.Refused), await evidence.DeleteAsync(_world.Vendor, EvidencePath.Parse(log.Path), log.ETag));
        Assert.Contains(log, await evidence.ListAsync(_world.Vendor));
    }

    private IEvidenceStore Evidence => EvidenceStore.Open(_world.EvidenceConnection);

    private async Task<SlicedProcess> OrderedAsync() => new(_world, await _world.OrderAsync("store.db"), _clock);
}
