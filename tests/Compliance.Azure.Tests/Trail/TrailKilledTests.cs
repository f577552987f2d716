using System.Diagnostics;
using System.Globalization;
using Compliance.Azure.Tests.Storage;
using Compliance.Azure.Tests.Writer;
using Compliance.Storage;
using Compliance.Trail;

namespace Compliance.Azure.Tests.Trail;

/// <summary>A writer that is a process of its own is killed by the system, with no chance to tidy up.</summary>
public sealed class TrailKilledTests : IDisposable
{
    private const string Vendor = "acme-bpo";
    private readonly TestStore _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(33)]
    public async Task A_process_killed_while_it_appends_leaves_every_acknowledged_act_once_and_no_half_one(int acknowledgedBeforeKill)
    {
        var acknowledged = await AppendUntilKilledAsync(acknowledgedBeforeKill);
        using var store = Store.Open(_test.Connection);
        var before = await HashesAsync(store);
        var acts = Enumerable.Range(0, acknowledged + 1).Select(act => TrailWriter.EntriesOf(Vendor, act)).ToList();
        var whole = acts.Take(acknowledged).SelectMany(Hashes).ToList();
        // The last act may have been committed without the word of it getting out.
        Assert.True(before.SequenceEqual(whole) || before.SequenceEqual(whole.Concat(Hashes(acts[^1]))), $"{before.Count} entries after {acknowledged} acts");
        // Its successor begins by doing that act again.
        Assert.Equal(new TrailPosition(whole.Count, acts[^1].Count), await store.Trail.AppendAsync(Vendor, TrailWriter.KeyOf(acknowledged), acts[^1]));
        Assert.Equal(whole.Concat(Hashes(acts[^1])), await HashesAsync(store));
    }

    private static IEnumerable<string> Hashes(IEnumerable<TrailEntry> entries) => entries.Select(entry => entry.Hash.ToString());

    private static async Task<List<string>> HashesAsync(Store store)
    {
        var hashes = new List<string>();
        await foreach (var stored in store.Trail.ReadAsync(Vendor)) hashes.Add(stored.Entry.Hash.ToString());
        return hashes;
    }

    // How many acts were acknowledged in the end.
    private async Task<int> AppendUntilKilledAsync(int acknowledgedBeforeKill)
    {
        var writer = Path.Combine(AppContext.BaseDirectory, "Compliance.Azure.Tests.Writer.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [writer, "trail", _test.Connection, Vendor]) { RedirectStandardOutput = true })!;
        var acknowledged = 0;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            Assert.Equal(acknowledged++, int.Parse(line, CultureInfo.InvariantCulture));
            if (acknowledged == acknowledgedBeforeKill) process.Kill();
        }
        await process.WaitForExitAsync();
        Assert.True(acknowledged >= acknowledgedBeforeKill, $"the writer ended by itself after {acknowledged} acts");
        return acknowledged;
    }
}
