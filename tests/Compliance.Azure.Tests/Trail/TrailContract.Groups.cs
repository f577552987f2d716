using Compliance.Azure.Tests.Storage;
using Compliance.Storage;
using Compliance.Trail;

namespace Compliance.Azure.Tests.Trail;

public abstract partial class TrailContract
{
    private (ITrail Trail, HeldTransport Transport) OpenHeld()
    {
        HeldTransport? transport = null;
        var store = Open(TestStore.Plain with { Transport = inner => transport = new(inner) });
        return (store.Trail, transport!);
    }

    // A writer whose first act is sent and held back: what is asked for now waits for it.
    private async Task<(ITrail Trail, HeldTransport Transport, Task<TrailPosition> First)> BusyWriterAsync()
    {
        var (trail, transport) = OpenHeld();
        await trail.AppendAsync(Vendor, "warm", Entries("warm", 1));
        transport.Hold();
        var first = trail.AppendAsync(Vendor, "first", Entries("first", 1));
        await transport.ArrivedAsync();
        return (trail, transport, first);
    }

    private Task<TrailPosition> AppendOneAsync(ITrail trail, string act, CancellationToken cancellationToken = default) =>
        trail.AppendAsync(Vendor, act, Entries(act, 1), cancellationToken);

    private async Task<List<string>> ActsAsync() => [.. Hashes(await AllAsync(Open().Trail, Vendor))];

    private IEnumerable<string> HashesOf(params string[] acts) => acts.SelectMany(act => Hashes(Entries(act, 1)));

    [SkippableFact]
    public async Task What_waits_for_a_transaction_goes_together_in_the_next_as_far_as_its_rows_reach()
    {
        var (trail, transport, first) = await BusyWriterAsync();
        var before = transport.Transactions;
        string[] acts = [.. Enumerable.Range(0, 60).Select(i => $"act {i}")];
        var waiting = acts.Select(act => AppendOneAsync(trail, act)).ToList();
        transport.Release();
        await first;
        var positions = await Task.WhenAll(waiting);
        // 49 markers, 49 entries and the head are 99 rows; the other 11 go after them.
        Assert.Equal(before + 2, transport.Transactions);
        Assert.Equal(Enumerable.Range(2, 60).Select(i => new TrailPosition(i, 1)), positions);
        Assert.Equal(HashesOf(["warm", "first", .. acts]), await ActsAsync());
    }

    [SkippableFact]
    public async Task Together_they_are_not_larger_than_one_append_may_be()
    {
        var (trail, transport, first) = await BusyWriterAsync();
        var before = transport.Transactions;
        var waiting = Enumerable.Range(0, 3).Select(i => trail.AppendAsync(Vendor, $"large {i}", Entries($"large {i}", 60, 20_000))).ToList();
        transport.Release();
        await first;
        await Task.WhenAll(waiting);
        Assert.Equal(before + 3, transport.Transactions);
        Assert.Equal(182, (await Open().Trail.HeadAsync(Vendor)).Size);
    }

    [SkippableFact]
    public async Task A_lone_append_is_sent_at_once()
    {
        var (trail, transport) = OpenHeld();
        for (var i = 0; i < 5; i++) Assert.Equal(new TrailPosition(i, 1), await AppendOneAsync(trail, $"act {i}"));
        // The first may find that there is no table yet.
        Assert.InRange(transport.Transactions, 5, 6);
    }

    [SkippableFact]
    public async Task An_act_asked_for_twice_at_once_is_sent_once_and_both_are_answered_alike()
    {
        var (trail, transport, first) = await BusyWriterAsync();
        var before = transport.Transactions;
        var waiting = Enumerable.Range(0, 4).Select(i => AppendOneAsync(trail, i % 2 == 0 ? "even" : "odd")).ToList();
        transport.Release();
        await first;
        Assert.Equal([new(2, 1), new(3, 1), new(2, 1), new(3, 1)], await Task.WhenAll(waiting));
        Assert.Equal(before + 1, transport.Transactions);
    }

    [SkippableFact]
    public async Task An_act_that_is_already_in_the_log_is_answered_and_the_rest_of_its_group_goes_on()
    {
        await AppendOneAsync(Open().Trail, "old 1");
        await AppendOneAsync(Open().Trail, "old 2");
        var (trail, transport, first) = await BusyWriterAsync();
        var waiting = new[] { "new 1", "old 1", "new 2", "old 2" }.Select(act => AppendOneAsync(trail, act)).ToList();
        transport.Release();
        await first;
        Assert.Equal([new(4, 1), new(0, 1), new(5, 1), new(1, 1)], await Task.WhenAll(waiting));
        Assert.Equal(HashesOf("old 1", "old 2", "warm", "first", "new 1", "new 2"), await ActsAsync());
    }

    [SkippableFact]
    public async Task A_key_used_for_another_act_fails_only_its_own_caller()
    {
        var (trail, transport, first) = await BusyWriterAsync();
        var before = AppendOneAsync(trail, "a");
        var refused = trail.AppendAsync(Vendor, "warm", Entries("another", 1));
        var after = AppendOneAsync(trail, "b");
        var second = trail.AppendAsync(Vendor, "b", Entries("not b", 1));
        transport.Release();
        await first;
        await Assert.ThrowsAsync<InvalidOperationException>(() => refused);
        await Assert.ThrowsAsync<InvalidOperationException>(() => second);
        Assert.Equal([new(2, 1), new(3, 1)], await Task.WhenAll(before, after));
        Assert.Equal(HashesOf("warm", "first", "a", "b"), await ActsAsync());
    }

