using System.Text.Json.Nodes;
using Compliance.Storage;
using Compliance.Trail;
using NodaTime;

namespace Compliance.Azure.Tests.Trail;

public sealed class AppendQueueTests
{
    private const string Vendor = "acme-bpo";

    private static TrailOperation Operation(string act, int count = 1, int padding = 0) => new(act, [.. Enumerable.Range(0, count).Select(i => TrailEntry.Create(
        Vendor, Instant.FromUtc(2026, 3, 1, 0, 0), "evidence received", "system:test", null,
        new JsonObject { ["act"] = act, ["i"] = i, ["padding"] = new string('x', padding) }))]);

    [Fact]
    public void Who_gives_up_while_a_group_is_filled_does_not_stop_those_who_are_added_after()
    {
        using var group = new AppendGroup();
        var (leaves, stays) = (new PendingAppend(Operation("leaves")), new PendingAppend(Operation("stays")));
        Assert.True(group.TryAdd(leaves));
        leaves.GiveUp(new(canceled: true));
        Assert.False(group.Abandoned.IsCancellationRequested);
        Assert.True(group.TryAdd(stays));
        group.Seal();
        Assert.False(group.Abandoned.IsCancellationRequested);
        stays.GiveUp(new(canceled: true));
        Assert.True(group.Abandoned.IsCancellationRequested);
    }

    [Fact]
    public void A_group_that_all_left_while_it_was_filled_is_stopped_when_it_is_full()
    {
        using var group = new AppendGroup();
        var leaves = new PendingAppend(Operation("leaves"));
        Assert.True(group.TryAdd(leaves));
        leaves.GiveUp(new(canceled: true));
        group.Seal();
        Assert.True(group.Abandoned.IsCancellationRequested);
    }

    [Fact]
    public async Task Who_waits_for_a_commit_that_is_broken_off_is_told_that_its_outcome_is_unknown()
    {
        var queue = new AppendQueue(async _ =>
        {
            await Task.Yield();
            throw new TaskCanceledException("network timeout");
        });
        var waits = queue.AppendAsync(Operation("waits"), default).WaitAsync(TimeSpan.FromSeconds(20));
        var told = await Assert.ThrowsAsync<TrailUnavailableException>(() => waits);
        Assert.Contains("same operation", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_for_a_log_has_a_bound_and_who_gave_up_takes_no_room()
    {
        var (taken, slow) = (new TaskCompletionSource(), new TaskCompletionSource());
        var queue = new AppendQueue(async group =>
        {
            taken.TrySetResult();
            await slow.Task;
            foreach (var operation in group.Operations.ToList()) group.Committed(operation, new(0, operation.Entries.Count));
        });
        var large = Operation("large", 98, 26_000);
        using var impatient = new CancellationTokenSource();
        List<Task<TrailPosition>> waiting = [queue.AppendAsync(large, default)];
        await taken.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var room = AppendQueue.MaxWaitingBytes / large.EncodedBytes;
        var leaves = queue.AppendAsync(large, impatient.Token);
        for (var i = 1; i < room; i++) waiting.Add(queue.AppendAsync(large, default));
        var refused = await Assert.ThrowsAsync<TrailUnavailableException>(() => queue.AppendAsync(large, default).WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains("64 MiB", refused.Message, StringComparison.Ordinal);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        waiting.Add(queue.AppendAsync(large, default));
        await Assert.ThrowsAsync<TrailUnavailableException>(() => queue.AppendAsync(large, default).WaitAsync(TimeSpan.FromSeconds(20)));
        slow.SetResult();
        Assert.All(await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(20)), position => Assert.Equal(new TrailPosition(0, 98), position));
        // All of it was answered: there is room again.
        Assert.Equal(new TrailPosition(0, 98), await queue.AppendAsync(large, default));
    }
}
