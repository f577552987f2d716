using System.Security.Cryptography;
using Compliance.Azure.Tests.Storage;
using Compliance.Handling;
using Compliance.Publishing;
using Compliance.Signing;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Verification;
using Compliance.Vendors;

namespace Compliance.Azure.Tests.Checkpoints;

/// <summary>What signing promises, asked of every service that it runs on.</summary>
public abstract partial class CheckpointContract : StoreContract
{
    protected VendorId Vendor { get; private set; } = TestStore.NewVendor();

    private (Store Store, WatchedTransport Transport) OpenWatched()
    {
        Skip.If(Unavailable is not null, Unavailable);
        WatchedTransport? transport = null;
        return (Open(TestStore.Plain with { Transport = inner => transport = new WatchedTransport(inner) }), transport!);
    }

    private CheckpointKeys Keys(string? origin = null) => Logs.Keys(Folder, origin);

    private Task<SignedCheckpoint?> SignAsync(Store? store = null, CheckpointKeys? keys = null, ICheckpointArchive? archive = null) =>
        new CheckpointSigning(store ?? Open(), keys ?? Keys(), TimeProvider.System, archive).RunAsync(Vendor);

    private async Task<Store> GrownAsync(int count)
    {
        var store = Open();
        await Logs.GrowAsync(store, Vendor, count);
        return store;
    }

    private string KeyPath => Path.Combine(Folder, CheckpointKeys.FileName);

    // Every row that tells what was signed.
    private async Task<List<string>> SignedRowsAsync()
    {
        var keys = new List<string>();
        await foreach (var row in Open().Table("trail").RowsAsync($"PartitionKey eq {Vendor.Value}"))
            if (row.RowKey[0] is 'c' or 'k' or 's') keys.Add($"{row.RowKey} {row.ETag}");
        return keys;
    }

    private async Task<List<StoredEntry>> EntriesAsync()
    {
        var entries = new List<StoredEntry>();
        await foreach (var entry in Open().Trail.ReadAsync(Vendor.Value)) entries.Add(entry);
        return entries;
    }

    /// <summary>INVARIANT of all tests: every checkpoint is that of the entries below it, and signed by keys of the log.</summary>
    private async Task<List<SignedCheckpoint>> AllHoldAsync()
    {
        var store = Open();
        var hashes = (await EntriesAsync()).Select(stored => stored.Entry.Hash).ToList();
        var keys = await store.Checkpoints.KeysAsync(Vendor);
        var all = new List<SignedCheckpoint>();
        await foreach (var stored in store.Checkpoints.AllAsync(Vendor))
        {
            Assert.True(stored.Signed.Check(keys).IsVerified);
            Assert.Equal(MerkleFrontier.Empty.Append(hashes.Take((int)stored.Size)).Root, stored.Signed.Checkpoint.Root);
            all.Add(stored.Signed);
        }
        Assert.Equal(all.LastOrDefault()?.Bytes.ToArray(), (await store.Checkpoints.LatestAsync(Vendor))?.Signed.Bytes.ToArray());
        return all;
    }

    [SkippableFact]
    public async Task Nothing_is_signed_of_a_log_without_entries()
    {
        Assert.Null(await SignAsync());
        Assert.Empty(await SignedRowsAsync());
        Assert.Empty(await EntriesAsync());
        Assert.Null(await Open().Checkpoints.LatestAsync(Vendor));
        Assert.Null(await Open().Checkpoints.OriginAsync(Vendor));
    }

    [SkippableFact]
    public async Task The_first_signature_is_announced_and_covers_its_announcement()
    {
        await GrownAsync(2);

        var signed = (await SignAsync())!;

        var announced = (await EntriesAsync())[2].Entry;
        Assert.Equal(("checkpoint key added", CheckpointSigning.Machine), (announced.Type, announced.Actor));
        var key = Assert.Single(await Open().Checkpoints.KeysAsync(Vendor));
        Assert.Contains($"\"keyId\":\"{key.KeyIdHex}\",\"vkey\":\"{key}\"", System.Text.Encoding.UTF8.GetString(announced.Leaf.Span), StringComparison.Ordinal);
        Assert.Equal((3, $"compliance.localhost/{Vendor}"), (signed.Checkpoint.Size, signed.Checkpoint.Origin));
        Assert.Equal(signed.Checkpoint.Origin, await Open().Checkpoints.OriginAsync(Vendor));
        Assert.Equal(signed.Bytes.ToArray(), Assert.Single(await AllHoldAsync()).Bytes.ToArray());
        Assert.Equal(signed.Bytes.ToArray(), (await Open().Checkpoints.FindAsync(Vendor, 3))!.Signed.Bytes.ToArray());
        Assert.Null(await Open().Checkpoints.FindAsync(Vendor, 2));
    }