    [SkippableTheory]
    [InlineData("First", "text")]
    [InlineData("Count", 1L)]
    [InlineData("Leaves", "text")]
    [InlineData("Leaves", null)]
    public async Task A_damaged_marker_fails_only_the_caller_of_its_act(string column, object? value)
    {
        var rows = Open().Table("trail");
        await AppendOneAsync(Open().Trail, "old");
        var marker = await RowAsync(rows, TrailRows.MarkerKey(new TrailOperation("old", Entries("old", 1)).Id));
        marker.Remove(column);
        if (value is not null) marker[column] = value;
        await rows.PutAsync(marker, default);
        var (trail, transport, first) = await BusyWriterAsync();
        var before = AppendOneAsync(trail, "a");
        var damaged = AppendOneAsync(trail, "old");
        var after = AppendOneAsync(trail, "b");
        transport.Release();
        await first;
        Assert.Contains("lacks a column, or one is of another type", (await Assert.ThrowsAsync<TrailInconsistentException>(() => damaged)).Message, StringComparison.Ordinal);
        Assert.Equal([new(3, 1), new(4, 1)], await Task.WhenAll(before, after));
        Assert.Equal(HashesOf("old", "warm", "first", "a", "b"), await ActsAsync());
    }

    [SkippableFact]
    public async Task Who_gives_up_while_waiting_is_told_at_once_and_what_was_not_sent_is_not_appended()
    {
        using var impatient = new CancellationTokenSource();
        var (trail, transport, first) = await BusyWriterAsync();
        var waits = AppendOneAsync(trail, "waits");
        var leaves = AppendOneAsync(trail, "leaves", impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        Assert.False(first.IsCompleted);
        transport.Release();
        Assert.Equal([new(1, 1), new(2, 1)], await Task.WhenAll(first, waits));
        Assert.Equal(HashesOf("warm", "first", "waits"), await ActsAsync());
    }

    [SkippableFact]
    public async Task Who_gives_up_when_it_was_sent_is_told_at_once_and_the_others_are_not_disturbed()
    {
        using var impatient = new CancellationTokenSource();
        var (trail, transport, first) = await BusyWriterAsync();
        var stays = AppendOneAsync(trail, "stays");
        var leaves = AppendOneAsync(trail, "leaves", impatient.Token);
        transport.ReleaseOne();
        await first;
        await transport.ArrivedAsync();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        Assert.False(stays.IsCompleted);
        transport.Release();
        Assert.Equal(new TrailPosition(2, 1), await stays);
        // What was sent cannot be called back; asked for again, it is where it was.
        Assert.Equal(new TrailPosition(3, 1), await AppendOneAsync(trail, "leaves"));
        Assert.Equal(HashesOf("warm", "first", "stays", "leaves"), await ActsAsync());
    }

    [SkippableTheory]
    [InlineData("reset")]
    [InlineData("busy")]
    [InlineData("timeout")]
    public async Task A_group_whose_answer_is_lost_is_there_once_and_each_is_answered_with_its_place(string kind)
    {
        var (trail, transport, first) = await BusyWriterAsync();
        var losing = transport.Transactions + 1;
        transport.After = number => number == losing ? Fault(kind) : null;
        string[] acts = ["a", "b", "c"];
        var waiting = acts.Select(act => AppendOneAsync(trail, act)).ToList();
        transport.Release();
        await first;
        Assert.Equal([new(2, 1), new(3, 1), new(4, 1)], await Task.WhenAll(waiting));
        Assert.Equal(new TrailPosition(5, 1), await AppendOneAsync(trail, "next"));
        Assert.Equal(HashesOf(["warm", "first", .. acts, "next"]), await ActsAsync());
    }

    [SkippableFact]
    public async Task A_group_that_lost_its_race_goes_on_behind_the_winner()
    {
        var (trail, transport, first) = await BusyWriterAsync();
        var waiting = new[] { "a", "b" }.Select(act => AppendOneAsync(trail, act)).ToList();
        await AppendOneAsync(Open().Trail, "winner");
        transport.Release();
        Assert.Equal(new TrailPosition(2, 1), await first);
        Assert.Equal([new(3, 1), new(4, 1)], await Task.WhenAll(waiting));
        Assert.Equal(HashesOf("warm", "winner", "first", "a", "b"), await ActsAsync());
    }

    [SkippableFact]
    public async Task Eight_writers_with_eight_callers_each_send_fewer_transactions_than_acts()
    {
        var writers = Enumerable.Range(0, 8).Select(_ => OpenHeld()).ToList();
        await AppendOneAsync(writers[0].Trail, "first");
        var positions = await Task.WhenAll(writers.SelectMany((writer, w) => Enumerable.Range(0, 8).Select(i => Task.Run(() => AppendOneAsync(writer.Trail, $"{w}-{i}")))));
        Assert.Equal(Enumerable.Range(1, 64).Select(i => (long)i), positions.Select(position => position.First).Order());
        Assert.Equal(65, (await ActsAsync()).Distinct().Count());
    }
}
