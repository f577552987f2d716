using Compliance.Azure.Tests.Storage;
using NodaTime;

namespace Compliance.Functions.Tests.Slicing;

/// <summary>A sliced audit that is killed at each of its steps in turn, or whose messages come twice, leaves what an audit in one piece leaves, and nothing beside it.</summary>
public sealed class KilledSlicesTests : IDisposable
{
    private readonly SlicedWorld _world = new(logs: 2);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Read_in_slices_an_audit_finds_what_it_finds_in_one_piece_and_leaves_nothing_else()
    {
        var whole = await InOnePieceAsync();
        Assert.Contains("\"verdict\":\"fail\"", whole, StringComparison.Ordinal);
        Assert.DoesNotContain("left:", whole, StringComparison.Ordinal);
        var opened = new List<string>();
        var connection = await _world.OrderAsync("sliced.db");
        using (var process = new SlicedProcess(_world, connection, new PushedClock(SlicedWorld.Start), opened: opened.Add)) await process.DeliverAllAsync(Message.ForAudit());
        Assert.Equal(whole, await _world.LeftAsync(connection));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_at_any_step_and_taken_up_again_it_leaves_the_same(bool carriedOut)
    {
        var whole = await InOnePieceAsync();
        var counted = new KillSwitch();
        await RunKilledAsync("counted.db", counted, carriedOut);
        Assert.InRange(counted.Steps, 60, 400);
        for (var step = 1; step <= counted.Steps; step++)
        {
            var connection = await RunKilledAsync($"killed{step}.db", new KillSwitch(step), carriedOut);
            var left = await _world.LeftAsync(connection);
            Assert.True(whole == left, $"killed at step {step} of {counted.Steps}:\n{left}\ninstead of\n{whole}");
        }
    }

    [Fact]
    public async Task With_every_message_delivered_twice_it_leaves_the_same()
    {
        var connection = await _world.OrderAsync("twice.db");
        using (var process = new SlicedProcess(_world, connection, new PushedClock(SlicedWorld.Start)))
        {
            var queue = new Queue<Message>([Message.ForAudit()]);
            while (queue.TryDequeue(out var message))
                for (var delivery = 0; delivery < 2; delivery++)
                    foreach (var next in await process.DeliverAsync(message)) queue.Enqueue(next);
        }
        Assert.Equal(await InOnePieceAsync(), await _world.LeftAsync(connection));
    }

    [Fact]
    public async Task With_every_message_delivered_to_two_processes_at_once_it_leaves_the_same()
    {
        var connection = await _world.OrderAsync("both.db");
        var clock = new PushedClock(SlicedWorld.Start);
        using (var one = new SlicedProcess(_world, connection, clock))
        using (var other = new SlicedProcess(_world, connection, clock))
        {
            var queue = new Queue<Message>([Message.ForAudit()]);
            while (queue.TryDequeue(out var message))
            {
                // Whoever finds the lease taken waits for it to run out or to be prolonged.
                var both = Task.WhenAll(Task.Run(() => one.DeliverAsync(message)), Task.Run(() => other.DeliverAsync(message)));
                foreach (var next in (await both).SelectMany(messages => messages)) queue.Enqueue(next);
            }
        }
        Assert.Equal(await InOnePieceAsync(), await _world.LeftAsync(connection));
    }

    private async Task<string> InOnePieceAsync()
    {
        var connection = await _world.OrderAsync("whole.db");
        using (var process = new SlicedProcess(_world, connection, new PushedClock(SlicedWorld.Start), sliceBytes: 1L << 40)) await process.DeliverAllAsync(Message.ForAudit());
        return await _world.LeftAsync(connection);
    }

    // The queue delivers a message again whose function did not come to its end; what the dead process held has run out by then.
    private async Task<string> RunKilledAsync(string name, KillSwitch kill, bool carriedOut)
    {
        var connection = await _world.OrderAsync(name);
        var clock = new PushedClock(SlicedWorld.Start);
        var process = new SlicedProcess(_world, connection, clock, kill, carriedOut: carriedOut);
        var queue = new List<Message> { Message.ForAudit() };
        while (true)
        {
            try
            {
                if (queue.Count == 0)
                {
                    // Whose message went with the dead process is sent again.
                    clock.Push(Duration.FromMinutes(20));
                    await foreach (var lost in process.Store.Audits.ResendAsync(clock.Now)) queue.Add(Message.ForAudit(lost.Audit));
                    if (queue.Count == 0) break;
                }
                var next = await process.DeliverAsync(queue[0]);
                queue.RemoveAt(0);
                queue.AddRange(next);
            }
            catch (KilledException)
            {
                process.Dispose();
                process = new SlicedProcess(_world, connection, clock);
                clock.Push(SlicedProcess.Lease + Duration.FromSeconds(1));
            }
        }
        process.Dispose();
        return connection;
    }
}
