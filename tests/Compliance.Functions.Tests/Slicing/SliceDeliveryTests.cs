using Compliance.Evidence;
using Compliance.Functions.Slicing;
using Compliance.Slices;
using Compliance.Storage;
using NodaTime;

namespace Compliance.Functions.Tests.Slicing;

/// <summary>What becomes of the messages of a sliced audit: how far it is, who asks for what, and what is sent again.</summary>
public sealed class SliceDeliveryTests : IDisposable
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    private readonly SlicedWorld _world = new();
    private readonly PushedClock _clock = new(SlicedWorld.Start);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task While_its_slices_are_read_an_audit_says_how_far_it_is_and_counts_no_delivery_as_failed()
    {
        using var process = await OrderedAsync();
        var slices = await process.DeliverAsync(Message.ForAudit());
        Assert.Equal(["large/large-1/1", "large/large-1/2", "large/large-1/3", "large/large-1/4"], slices.Select(message => message.Text));
        Assert.Equal(new SliceCounts(4, 0, 0), await process.CountsAsync());
        Assert.Empty(await process.DeliverAsync(slices[2]));
        Assert.Equal(new SliceCounts(4, 1, 0), await process.CountsAsync());
        // As often as it is asked for: far more than five times.
        for (var asked = 0; asked < 12; asked++) await process.DeliverAsync(Message.ForAudit());
        var run = await process.RunAsync();
        Assert.Equal((RunState.Running, 1, 1), (run.State, run.Deliveries, run.Forgiven));
        await process.DeliverAllAsync([.. slices]);
        Assert.Equal((RunState.Succeeded, 2), ((await process.RunAsync()).State, (await process.RunAsync()).Deliveries));
        Assert.Empty(_world.FilesLeft());
    }

    [Fact]
    public async Task The_last_slice_asks_for_the_audit_and_no_message_that_comes_again_does()
    {
        using var process = await OrderedAsync();
        var slices = await process.DeliverAsync(Message.ForAudit());
        foreach (var slice in slices.Skip(1)) Assert.Empty(await process.DeliverAsync(slice));
        Assert.Equal([Message.ForAudit()], await process.DeliverAsync(slices[0]));
        foreach (var slice in slices) Assert.Empty(await process.DeliverAsync(slice));
        Assert.Equal(4, _world.FilesLeft().Count);
        await process.DeliverAllAsync(Message.ForAudit());
        Assert.Equal(RunState.Succeeded, (await process.RunAsync()).State);
    }

    [Fact]
    public async Task Messages_that_are_lost_are_sent_again_when_the_audit_stands_still_and_not_while_it_goes_on()
    {
        using var process = await OrderedAsync();
        var slices = await process.DeliverAsync(Message.ForAudit());
        await process.DeliverAsync(slices[0]);
        _clock.Push(Minute);
        Assert.Equal([SlicedWorld.Audit], await process.ResentAsync());
        // It has come forward since it was laid aside.
        Assert.Empty(await process.DeliverAsync(Message.ForAudit()));
        _clock.Push(Minute);
        Assert.Equal([SlicedWorld.Audit], await process.ResentAsync());
        Assert.Equal(slices.Skip(1), await process.DeliverAsync(Message.ForAudit()));
        // Where nothing moves it is looked at ever less often.
        _clock.Push(Minute);
        Assert.Empty(await process.ResentAsync());
        _clock.Push(Minute);
        Assert.Equal([SlicedWorld.Audit], await process.ResentAsync());
        foreach (var slice in slices.Skip(1)) await process.DeliverAsync(slice);
        // The message that the last of them sent is lost too.
        _clock.Push(Minute * 20);
        Assert.Equal([SlicedWorld.Audit], await process.ResentAsync());
        await process.DeliverAllAsync(Message.ForAudit());
        Assert.Equal(RunState.Succeeded, (await process.RunAsync()).State);
        _clock.Push(Minute * 20);
        Assert.Empty(await process.ResentAsync());
    }

    [Fact]
    public async Task A_message_that_came_in_vain_does_not_count_as_a_look_at_an_audit_that_waits()
    {
        using var process = await OrderedAsync();
        var slices = await process.DeliverAsync(Message.ForAudit());
        var before = await process.OutboxAsync();
        Assert.NotNull(before);
        _clock.Push(Minute);
        await process.DeliverAsync(Message.ForAudit() with { Queue = "audits-poison" });
        Assert.Equal(before, await process.OutboxAsync());
        Assert.Equal(slices, await process.DeliverAsync(Message.ForAudit()));
    }

    [Fact]
    public async Task What_names_no_slice_is_dropped()
    {
        using var process = await OrderedAsync();
        Assert.Empty(await process.DeliverAsync(Message.ForSlice(1)));
        await process.DeliverAsync(Message.ForAudit());
        Assert.Empty(await process.DeliverAsync(Message.ForSlice(5)));
        Assert.Empty(await process.DeliverAsync(new("slices", "nobody/large-1/1")));
        Assert.Empty(await process.DeliverAsync(new("slices-poison", "large/none/1")));
        Assert.Equal(new SliceCounts(4, 0, 0), await process.CountsAsync());
    }

    [Fact]
    public async Task Another_version_that_shares_the_logs_out_otherwise_ends_the_audit_with_a_code_of_its_own()
    {
        using var process = await OrderedAsync();
        var run = (await process.Store.Audits.ClaimAsync(_world.Vendor, SlicedWorld.Audit, _clock.Now))!;
        await process.Store.SlicedRuns.FreezeAsync(run, () => new FrozenSlices(1, "as another version did", SliceKey.Draw()));
        await process.DeliverAllAsync(Message.ForAudit());
        Assert.Equal((RunState.Failed, "plan-changed"), ((await process.RunAsync()).State, (await process.RunAsync()).ErrorCode));
        Assert.Empty(_world.FilesLeft());
    }

    [Fact]
    public void However_many_logs_there_are_the_slices_are_not_more_than_a_thousand()
    {
        List<VendorFile> logs = [.. Enumerable.Range(0, 5000).Select(number => new VendorFile($"logs/{number:D4}", 1 << 20, null))];
        var shared = SlicedAudit.Share(logs, 1 << 20);
        Assert.Equal((8 << 20, 625), (shared.SliceBytes, SlicedAudit.PlanOf(logs, shared).Slices.Count));
        Assert.Equal(1 << 20, SlicedAudit.Share([.. logs.Take(1000)], 1 << 20).SliceBytes);
    }

    private async Task<SlicedProcess> OrderedAsync() => new(_world, await _world.OrderAsync("store.db"), _clock);
}
