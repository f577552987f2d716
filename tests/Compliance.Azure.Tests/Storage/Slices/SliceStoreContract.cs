using Compliance.Azure.Tests.Azurite;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Storage.Slices;

/// <summary>What every slice store does.</summary>
public abstract class SliceStoreContract
{
    private readonly VendorId _vendor = TestStore.NewVendor();

    protected virtual string? Unavailable => null;

    /// <summary>Of the evidence store that it lies beside.</summary>
    protected abstract string Connection { get; }

    [SkippableFact]
    public async Task A_file_is_read_as_it_was_written_whatever_the_pieces()
    {
        var store = Open();
        // More than two blocks, and a piece over each of their ends.
        var bytes = new byte[(17 << 20) + 5];
        new Random(1).NextBytes(bytes);
        var length = await store.PutAsync(_vendor, "a1", "00001-x", output =>
        {
            foreach (var piece in bytes.Chunk(1_000_003)) output.Write(piece);
            output.Flush();
        });
        Assert.Equal(bytes.Length, length);
        Assert.Equal(bytes, Read(store.Open(_vendor, "a1", "00001-x", length)));
    }

    [SkippableFact]
    public async Task An_empty_file_is_one()
    {
        var store = Open();
        Assert.Equal(0, await store.PutAsync(_vendor, "a1", "00001-x", _ => { }));
        Assert.Equal([], Read(store.Open(_vendor, "a1", "00001-x", 0)));
    }

    [SkippableFact]
    public async Task A_file_that_is_not_there_or_not_of_that_length_is_not_opened()
    {
        var store = Open();
        Assert.Null(store.Open(_vendor, "a1", "00001-x", 3));
        await store.PutAsync(_vendor, "a1", "00001-x", output => output.Write([1, 2, 3]));
        Assert.Null(store.Open(_vendor, "a1", "00001-x", 4));
        Assert.Null(store.Open(_vendor, "a1", "00002-x", 3));
        Assert.Null(store.Open(_vendor, "a", "00001-x", 3));
        Assert.Null(store.Open(TestStore.NewVendor(), "a1", "00001-x", 3));
    }

    [SkippableFact]
    public async Task What_breaks_off_leaves_no_file()
    {
        var store = Open();
        await Assert.ThrowsAsync<KilledException>(() => store.PutAsync(_vendor, "a1", "00001-x", output =>
        {
            output.Write(new byte[10 << 20]);
            throw new KilledException();
        }));
        Assert.Null(store.Open(_vendor, "a1", "00001-x", 10 << 20));
    }

    [SkippableFact]
    public async Task Files_are_deleted_one_by_one_or_all_of_an_audit_and_of_no_other()
    {
        var store = Open();
        foreach (var (audit, file) in new[] { ("a1", "00001-x"), ("a1", "00002-x"), ("a1", "00003-x"), ("a11", "00001-x"), ("a", "00001-x") })
            await store.PutAsync(_vendor, audit, file, output => output.Write([1]));
        await store.DeleteAsync(_vendor, "a1", "00001-x");
        await store.DeleteAsync(_vendor, "a1", "00001-x");
        Assert.Null(store.Open(_vendor, "a1", "00001-x", 1));
        Assert.Equal([1], Read(store.Open(_vendor, "a1", "00002-x", 1)));
        await store.DeleteAllAsync(_vendor, "a1");
        await store.DeleteAllAsync(_vendor, "a1");
        await store.DeleteAllAsync(TestStore.NewVendor(), "a1");
        Assert.Null(store.Open(_vendor, "a1", "00002-x", 1));
        Assert.Equal([1], Read(store.Open(_vendor, "a11", "00001-x", 1)));
        Assert.Equal([1], Read(store.Open(_vendor, "a", "00001-x", 1)));
    }

    private ISliceStore Open()
    {
        Skip.If(Unavailable is not null, Unavailable);
        return SliceStore.Beside(Connection);
    }

    private static byte[] Read(Stream? file)
    {
        Assert.NotNull(file);
        using (file)
        {
            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            return bytes.ToArray();
        }
    }
}

[Collection(AzuriteFixture.Collection)]
public sealed class BlobSliceStoreTests(AzuriteFixture azurite) : SliceStoreContract
{
    protected override string? Unavailable => azurite.Unavailable;

    protected override string Connection => azurite.ConnectionString;
}

public sealed class DirectorySliceStoreTests : SliceStoreContract, IDisposable
{
    private readonly TestStore _test = new();

    protected override string Connection => $"Directory={Path.Combine(_test.Folder, "evidence")}";

    public void Dispose() => _test.Dispose();

    [Fact]
    public void It_lies_beside_the_evidence_and_not_in_it()
    {
        Assert.Equal(Path.Combine(_test.Folder, "evidence.slices"), SliceStore.Beside(Connection).Location);
        Assert.Equal(Path.Combine(_test.Folder, "evidence.slices"), SliceStore.Beside(Connection + "/").Location);
    }

    [Fact]
    public void It_may_lie_in_a_place_of_its_own()
    {
        Assert.Equal(Path.Combine(_test.Folder, "parts"), SliceStore.Open($"Directory={Path.Combine(_test.Folder, "parts")}").Location);
        Assert.Equal("https://parts.blob.core.windows.net/slices", SliceStore.Open("https://parts.blob.core.windows.net").Location);
        Assert.Contains("the slice store is not known", Assert.Throws<InputException>(() => SliceStore.Open("parts")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_audit_left_behind_a_week_ago_goes_when_another_of_the_vendor_ends()
    {
        var (vendor, folder) = (TestStore.NewVendor(), Path.Combine(_test.Folder, "slices"));
        await new DirectorySliceStore(folder).PutAsync(vendor, "left", "00001-x", output => output.Write([1]));
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        await new DirectorySliceStore(folder, new StoppedClock(now + Duration.FromDays(6))).DeleteAllAsync(vendor, "other");
        Assert.True(Directory.Exists(Path.Combine(folder, vendor.Value, "left")));
        await new DirectorySliceStore(folder, new StoppedClock(now + Duration.FromDays(8))).DeleteAllAsync(vendor, "other");
        Assert.False(Directory.Exists(Path.Combine(folder, vendor.Value, "left")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Directory=")]
    [InlineData("http://account.blob.core.windows.net")]
    public void A_store_that_is_not_named_rightly_is_refused(string connection) => Assert.Throws<InputException>(() => SliceStore.Beside(connection));
}
