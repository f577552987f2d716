using Compliance.Azure.Tests.Storage;
using Compliance.Handling;
using Compliance.Storage;
using NodaTime;
using static Compliance.Azure.Tests.Handling.PrunedVendor;

namespace Compliance.Azure.Tests.Handling;

/// <summary>Pruning that is killed at each of its requests and deletions in turn: nothing is gone that no entry names, and repeated it has the
/// end that it has when nothing happens.</summary>
public sealed class EvidencePruningKilledTests : IDisposable
{
    private readonly PrunedVendor _vendor = new();

    public void Dispose() => _vendor.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_anywhere_and_repeated_it_has_deleted_what_the_trail_names_and_nothing_else(bool carriedOut)
    {
        var goes = await _vendor.PrepareAsync();
        var (whole, entries, steps) = await RunAsync("whole", int.MaxValue, carriedOut, goes);
        Assert.Equal(1, entries);
        Assert.InRange(steps, 12, 100);
        for (var step = 1; step <= steps; step++)
        {
            var (state, said, _) = await RunAsync($"killed{step}", step, carriedOut, goes);
            Assert.Equal(whole, state);
            Assert.InRange(said, 1, 2);
        }
    }

    private async Task<(string[] Paths, int Entries, int Steps)> RunAsync(string name, int last, bool carriedOut, string[] goes)
    {
        _vendor.CopyTo(name);
        var connection = $"Embedded={Path.Combine(_vendor.Folder, $"{name}.db")}";
        var files = new DirectoryEvidenceStore(Path.Combine(_vendor.Folder, name));
        var before = await PathsAsync(files);
        var steps = 0;
        KilledException? Step() => Interlocked.Increment(ref steps) >= last ? new KilledException() : null;
        var (store, transport) = TestStore.Faulty(connection, []);
        var evidence = new WatchedEvidence(files);
        if (carriedOut)
        {
            transport.After = _ => Step();
            evidence.Deleted = _ => { if (Step() is { } killed) throw killed; };
        }
        else
        {
            transport.Before = _ => Step();
            evidence.Deleting = _ => Step() is { } killed ? throw killed : null;
        }
        var died = await Record.ExceptionAsync(() => new EvidencePruning(store, evidence, Clock).PruneAsync(Whose, Month, "d.osei", _vendor.Keys(store, name)));
        Assert.True(died is null or KilledException, died?.ToString());
        store.Dispose();

        using var again = Store.Open(connection, options: TestStore.Plain);
        var named = (await EntriesAsync(again)).SelectMany(entry => entry.Files).ToList();
        Assert.Subset(named.ToHashSet(), before.Except(await PathsAsync(files)).ToHashSet());
        // When the lease of the one that died has run out.
        var pruning = new EvidencePruning(again, files, new StoppedClock(Now + Duration.FromMinutes(6)));
        await pruning.PruneAsync(Whose, Month, "d.osei", _vendor.Keys(again, name));
        Assert.Empty((await pruning.LookAsync(Whose, Month)).Outlived);
        var entries = await EntriesAsync(again);
        Assert.Equal(goes.Order(StringComparer.Ordinal), entries.SelectMany(entry => entry.Files).Distinct().Order(StringComparer.Ordinal));
        return (await PathsAsync(files), entries.Count, steps);
    }
}
