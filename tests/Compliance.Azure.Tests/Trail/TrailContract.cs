using System.Text.Json.Nodes;
using Compliance.Azure.Tests.Storage;
using Compliance.Storage;
using Compliance.Trail;
using NodaTime;

namespace Compliance.Azure.Tests.Trail;

/// <summary>What <see cref="ITrail"/> promises, asked of every service that it runs on.</summary>
public abstract partial class TrailContract : StoreContract
{
    protected string Vendor { get; } = TestStore.NewVendor().Value;

    protected TrailEntry[] Entries(string act, int count, int padding = 0) =>
        [.. Enumerable.Range(0, count).Select(i => TrailEntry.Create(
            Vendor, Instant.FromUtc(2026, 3, 1, 0, 0), "evidence received", "system:test", null,
            new JsonObject { ["act"] = act, ["i"] = i, ["padding"] = new string('x', padding) }))];

    private static async Task<List<TrailEntry>> AllAsync(ITrail trail, string vendor, long from = 0)
    {
        var entries = new List<TrailEntry>();
        await foreach (var stored in trail.ReadAsync(vendor, from))
        {
            Assert.Equal(from + entries.Count, stored.Index);
            entries.Add(stored.Entry);
        }
        return entries;
    }

    private static IEnumerable<string> Hashes(IEnumerable<TrailEntry> entries) => entries.Select(entry => entry.Hash.ToString());

    [SkippableFact]
    public async Task A_log_that_was_never_written_is_empty()
    {
        var trail = Open().Trail;
        Assert.Equal(new TrailHead(0, EntryHash.EmptyRoot), await trail.HeadAsync(Vendor));
        Assert.Empty(await AllAsync(trail, Vendor));
    }

    [SkippableFact]
    public async Task Entries_lie_one_after_the_other_and_the_root_covers_them()
    {
        var trail = Open().Trail;
        Assert.Equal(new TrailPosition(0, 3), await trail.AppendAsync(Vendor, "a", Entries("a", 3)));
        Assert.Equal(new TrailPosition(3, 98), await trail.AppendAsync(Vendor, "b", Entries("b", 98)));
        var expected = Entries("a", 3).Concat(Entries("b", 98)).ToList();
        Assert.Equal(Hashes(expected), Hashes(await AllAsync(trail, Vendor)));
        Assert.Equal(Hashes(expected.Skip(40)), Hashes(await AllAsync(trail, Vendor, 40)));
        Assert.Equal(new TrailHead(101, MerkleFrontier.Empty.Append(expected.Select(entry => entry.Hash)).Root), await Open().Trail.HeadAsync(Vendor));
    }

    [SkippableFact]
    public async Task An_act_that_is_repeated_is_there_once_and_keeps_its_place()
    {
        var first = await Open().Trail.AppendAsync(Vendor, "a", Entries("a", 2));
        await Open().Trail.AppendAsync(Vendor, "b", Entries("b", 1));
        var trail = Open().Trail;
        Assert.Equal(first, await trail.AppendAsync(Vendor, "a", Entries("a", 2)));
        Assert.Equal(3, (await trail.HeadAsync(Vendor)).Size);
    }

    [SkippableFact]
    public async Task An_operation_key_does_not_serve_two_acts()
    {
        var trail = Open().Trail;
        await trail.AppendAsync(Vendor, "a", Entries("a", 1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => trail.AppendAsync(Vendor, "a", Entries("b", 1)));
        Assert.Equal(1, (await trail.HeadAsync(Vendor)).Size);
    }

    [SkippableFact]
    public async Task An_append_takes_what_the_limits_allow_and_not_more()
    {
        var trail = Open().Trail;
        await Assert.ThrowsAsync<ArgumentException>(() => trail.AppendAsync(Vendor, "none", []));
        await Assert.ThrowsAsync<ArgumentException>(() => trail.AppendAsync(Vendor, "many", Entries("many", 99)));
        await Assert.ThrowsAsync<ArgumentException>(() => trail.AppendAsync(Vendor, "large", Entries("large", 98, 30_000)));
        await Assert.ThrowsAsync<ArgumentException>(() => trail.AppendAsync(TestStore.NewVendor().Value, "other", Entries("other", 1)));
        var largest = TrailChunks.Cut(Entries("full", 98, 26_400)).First();
        Assert.InRange(largest.Sum(TrailChunks.EncodedBytes), TrailChunks.MaxBytes - 100_000, TrailChunks.MaxBytes);
        await trail.AppendAsync(Vendor, "full", largest);
        Assert.Equal(largest.Count, (await trail.HeadAsync(Vendor)).Size);
    }

    [SkippableFact]
    public async Task Eight_writers_at_once_leave_no_gap_and_no_double()
    {
        var writers = Enumerable.Range(0, 8).Select(_ => Open().Trail).ToList();
        var positions = await Task.WhenAll(writers.Select((trail, w) => Task.Run(async () =>
        {
            var mine = new List<(string Act, TrailPosition Position)>();
            for (var i = 0; i < 8; i++)
            {
                var act = $"{w}-{i}";
                mine.Add((act, await trail.AppendAsync(Vendor, act, Entries(act, 1 + (w + i) % 5))));
            }
            return mine;
        })));
        var all = await AllAsync(writers[0], Vendor);
        var acts = positions.SelectMany(mine => mine).OrderBy(act => act.Position.First).ToList();
        Assert.Equal(64, acts.Count);
        Assert.Equal(Hashes(acts.SelectMany(act => Entries(act.Act, act.Position.Count))), Hashes(all));
    }

    [SkippableFact]
    public async Task One_act_delivered_to_eight_at_once_is_there_once()
    {
        var writers = Enumerable.Range(0, 8).Select(_ => Open().Trail).ToList();
        var positions = await Task.WhenAll(writers.Select(trail => Task.Run(() => trail.AppendAsync(Vendor, "a", Entries("a", 5)))));
        Assert.All(positions, position => Assert.Equal(new TrailPosition(0, 5), position));
        Assert.Equal(5, (await writers[0].HeadAsync(Vendor)).Size);
    }
}
