using Compliance.Storage;
using NodaTime;

namespace Compliance.Functions.Tests.Slicing;

/// <summary>Whose turn it is: a sliced audit that waits or is judged, and others beside it.</summary>
public sealed class SlicedAuditTurnTests : IDisposable
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    private readonly SlicedWorld _world = new();
    private readonly PushedClock _clock = new(SlicedWorld.Start);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Another_audit_of_the_vendor_waits_until_the_slices_of_this_one_are_read_and_neither_is_out_of_date()
    {
        using var process = await OrderedAsync();
        var slices = await process.DeliverAsync(Message.ForAudit());
        _clock.Push(Minute);
        await process.Store.Audits.PlaceAsync(new AuditOrder { Vendor = _world.Vendor, Id = "later", StartedBy = "bob", Created = _clock.Now });
        Assert.Empty(await process.DeliverAsync(Message.ForAudit("later")));
        Assert.Equal(RunState.NotStarted, (await process.Store.Audits.FindAsync(_world.Vendor, "later"))!.State);
        Assert.Null(await process.Store.Audits.LeaseAsync(_world.Vendor, "terminal", _clock.Now, Minute));
        await process.DeliverAllAsync([.. slices]);
        _clock.Push(Minute);
        Assert.Equal(["later"], await process.ResentAsync());
        await process.DeliverAllAsync(Message.ForAudit("later"));
        Assert.Equal(RunState.Succeeded, (await process.RunAsync()).State);
        Assert.Equal(RunState.Succeeded, (await process.Store.Audits.FindAsync(_world.Vendor, "later"))!.State);
    }

    [Fact]
    public async Task An_audit_that_had_begun_before_the_vendor_was_kept_for_another_is_sent_again_and_does_not_use_up_its_deliveries()
    {
        using var process = await OrderedAsync();
        await process.Store.Audits.PlaceAsync(new AuditOrder { Vendor = _world.Vendor, Id = "begun", StartedBy = "bob", Created = _clock.Now });
        // Killed when it had only just begun.
        await process.Store.Audits.ClaimAsync(_world.Vendor, "begun", _clock.Now);
        _clock.Push(Minute * 2);
        var slices = await process.DeliverAsync(Message.ForAudit());
        for (var delivery = 0; delivery < 8; delivery++) Assert.Empty(await process.DeliverAsync(Message.ForAudit("begun")));
        await process.DeliverAsync(Message.ForAudit("begun") with { Queue = "audits-poison" });
        Assert.Equal((RunState.Running, 1), ((await process.Store.Audits.FindAsync(_world.Vendor, "begun"))!.State, (await process.Store.Audits.FindAsync(_world.Vendor, "begun"))!.Deliveries));
        await process.DeliverAllAsync([.. slices]);
        _clock.Push(Minute);
        Assert.Equal(["begun"], await process.ResentAsync());
    }

    [Fact]
    public async Task An_audit_that_waits_for_its_slices_is_not_given_up_and_one_whose_judging_never_ends_is()
    {
        using var process = await OrderedAsync();
        var slices = await process.DeliverAsync(Message.ForAudit());
        await process.DeliverAsync(Message.ForAudit() with { Queue = "audits-poison" });
        Assert.Equal(RunState.Running, (await process.RunAsync()).State);
        foreach (var slice in slices) await process.DeliverAsync(slice);
        await process.DeliverAsync(Message.ForAudit() with { Queue = "audits-poison" });
        Assert.Equal("gave-up", (await process.RunAsync()).ErrorCode);
        Assert.Empty(_world.FilesLeft());
        Assert.Null(await process.Store.Audits.KeptForAsync(_world.Vendor));
    }

    [Fact]
    public async Task When_the_message_is_lost_while_the_audit_is_judged_it_is_sent_again_and_the_vendor_is_not_kept_for_ever()
    {
        using var process = await OrderedAsync();
        foreach (var slice in await process.DeliverAsync(Message.ForAudit())) await process.DeliverAsync(slice);
        // Begun, and killed; its message never comes back.
        await process.Store.Audits.ClaimAsync(_world.Vendor, SlicedWorld.Audit, _clock.Now);
        Assert.Equal(SlicedWorld.Audit, await process.Store.Audits.KeptForAsync(_world.Vendor));
        _clock.Push(Minute);
        Assert.Equal([SlicedWorld.Audit], await process.ResentAsync());
        await process.DeliverAllAsync(Message.ForAudit());
        Assert.Equal(RunState.Succeeded, (await process.RunAsync()).State);
        Assert.Null(await process.Store.Audits.KeptForAsync(_world.Vendor));
        _clock.Push(Minute);
        Assert.Empty(await process.ResentAsync());
    }

    [Theory]
    [InlineData("audits")]
    [InlineData("audits-poison")]
    public async Task A_second_message_while_the_audit_is_judged_waits_and_neither_fails_nor_ends_it(string queue)
    {
        using var process = await OrderedAsync();
        foreach (var slice in await process.DeliverAsync(Message.ForAudit())) await process.DeliverAsync(slice);
        var judging = (await process.Store.Audits.LeaseAsync(_world.Vendor, $"{SlicedWorld.Audit}.judging", _clock.Now, Minute * 60))!;
        var second = Task.Run(() => process.DeliverAsync(Message.ForAudit() with { Queue = queue }));
        while (!second.IsCompleted)
        {
            await Task.Delay(50);
            _clock.Push(Duration.FromSeconds(1));
        }
        Assert.Empty(await second);
        Assert.Equal((RunState.Running, 1), ((await process.RunAsync()).State, (await process.RunAsync()).Deliveries));
        await judging.ReleaseAsync();
        _clock.Push(Minute);
        Assert.Equal([SlicedWorld.Audit], await process.ResentAsync());
        await process.DeliverAllAsync(Message.ForAudit());
        Assert.Equal(RunState.Succeeded, (await process.RunAsync()).State);
    }

    private async Task<SlicedProcess> OrderedAsync() => new(_world, await _world.OrderAsync("store.db"), _clock);
}
