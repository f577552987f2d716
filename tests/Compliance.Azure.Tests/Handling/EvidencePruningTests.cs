using System.Text.Json.Nodes;
using Compliance.Azure.Tests.Storage;
using Compliance.Handling;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Verification;
using Compliance.Vendors;
using NodaTime;
using static Compliance.Azure.Tests.Handling.PrunedVendor;

namespace Compliance.Azure.Tests.Handling;

public sealed class EvidencePruningTests : IDisposable
{
    private readonly PrunedVendor _vendor = new();
    private readonly WatchedEvidence _evidence;
    private readonly Store _store;
    private readonly VendorKeys _keys;

    public EvidencePruningTests()
    {
        _evidence = new WatchedEvidence(new DirectoryEvidenceStore(_vendor.Evidence));
        _store = _vendor.Open();
        _keys = _vendor.Keys(_store);
    }

    public void Dispose() => _vendor.Dispose();

    private EvidencePruning Pruning => new(_store, _evidence, Clock);

    private Task<PrunedEvidence> PruneAsync(Retention? retain = null) => Pruning.PruneAsync(Whose, retain ?? Month, "d.osei", _keys);

    [Fact]
    public async Task What_is_listed_is_what_is_deleted_and_a_second_time_there_is_nothing()
    {
        var goes = await _vendor.PrepareAsync();
        var before = await PathsAsync(_evidence);

        Assert.Equal(goes, (await Pruning.LookAsync(Whose, Month)).Outlived.Select(outlived => outlived.File.Path));
        Assert.Equal(before, await PathsAsync(_evidence));
        Assert.Empty(await EntriesAsync(_store));

        var pruned = await PruneAsync();
        var again = await PruneAsync();

        Assert.Equal(goes, pruned.With(DeletionOutcome.Deleted).Select(file => file.File.Path));
        Assert.Equal(before.Except(goes), await PathsAsync(_evidence));
        Assert.Empty(again.Files);
        Assert.Equal(goes, Assert.Single(await EntriesAsync(_store)).Files);
    }

    [Fact]
    public async Task The_entry_says_what_was_deleted_by_whom_and_why()
    {
        await _vendor.PrepareAsync();
        var log = (await _evidence.ListAsync(Whose)).Single(file => file.Path == OldLog);

        await PruneAsync();

        var entry = Assert.Single(await EntriesAsync(_store)).Entry;
        var data = JsonNode.Parse(entry.Leaf.Span)!["data"]!;
        Assert.Equal(((await _keys.OfAsync(Whose)).OfPerson("d.osei"), "30d", 3, 10), (entry.Actor, (string)data["retain"]!, (int)data["files"]!, (int)data["bytes"]!));
        var said = data["evidence"]![2]!;
        Assert.Equal((OldLog, log.Sha256, 3, "log"), ((string)said["source"]!, (string)said["sha256"]!, (int)said["bytes"]!, (string)said["kind"]!));
        Assert.Equal("d.osei", await _store.Names.FindAsync(Whose, entry.Actor));
    }