    [SkippableFact]
    public async Task Nothing_new_is_nothing_signed()
    {
        await GrownAsync(1);
        var first = (await SignAsync())!;
        var rows = await SignedRowsAsync();

        Assert.Equal(first.Bytes.ToArray(), (await SignAsync())!.Bytes.ToArray());
        Assert.Equal(rows, await SignedRowsAsync());
        Assert.Equal(2, (await EntriesAsync()).Count);
    }

    [SkippableFact]
    public async Task Every_checkpoint_is_the_beginning_of_the_next()
    {
        var store = Open();
        foreach (var more in new[] { 1, 1, 5, 98, 200, 3, 256 })
        {
            await Logs.GrowAsync(store, Vendor, more);
            await SignAsync(store);
        }
        Assert.Equal([2, 3, 8, 106, 306, 309, 565], (await AllHoldAsync()).Select(signed => signed.Checkpoint.Size));
        Assert.Equal([309, 565], await store.Checkpoints.AllAsync(Vendor, 306).Select(stored => stored.Size).ToListAsync());
        var proving = new TrailProving(store);
        foreach (var (from, to) in new[] { (2L, 3L), (3, 565), (8, 106), (306, 309), (106, 565), (0, 8), (565, 565) })
            Assert.Equal((from, to), await proving.ConsistencyAsync(Vendor, from, to) is var file ? (file.OldSize, file.Checkpoint.Checkpoint.Size) : default);
    }

    [SkippableFact]
    public async Task Of_eight_signers_at_once_one_wins_and_all_give_its_checkpoint()
    {
        var keys = Keys();
        var store = await GrownAsync(5);
        await SignAsync(store, keys);
        await Logs.GrowAsync(store, Vendor, 5);
        var stores = Enumerable.Range(0, 8).Select(_ => Open()).ToList();

        var signed = await Task.WhenAll(stores.Select(one => Task.Run(() => SignAsync(one, keys))));

        Assert.Single(signed.Select(checkpoint => Convert.ToHexString(checkpoint!.Bytes.Span)).Distinct());
        Assert.Equal([6, 11], (await AllHoldAsync()).Select(checkpoint => checkpoint.Checkpoint.Size));
    }

    [SkippableFact]
    public async Task Of_eight_first_signers_one_wins()
    {
        await GrownAsync(5);
        var stores = Enumerable.Range(0, 8).Select(_ => Open()).ToList();

        var signed = await Task.WhenAll(stores.Select(one => Task.Run(() => SignAsync(one))));

        Assert.Single(signed.Select(checkpoint => Convert.ToHexString(checkpoint!.Bytes.Span)).Distinct());
        Assert.Equal(6, Assert.Single(await AllHoldAsync()).Checkpoint.Size);
    }

    [SkippableFact]
    public async Task Signers_and_writers_at_once_leave_checkpoints_that_all_hold()
    {
        var keys = Keys();
        var writers = Enumerable.Range(0, 3).Select(_ => Open()).ToList();
        await Logs.GrowAsync(writers[0], Vendor, 1);
        var writing = Task.WhenAll(writers.Select(store => Task.Run(async () =>
        {
            for (var i = 0; i < 8; i++) await Logs.GrowAsync(store, Vendor, 1 + i % 3);
        })));
        var stores = Enumerable.Range(0, 3).Select(_ => Open()).ToList();
        await Task.WhenAll(stores.Select(store => Task.Run(async () =>
        {
            do await SignAsync(store, keys);
            while (!writing.IsCompleted);
        })));
        await writing;
        var last = await SignAsync(keys: keys);
        Assert.Equal((await EntriesAsync()).Count, last!.Checkpoint.Size);
        await AllHoldAsync();
    }

