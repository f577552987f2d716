using System.Text;
using Compliance.Storage;
using NodaTime;

namespace Compliance.Functions.Tests.Slicing;

/// <summary>A slice that two want to read, that is read from evidence which changed, or whose file is lost again.</summary>
public sealed class SliceReadingTests : IDisposable
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly SlicedWorld _world = new();
    private readonly PushedClock _clock = new(SlicedWorld.Start);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_reader_that_comes_back_after_its_lease_has_run_out_changes_nothing()
    {
        using var paused = new ManualResetEventSlim();
        using var reached = new ManualResetEventSlim();
        var connection = await _world.OrderAsync("late.db");
        using var late = new SlicedProcess(_world, connection, _clock, opened: path =>
        {
            if (path != "logs/help-1.ndjson") return;
            reached.Set();
            paused.Wait();
        });
        using var other = new SlicedProcess(_world, connection, _clock);
        await other.DeliverAsync(Message.ForAudit());
        var reading = Task.Run(() => late.DeliverAsync(Message.ForSlice(2)));
        reached.Wait();
        _clock.Push(SlicedProcess.Lease + Duration.FromSeconds(1));
        await other.DeliverAsync(Message.ForSlice(2));
        var read = (await other.Store.Slices.FindAsync(_world.Vendor, SlicedWorld.Audit, 2))!;
        paused.Set();
        await reading;
        Assert.Equal(read, await other.Store.Slices.FindAsync(_world.Vendor, SlicedWorld.Audit, 2));
        Assert.Equal(read.File, Path.GetFileName(Assert.Single(_world.FilesLeft())));
        Assert.Equal((SliceState.Read, 2), (read.State, read.Claims));
    }

    [Fact]
    public async Task A_slice_that_is_being_read_is_not_read_by_a_second_delivery_nor_given_up()
    {
        using var paused = new ManualResetEventSlim();
        using var reached = new ManualResetEventSlim();
        var connection = await _world.OrderAsync("busy.db");
        using var reader = new SlicedProcess(_world, connection, _clock, opened: path =>
        {
            if (path != "logs/help-1.ndjson") return;
            reached.Set();
            paused.Wait();
        });
        using var other = new SlicedProcess(_world, connection, _clock);
        await other.DeliverAsync(Message.ForAudit());
        var reading = Task.Run(() => reader.DeliverAsync(Message.ForSlice(2)));
        reached.Wait();
        Assert.Empty(await other.DeliverAsync(Message.ForSlice(2) with { Queue = "slices-poison" }));
        var waiting = Task.Run(() => other.DeliverAsync(Message.ForSlice(2)));
        // As a reader does that lives, again and again: the delivery may have begun to wait after any of them.
        while (!waiting.IsCompleted)
        {
            await ProlongAsync(other);
            await Task.WhenAny(waiting, Task.Delay(Pause));
        }
        Assert.Empty(await waiting);
        paused.Set();
        await reading;
        var read = (await other.Store.Slices.FindAsync(_world.Vendor, SlicedWorld.Audit, 2))!;
        Assert.Equal((SliceState.Read, 1), (read.State, read.Claims));
    }

    private async Task ProlongAsync(SlicedProcess process)
    {
        var table = process.Store.Table("audits");
        var row = (await table.FindAsync(_world.Vendor.Value, $"s.{SlicedWorld.Audit}.000002.l", default))!;
        row["Expires"] = row.GetInt64("Expires")!.Value + Minute.BclCompatibleTicks;
        await table.PutAsync(row, default);
    }

    [Fact]
    public async Task Evidence_that_changed_before_its_slice_was_read_ends_the_audit_as_it_does_in_one_piece()
    {
        using var process = await OrderedAsync();
        var slices = await process.DeliverAsync(Message.ForAudit());
        await process.DeliverAsync(slices[0]);
        await _world.PutAsync("logs/help-2.ndjson", Encoding.UTF8.GetBytes("{}\n"));
        Assert.Equal([Message.ForAudit()], await process.DeliverAsync(slices[2]));
        await process.DeliverAllAsync(Message.ForAudit());
        var run = await process.RunAsync();
        Assert.Equal((RunState.Failed, "evidence-changed"), (run.State, run.ErrorCode));
        Assert.Contains("logs/help-2.ndjson", run.ErrorMessage, StringComparison.Ordinal);
        // What is still in the queue is not wanted any more.
        await process.DeliverAllAsync([.. slices]);
        Assert.Empty(_world.FilesLeft());
        Assert.Empty(await process.Store.Slices.ListAsync(_world.Vendor, SlicedWorld.Audit));
    }

    [Fact]
    public async Task A_slice_file_that_is_gone_is_made_again_before_the_audit_is_judged()
    {
        using var process = await OrderedAsync();
        foreach (var slice in await process.DeliverAsync(Message.ForAudit())) await process.DeliverAsync(slice);
        File.Delete(_world.FilesLeft().Single(file => Path.GetFileName(file).StartsWith("00003-", StringComparison.Ordinal)));
        Assert.Equal([Message.ForSlice(3)], await process.DeliverAsync(Message.ForAudit()));
        await process.DeliverAllAsync(Message.ForSlice(3));
        Assert.Equal(RunState.Succeeded, (await process.RunAsync()).State);
    }

    [Fact]
    public async Task A_slice_file_that_is_damaged_is_made_again()
    {
        using var process = await OrderedAsync();
        foreach (var slice in await process.DeliverAsync(Message.ForAudit())) await process.DeliverAsync(slice);
        var file = _world.FilesLeft().Single(path => Path.GetFileName(path).StartsWith("00002-", StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        Assert.Equal([Message.ForSlice(2)], await process.DeliverAsync(Message.ForAudit()));
        Assert.Equal([Message.ForAudit()], await process.DeliverAsync(Message.ForSlice(2)));
        await process.DeliverAsync(Message.ForAudit());
        Assert.Equal((RunState.Succeeded, 3), ((await process.RunAsync()).State, (await process.RunAsync()).Deliveries));
    }

    private async Task<SlicedProcess> OrderedAsync() => new(_world, await _world.OrderAsync("store.db"), _clock);
}