    [Fact]
    public async Task An_audit_of_late_can_be_repeated_on_what_stays()
    {
        await _vendor.PrepareAsync();
        await PruneAsync();

        var second = (await RecordedEvidence.OpenAsync(_store.Audits, (await _store.Audits.FindAsync(Whose, "a2"))!, _evidence, null))!;
        var first = (await RecordedEvidence.OpenAsync(_store.Audits, (await _store.Audits.FindAsync(Whose, "a1"))!, _evidence, null, Retention.None))!;

        Assert.Empty(second.Differences());
        Assert.Equal(["access.yaml", OldProbe, OldLog], first.Differences().Select(difference => difference.Path).Order(StringComparer.Ordinal));
        Assert.Contains("`retain: none`", first.Without(first.Differences()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_deleted_while_an_audit_runs()
    {
        await _vendor.PrepareAsync();
        var before = await PathsAsync(_evidence);
        var lease = (await _store.Audits.LeaseAsync(Whose, "a3", Now, Duration.FromMinutes(5)))!;

        await Assert.ThrowsAsync<InputException>(() => PruneAsync());
        Assert.Equal(before, await PathsAsync(_evidence));

        await lease.ReleaseAsync();
        Assert.NotEmpty((await PruneAsync()).Files);
        Assert.NotNull(await _store.Audits.LeaseAsync(Whose, "a3", Now, Duration.FromMinutes(5)));
    }

    [Fact]
    public async Task Nothing_is_deleted_when_an_audit_has_begun_since_it_was_listed()
    {
        await _vendor.PrepareAsync();
        var before = await PathsAsync(_evidence);
        _evidence.Listed = () => _store.Audits.LeaseAsync(Whose, "a3", Now + Duration.FromMinutes(6), Duration.FromMinutes(5));

        await Assert.ThrowsAsync<InputException>(() => PruneAsync());

        _evidence.Listed = () => Task.CompletedTask;
        Assert.Equal(before, await PathsAsync(_evidence));
        Assert.Empty(await EntriesAsync(_store));
    }

    [Fact]
    public async Task Nothing_is_deleted_when_it_cannot_be_told_what_an_audit_of_late_had_before_it()
    {
        await _vendor.PrepareAsync();
        var before = await PathsAsync(_evidence);
        await _store.Audits.DeleteFrozenAsync((await _store.Audits.FindAsync(Whose, "a1"))!, "evidence", default);
        Assert.NotEmpty((await Pruning.LookAsync(Whose, Month)).Outlived);
        await _store.Audits.DeleteFrozenAsync((await _store.Audits.FindAsync(Whose, "a2"))!, "evidence", default);

        var refused = await Assert.ThrowsAsync<InputException>(() => PruneAsync());

        Assert.Contains("`a2`", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await PathsAsync(_evidence));
    }

    [Fact]
    public async Task Nothing_is_deleted_beside_a_store_that_knows_no_audit_of_the_vendor()
    {
        await _vendor.PrepareAsync();
        using var other = new TestStore();

        await Assert.ThrowsAsync<InputException>(() => new EvidencePruning(other.Open(), _evidence, Clock).PruneAsync(Whose, Month, "d.osei", _keys));
        Assert.Contains(OldLog, await PathsAsync(_evidence));
    }

    [Fact]
    public async Task Nothing_is_deleted_while_the_trail_takes_no_entry()
    {
        await _vendor.PrepareAsync();
        var before = await PathsAsync(_evidence);
        await _store.Halts.HaltAsync(Whose, new TrailHalt(Now, new TrailProblem(TrailProblemKind.Modified, 0, "e0", "changed")));

        await Assert.ThrowsAsync<TrailHaltedException>(() => PruneAsync());

        Assert.Equal(before, await PathsAsync(_evidence));
    }

    [Fact]
    public async Task Without_a_right_to_delete_the_first_refusal_is_the_last_attempt()
    {
        await _vendor.PrepareAsync();
        _evidence.Deleting = _ => new(DeletionOutcome.Refused);

        var pruned = await PruneAsync();

        Assert.Equal(DeletionOutcome.Refused, Assert.Single(pruned.Files).Deletion.Outcome);
        _evidence.Deleting = _ => null;
        Assert.Equal(3, (await PruneAsync()).With(DeletionOutcome.Deleted).Count());
        Assert.Single(await EntriesAsync(_store));
    }

    [Fact]
    public async Task What_a_policy_keeps_is_said_and_the_rest_goes()
    {
        var goes = await _vendor.PrepareAsync();
        _evidence.Deleting = path => path == goes[1] ? new(DeletionOutcome.Kept, Now + Duration.FromDays(9)) : null;

        var pruned = await PruneAsync();

        Assert.Equal((goes[1], Now + Duration.FromDays(9)), (Assert.Single(pruned.With(DeletionOutcome.Kept)).File.Path, pruned.With(DeletionOutcome.Kept).Single().Deletion.KeptUntil));
        Assert.Equal([goes[1]], (await Pruning.LookAsync(Whose, Month)).Outlived.Select(outlived => outlived.File.Path));
    }

    [Fact]
    public async Task Evidence_of_a_vendor_whose_key_was_destroyed_is_deleted_by_somebody_unnamed()
    {
        var goes = await _vendor.PrepareAsync();
        await new KeyDestroying(_store, _keys, Clock).DestroyAsync(Whose, "d.osei", "ended");

        await PruneAsync();

        var (entry, files) = Assert.Single(await EntriesAsync(_store));
        Assert.Equal(VendorKeys.Unnamed, entry.Actor);
        Assert.Equal(goes, files);
    }

    [Fact]
    public void As_many_entries_are_made_as_the_names_of_files_need()
    {
        var files = Enumerable.Range(0, 700).Select(i => new OutlivedEvidence(
            new StoredEvidence($"logs/{i:D4}/{new string(i % 2 == 0 ? '漢' : '"', 80)}/{new string('漢', 80)}/{new string('漢', 80)}", "\"1\"", long.MaxValue >> 20, new string('f', 64), Now), OutlivedKind.Collected)).ToList();

        var portions = PrunedPortion.Of(files).ToList();

        Assert.Equal(files, portions.SelectMany(portion => portion.Files));
        Assert.All(portions, portion => Assert.InRange(TrailEntry.Create("acme-bpo", Now, "evidence pruned", "system:unnamed", null, portion.Said(Month)).Leaf.Length, 1, TrailEntry.MaxLeafBytes));
        Assert.Equal(portions.Count, portions.Select(portion => portion.KeyOf("p:x", Month)).Distinct().Count());
        Assert.InRange(portions.Count, 3, 20);
    }
}