    [SkippableFact]
    public async Task In_a_rotation_both_keys_sign_and_what_either_signed_verifies_for_ever()
    {
        using var old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var store = await GrownAsync(1);
        foreach (var pem in new[] { Pem(old), Pem(next) + Pem(old), Pem(next) })
        {
            await WriteKeysAsync(pem);
            await SignAsync(store);
            await Logs.GrowAsync(store, Vendor, 1);
            await SignAsync(store);
        }
        var all = await AllHoldAsync();
        Assert.Equal([1, 1, 2, 2, 1], all.Select(signed => signed.Note.Signatures.Count));
        var keys = await store.Checkpoints.KeysAsync(Vendor);
        Assert.Equal([next.ExportSubjectPublicKeyInfoPem() + "\n", old.ExportSubjectPublicKeyInfoPem() + "\n"], keys.Select(key => key.PublicKeyPem()));
        Assert.Equal([true, true, true, true, false], all.Select(signed => signed.Check([keys[1]]).IsVerified));
        Assert.Equal([false, false, true, true, true], all.Select(signed => signed.Check([keys[0]]).IsVerified));
        Assert.Equal(2, (await EntriesAsync()).Count(stored => stored.Entry.Type == "checkpoint key added"));

        static string Pem(ECDsa key) => key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    [SkippableFact]
    public async Task A_key_that_came_too_late_is_announced_once_however_often_it_is_tried()
    {
        var store = await GrownAsync(1);
        await SignAsync(store);
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await WriteKeysAsync(next.ExportPkcs8PrivateKeyPem() + "\n" + await File.ReadAllTextAsync(KeyPath));
        for (var i = 0; i < 3; i++) await SignAsync();
        Assert.Equal([2, 3], (await AllHoldAsync()).Select(signed => signed.Checkpoint.Size));
        Assert.Equal(3, (await EntriesAsync()).Count);
    }

    [SkippableFact]
    public async Task A_log_is_signed_under_the_name_that_it_has()
    {
        var store = await GrownAsync(1);
        Assert.Equal($"trail.example.com/{Vendor}", (await SignAsync(store, Keys("trail.example.com")))!.Checkpoint.Origin);
        await Logs.GrowAsync(store, Vendor, 1);
        var refused = await Assert.ThrowsAsync<InputException>(() => SignAsync(store, Keys("other.example.com")));
        Assert.Contains("a log keeps its name", refused.Message, StringComparison.Ordinal);
        Assert.Equal($"trail.example.com/{Vendor}", (await SignAsync(store))!.Checkpoint.Origin);
        Assert.Equal(2, (await AllHoldAsync()).Count);
    }

    [SkippableFact]
    public async Task A_halted_log_is_not_signed()
    {
        var store = await GrownAsync(1);
        await SignAsync(store);
        await Logs.GrowAsync(store, Vendor, 1);
        await store.Halts.HaltAsync(Vendor, new TrailHalt(Logs.Now, new TrailProblem(TrailProblemKind.Modified, 1, null, "another entry")));
        await Assert.ThrowsAsync<TrailHaltedException>(() => SignAsync());
        Assert.Single(await AllHoldAsync());
    }

    [SkippableFact]
    public async Task What_was_published_is_remembered_and_never_goes_back()
    {
        var store = await GrownAsync(1);
        Assert.Equal(0, await store.Checkpoints.PublishedAsync(Vendor));
        await SignAsync(store);
        await store.Checkpoints.AdvancePublishedAsync(Vendor, 2);
        await Logs.GrowAsync(store, Vendor, 3);
        await SignAsync(store);
        Assert.Equal(2, await store.Checkpoints.PublishedAsync(Vendor));
        await Task.WhenAll(Enumerable.Range(1, 5).Select(size => Open().Checkpoints.AdvancePublishedAsync(Vendor, size)));
        Assert.Equal(5, await store.Checkpoints.PublishedAsync(Vendor));
        await store.Checkpoints.AdvancePublishedAsync(Vendor, 3);
        Assert.Equal(5, await store.Checkpoints.PublishedAsync(Vendor));
        await Assert.ThrowsAsync<TrailInconsistentException>(() => store.Checkpoints.AdvancePublishedAsync(Vendor, 6));
    }

    private async Task WriteKeysAsync(string pem)
    {
        await File.WriteAllTextAsync(KeyPath, pem);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
