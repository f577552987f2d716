using System.Text;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Export;

namespace Compliance.Tests.Trail.Export;

/// <summary>Alone, because others' garbage would be measured too.</summary>
[CollectionDefinition(nameof(ExportMemoryTests), DisableParallelization = true)]
[Collection(nameof(ExportMemoryTests))]
public sealed class ExportMemoryTests
{
    private const int Many = 200_000;
    private const long Megabyte = 1 << 20;

    [Fact]
    public async Task Memory_does_not_grow_with_the_entries()
    {
        var (few, many) = await LiveAsync(new Discarding());

        // Less is no fault: the pools of the runtime give back what other tests left there.
        Assert.InRange(many - few, long.MinValue, Megabyte);
    }

    [Fact]
    public async Task Of_a_zip_only_the_list_of_its_files_grows()
    {
        var (few, many) = await LiveAsync(await ZipTarget.CreateAsync(new BufferedStream(Stream.Null), default));

        // Two files for each 256 entries.
        Assert.InRange(many - few, long.MinValue, 2 * Megabyte);
    }

    [Fact]
    public async Task An_entry_allocates_little()
    {
        var request = await RequestAsync(Many, _ => { });
        var reading = Allocated(() => ReadAsync(request));
        var exporting = Allocated(() => TrailExport.WriteAsync(request, new Discarding()));

        // About a node of the tree.
        Assert.InRange((exporting - reading) / Many, 0, 200);

        // Nothing waits here, so that all of it is done on this thread.
        static long Allocated(Func<Task> work)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.True(work().IsCompletedSuccessfully);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static async Task ReadAsync(ExportRequest request)
    {
        var next = request.From;
        await foreach (var leaf in request.Leaves(request.From, request.To, default)) next = leaf.Index + 1;
        Assert.Equal(request.To, next);
    }

    /// <summary>Bytes alive when an export has begun, and at its end.</summary>
    private static async Task<(long Few, long Many)> LiveAsync(IExportTarget target)
    {
        var (few, many) = (0L, 0L);
        await TrailExport.WriteAsync(await RequestAsync(Many, progress =>
        {
            if (few == 0) few = GC.GetTotalMemory(forceFullCollection: true);
            if (progress.Done == progress.Total) many = GC.GetTotalMemory(forceFullCollection: true);
        }), target);
        Assert.NotEqual(0, few);
        Assert.NotEqual(0, many);
        return (few, many);
    }

    private static async Task<ExportRequest> RequestAsync(int count, Action<ExportProgress> report)
    {
        var frontier = MerkleFrontier.Empty;
        await foreach (var leaf in LeavesAsync(0, count)) frontier = frontier.Append([leaf.Hash]);
        var log = new TestLog(1);
        var request = await log.RequestAsync();
        return request with
        {
            To = count,
            Checkpoint = await log.SignAsync(new Checkpoint(TestLog.Origin, count, frontier.Root)),
            Leaves = (from, before, _) => LeavesAsync(from, before),
            Names = TestLog.Known(),
            Progress = new Reports(report),
        };
    }

    private static async IAsyncEnumerable<TrailLeaf> LeavesAsync(long from, long before)
    {
        for (var i = from; i < before; i++)
        {
            await Task.CompletedTask;
            var leaf = Encoding.UTF8.GetBytes($$"""{"actor":"{{TestLog.People[i % 3]}}","data":{"count":{{i}},"principal":"{{TestLog.People[0]}}","rule":"r"},"time":"t","type":"a","v":1,"vendor":"acme-bpo"}""");
            yield return new(i, leaf, EntryHash.OfLeaf(leaf));
        }
    }

    private sealed class Discarding : IExportTarget, IExportTargetFile
    {
        public bool ManyOpen => true;

        public ValueTask<IExportTargetFile> CreateAsync(string path, CancellationToken cancellationToken) => new(this);

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => default;

        public ValueTask DisposeAsync() => default;

        public ValueTask CompleteAsync(CancellationToken cancellationToken) => default;
    }

    private sealed class Reports(Action<ExportProgress> report) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value) => report(value);
    }
}
