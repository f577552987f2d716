using System.Security.Cryptography;
using System.Text;
using Compliance.Azure.Tests.Storage;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Azure.Tests.Evidence;

/// <summary>What <see cref="IEvidenceStore"/> promises, asked of both.</summary>
public abstract class EvidenceStoreContract
{
    private readonly VendorId _vendor = TestStore.NewVendor();

    protected virtual string? Unavailable => null;

    protected abstract string Connection { get; }

    private IEvidenceStore Open()
    {
        Skip.If(Unavailable is not null, Unavailable);
        return EvidenceStore.Open(Connection);
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Read(Stream stream)
    {
        using (stream)
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
    }

    private Task<StoredEvidence> PutAsync(IEvidenceStore store, string path, byte[] bytes) =>
        store.PutAsync(_vendor, EvidencePath.Parse(path), new MemoryStream(bytes));

    [SkippableTheory]
    [InlineData("logs/helpdesk/2026-03-01.ndjson", 0)]
    [InlineData("vendor.yaml", 1)]
    [InlineData("logs/ä b+c%2F&x=1 #?.json", 100_000)]
    [InlineData("logs/large.gz", (9 << 20) + 17)]
    public async Task What_is_put_is_listed_with_its_digest_and_read_back(string path, int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        var stored = await PutAsync(Open(), path, bytes);
        Assert.Equal((path, (long)length, Digest(bytes)), (stored.Path, stored.Length, stored.Sha256));
        Assert.Equal(stored, Assert.Single(await Open().ListAsync(_vendor)));
        Assert.Equal(bytes, Read(Open().Open(_vendor, EvidencePath.Parse(path), stored.ETag)));
    }

    [SkippableFact]
    public async Task Files_are_listed_in_ordinal_order_each_vendor_apart()
    {
        var store = Open();
        var neighbour = VendorId.Parse(_vendor.Value + "-2");
        await store.PutAsync(neighbour, EvidencePath.Parse("other.csv"), new MemoryStream([1]));
        foreach (var path in new[] { "logs/b.csv", "logs/B.csv", "logs-2/a.csv", "logs/a/x.csv", "access.yaml" }) await PutAsync(store, path, [1]);
        Assert.Equal(["access.yaml", "logs-2/a.csv", "logs/B.csv", "logs/a/x.csv", "logs/b.csv"], (await store.ListAsync(_vendor)).Select(stored => stored.Path));
        Assert.Empty(await store.ListAsync(TestStore.NewVendor()));
    }

    [SkippableFact]
    public async Task A_file_put_again_is_another_version()
    {
        var store = Open();
        var first = await PutAsync(store, "logs/a.csv", [1]);
        var second = await PutAsync(store, "logs/a.csv", [2, 3]);
        Assert.Equal(second, Assert.Single(await store.ListAsync(_vendor)));
        Assert.Equal([2, 3], Read(store.Open(_vendor, EvidencePath.Parse("logs/a.csv"))));
        Assert.Throws<EvidenceChangedException>(() => store.Open(_vendor, EvidencePath.Parse("logs/a.csv"), first.ETag));
        Assert.Throws<EvidenceChangedException>(() => store.Open(_vendor, EvidencePath.Parse("logs/never.csv")));
    }

    [SkippableFact]
    public async Task What_is_added_takes_the_place_of_nothing_and_the_same_again_is_there()
    {
        var (store, path) = (Open(), EvidencePath.Parse("logs/a.csv"));
        var first = await store.AddAsync(_vendor, path, new MemoryStream([1]));
        Assert.Equal(Digest([1]), first!.Sha256);
        Assert.Equal(first, await store.AddAsync(_vendor, path, new MemoryStream([1])));
        Assert.Null(await store.AddAsync(_vendor, path, new MemoryStream([2])));
        Assert.Null(await store.AddAsync(_vendor, path, new MemoryStream([1, 2])));
        Assert.Equal(first, Assert.Single(await store.ListAsync(_vendor)));
        Assert.Equal([1], Read(store.Open(_vendor, path)));
        await PutAsync(store, "logs/a.csv", [2]);
        Assert.Null(await store.AddAsync(_vendor, path, new MemoryStream([1])));
    }

    [SkippableFact]
    public async Task What_is_deleted_is_gone_and_its_neighbours_stay()
    {
        var (store, path) = (Open(), EvidencePath.Parse("logs/ä b+c%2F&x=1 #?.json"));
        var deleted = await PutAsync(store, path.Value, [1]);
        var stays = await PutAsync(store, "logs/b.csv", [1]);
        Assert.Equal(new(DeletionOutcome.Deleted), await store.DeleteAsync(_vendor, path, deleted.ETag));
        Assert.Equal([stays], await store.ListAsync(_vendor));
        Assert.Throws<EvidenceChangedException>(() => store.Open(_vendor, path));
        Assert.Equal(new(DeletionOutcome.Gone), await store.DeleteAsync(_vendor, path, deleted.ETag));
        Assert.Equal(new(DeletionOutcome.Gone), await store.DeleteAsync(TestStore.NewVendor(), path, deleted.ETag));
        Assert.Equal((await PutAsync(store, path.Value, [2])).Sha256, Assert.Single(await store.ListAsync(_vendor), file => file.Path == path.Value).Sha256);
    }

    [SkippableFact]
    public async Task A_file_that_has_changed_is_not_deleted()
    {
        var (store, path) = (Open(), EvidencePath.Parse("logs/a.csv"));
        var first = await PutAsync(store, path.Value, [1]);
        var second = await PutAsync(store, path.Value, [2, 3]);
        Assert.Equal(new(DeletionOutcome.Changed), await store.DeleteAsync(_vendor, path, first.ETag));
        Assert.Equal(second, Assert.Single(await store.ListAsync(_vendor)));
        Assert.Equal(new(DeletionOutcome.Deleted), await store.DeleteAsync(_vendor, path, second.ETag));
    }

    [SkippableFact]
    public async Task A_body_that_breaks_off_leaves_what_was_there()
    {
        var store = Open();
        var path = EvidencePath.Parse("logs/a.csv");
        await Assert.ThrowsAsync<IOException>(() => store.PutAsync(_vendor, path, new Body(6 << 20, breaks: true)));
        Assert.Empty(await store.ListAsync(_vendor));
        await PutAsync(store, "logs/a.csv", [1]);
        await Assert.ThrowsAsync<IOException>(() => store.PutAsync(_vendor, path, new Body(6 << 20, breaks: true)));
        Assert.Equal([1], Read(store.Open(_vendor, path)));
    }

    [SkippableFact]
    public async Task A_file_has_at_most_100_mebibytes()
    {
        var store = Open();
        await Assert.ThrowsAsync<EvidenceTooLargeException>(() => store.PutAsync(_vendor, EvidencePath.Parse("a"), new Body((100 << 20) + 1)));
        Assert.Empty(await store.ListAsync(_vendor));
        Assert.Equal(100 << 20, (await store.PutAsync(_vendor, EvidencePath.Parse("a"), new Body(100 << 20))).Length);
    }

    [SkippableFact]
    public async Task A_frozen_folder_reads_what_was_frozen_or_nothing()
    {
        var store = Open();
        var kept = await PutAsync(store, "logs/b.csv", Encoding.UTF8.GetBytes("kept"));
        var replaced = await PutAsync(store, "logs/a.csv", Encoding.UTF8.GetBytes("before"));
        var folder = new StoredFolder(store, _vendor, [kept.Freeze(), replaced.Freeze(), kept.Freeze() with { Path = "gone.csv" }]);
        await PutAsync(store, "logs/a.csv", Encoding.UTF8.GetBytes("behind"));
        await PutAsync(store, "logs/c.csv", [1]);
        var files = folder.List();
        Assert.Equal(["gone.csv", "logs/a.csv", "logs/b.csv"], files.Select(file => file.Path));
        Assert.Equal(kept.Sha256, files[2].Sha256);
        Assert.Equal("kept", Encoding.UTF8.GetString(Read(folder.Open(files[2]))));
        Assert.Throws<EvidenceChangedException>(() => Read(folder.Open(files[1])));
        Assert.Throws<EvidenceChangedException>(() => Read(folder.Open(files[0])));
    }

    [SkippableTheory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Bytes_that_are_not_those_of_the_frozen_digest_are_noticed_at_their_end(int longer)
    {
        var store = Open();
        var stored = await PutAsync(store, "logs/a.csv", new byte[10_000]);
        var frozen = stored.Freeze() with { Length = stored.Length + longer, Sha256 = longer == 0 ? Digest([1]) : stored.Sha256 };
        var folder = new StoredFolder(store, _vendor, [frozen]);
        Assert.Throws<EvidenceChangedException>(() => Read(folder.Open(folder.List()[0])));
    }

    /// <summary>A body of zeros that is made while it is read, and may break off at its end.</summary>
    private sealed class Body(long length, bool breaks = false) : MemoryStream
    {
        private long _left = length;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_left == 0 && breaks) throw new IOException("the connection was closed");
            var read = (int)Math.Min(_left, buffer.Length);
            buffer[..read].Clear();
            _left -= read;
            return read;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
    }
}
