using System.Globalization;
using Compliance.Azure.Tests.Storage;
using Compliance.Functions.Auditing;
using Compliance.Functions.Slicing;
using Compliance.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Compliance.Functions.Tests.Slicing;

/// <summary>A clock that goes on when it is told to.</summary>
internal sealed class PushedClock(Instant start) : TimeProvider
{
    private long _ticks = start.ToUnixTimeTicks();

    public Instant Now => Instant.FromUnixTimeTicks(Volatile.Read(ref _ticks));

    public void Push(Duration by) => Interlocked.Add(ref _ticks, by.BclCompatibleTicks);

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
}

/// <summary>The service as one process has it, without a host: what is done with a message is done here as the functions do it.</summary>
internal sealed class SlicedProcess : IDisposable
{
    /// <summary>The default of <c>VendorLease</c>.</summary>
    public static readonly Duration Lease = Duration.FromSeconds(60);

    private readonly SlicedWorld _world;
    private readonly PushedClock _clock;
    private readonly ServiceProvider _services;

    /// <param name="sliceBytes">1: every log is a slice.</param>
    public SlicedProcess(SlicedWorld world, string connection, PushedClock clock, KillSwitch? kill = null, long sliceBytes = 1, Action<string>? opened = null, bool carriedOut = false)
    {
        (_world, _clock) = (world, clock);
        kill ??= new KillSwitch();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddAuditing(new ServiceOptions { Store = connection, EvidenceStore = world.EvidenceConnection, AuditSchedule = "-", Slices = new SliceOptions { Bytes = sliceBytes } });
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(_ => Store.Open(connection, options: new StoreOptions { Clock = clock, Retries = 0, Transport = inner => Faulty(new FaultTransport(inner), kill, carriedOut) }));
        services.AddSingleton<IEvidenceStore>(_ => new WatchedEvidence(EvidenceStore.Open(world.EvidenceConnection), kill, opened ?? (_ => { })));
        services.AddSingleton<ISliceStore>(_ => new WatchedSlices(SliceStore.Beside(world.EvidenceConnection), kill));
        _services = services.BuildServiceProvider();
    }

    public Store Store => _services.GetRequiredService<Store>();

    /// <summary>Does what a message asks for; gives the messages that follow from it.</summary>
    public async Task<IReadOnlyList<Message>> DeliverAsync(Message message)
    {
        switch (message.Queue)
        {
            case "audits":
                Assert.True(AuditTicket.TryParse(message.Text, out var audit));
                return [.. (await _services.GetRequiredService<AuditDelivery>().RunAsync(audit, default)).Slices.Select(slice => new Message("slices", slice))];
            case "audits-poison":
                Assert.True(AuditTicket.TryParse(message.Text, out var abandoned));
                await _services.GetRequiredService<AuditDelivery>().AbandonAsync(abandoned, default);
                return [];
            default:
                Assert.True(SliceTicket.TryParse(message.Text, out var slice));
                var delivery = _services.GetRequiredService<SliceDelivery>();
                var next = message.Queue == "slices" ? await delivery.RunAsync(slice, default) : await delivery.AbandonAsync(slice, default);
                return next is null ? [] : [new("audits", next)];
        }
    }

    /// <summary>Delivers messages until there is none.</summary>
    public async Task DeliverAllAsync(params Message[] messages)
    {
        var queue = new Queue<Message>(messages);
        while (queue.TryDequeue(out var message))
            foreach (var next in await DeliverAsync(message)) queue.Enqueue(next);
    }

    /// <summary>The run of the audit, as it stands.</summary>
    public async Task<AuditRun> RunAsync() => (await Store.Audits.FindAsync(_world.Vendor, SlicedWorld.Audit))!;

    public Task<SliceCounts> CountsAsync() => Store.Slices.CountAsync(_world.Vendor, SlicedWorld.Audit);

    /// <summary>Delivers a slice in vain as often as it takes until it is settled: the last of a limited number of times.</summary>
    /// <returns>The messages that follow from it.</returns>
    public async Task<IReadOnlyList<Message>> GivenUpAsync(Message slice)
    {
        var number = int.Parse(slice.Text.AsSpan(slice.Text.LastIndexOf('/') + 1), CultureInfo.InvariantCulture);
        for (var times = 1; times <= 20; times++)
        {
            var next = await DeliverAsync(slice with { Queue = "slices-poison" });
            if (await Store.Slices.FindAsync(_world.Vendor, SlicedWorld.Audit, number) is not { IsSettled: false }) return next;
            Assert.Empty(next);
        }
        throw new InvalidOperationException($"{slice.Text} is never given up");
    }

    /// <summary>What lies in the outbox, due within the hour; null: nothing.</summary>
    public async Task<AuditMessage?> OutboxAsync()
    {
        await foreach (var message in Store.Outbox.DueAsync(_clock.Now + Duration.FromHours(1))) return message;
        return null;
    }

    /// <summary>Sends again what lies in the outbox; gives the audits asked for.</summary>
    public async Task<List<string>> ResentAsync()
    {
        var audits = new List<string>();
        await foreach (var message in Store.Audits.ResendAsync(_clock.Now)) audits.Add(message.Audit);
        return audits;
    }

    public void Dispose() => _services.Dispose();

    private static FaultTransport Faulty(FaultTransport transport, KillSwitch kill, bool carriedOut)
    {
        transport.Before = _ => kill.Now() ?? (carriedOut ? null : kill.Next());
        if (carriedOut) transport.After = _ => kill.Next();
        return transport;
    }
}

/// <summary>A message in a queue.</summary>
internal sealed record Message(string Queue, string Text)
{
    public static Message ForAudit(string audit = SlicedWorld.Audit) => new("audits", $"large/{audit}");

    public static Message ForSlice(int number) => new("slices", $"large/{SlicedWorld.Audit}/{number}");
}
