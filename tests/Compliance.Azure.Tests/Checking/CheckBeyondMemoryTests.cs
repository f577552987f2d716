using Compliance.Azure.Tests.Storage;
using Compliance.Checking;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Azure.Tests.Checking;

/// <summary>Alone, because what others hold would be measured too.</summary>
[CollectionDefinition(nameof(CheckBeyondMemoryTests), DisableParallelization = true)]
[Collection(nameof(CheckBeyondMemoryTests))]
public sealed class CheckBeyondMemoryTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly VendorId _vendor = TestStore.NewVendor();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Twenty_thousand_entries_are_checked_in_memory_that_does_not_grow_with_them()
    {
        var store = _store.Open();
        var small = await PeakAsync(store, 2_000);
        var large = await PeakAsync(store, 18_000);
        // Live bytes at their highest, as seen between two pages.
        Assert.True(large < small + 8_000_000, $"{small} bytes for 2,000 entries, {large} for 20,000");
    }

    private async Task<long> PeakAsync(Store store, int more)
    {
        var before = (await store.Trail.HeadAsync(_vendor.Value)).Size;
        foreach (var (chunk, i) in Enumerable.Range(0, more).Chunk(98).Select((chunk, i) => (chunk, i)))
            await store.Trail.AppendAsync(_vendor.Value, $"{before}-{i}", CheckContract.Entries(_vendor, $"{before}-{i}", chunk.Length));
        var peak = 0L;
        var opened = new List<Store>();
        var (reader, transport) = TestStore.Faulty(_store.Connection, opened);
        transport.After = _ =>
        {
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            return null;
        };
        var result = await new TrailCheck(reader, null, TimeProvider.System).RunAsync(_vendor);
        opened.ForEach(one => one.Dispose());
        Assert.Empty(result.Problems);
        Assert.Equal(before + more, result.Entries);
        return peak;
    }
}
