using Compliance.Azure.Tests.Storage;
using Compliance.Findings;
using Compliance.Storage;
using NodaTime;

namespace Compliance.Functions.Tests.Slicing;

/// <summary>Slices that cannot be read: when they are given up, and what that is for the audit.</summary>
public sealed class UnreadSliceTests : IDisposable
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    private readonly SlicedWorld _world = new();
    private readonly PushedClock _clock = new(SlicedWorld.Start);

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Slices_that_could_not_be_read_are_findings_and_keep_checks_of_logs_from_passing(int failed)
    {
        using var process = await OrderedAsync();
        var slices = await process.DeliverAsync(Message.ForAudit());
        var last = new List<Message>();
        foreach (var (index, slice) in slices.Index()) last.AddRange(index < failed ? await process.GivenUpAsync(slice) : await process.DeliverAsync(slice));
        Assert.Equal([Message.ForAudit()], last);
        Assert.Equal(new SliceCounts(4, 4 - failed, failed), await process.CountsAsync());
        await process.DeliverAllAsync(Message.ForAudit());
        Assert.Equal(RunState.Succeeded, (await process.RunAsync()).State);
        var findings = new List<FindingRecord>();
        await foreach (var record in process.Store.Findings.AllAsync(_world.Vendor)) findings.Add(record);
        Assert.Equal(failed, findings.Count(record => record.Finding.Rule == "evidence-unread"));
        var result = (await process.Store.Audits.WholeResultAsync(await process.RunAsync()))!;
        Assert.Equal(Verdict.NotEvaluable, result.Checks.Single(check => check.Rule == "unknown-account").Verdict);
        Assert.Empty(_world.FilesLeft());
    }

    [Fact]
    public async Task A_slice_whose_reading_never_comes_to_its_end_fails_at_the_sixth_attempt_and_one_that_was_read_never()
    {
        var connection = await _world.OrderAsync("hopeless.db");
        using (var process = new SlicedProcess(_world, connection, _clock)) await process.DeliverAsync(Message.ForAudit());
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var killed = new SlicedProcess(_world, connection, _clock, opened: path => _ = path.StartsWith("logs/", StringComparison.Ordinal) ? throw new KilledException() : 0);
            await Assert.ThrowsAsync<KilledException>(() => killed.DeliverAsync(Message.ForSlice(3)));
        }
        using var last = new SlicedProcess(_world, connection, _clock);
        await last.DeliverAsync(Message.ForSlice(3));
        var slice = (await last.Store.Slices.FindAsync(_world.Vendor, SlicedWorld.Audit, 3))!;
        Assert.Equal((SliceState.Failed, "gave-up", "reading it was begun 5 times and never came to its end"), (slice.State, slice.ErrorCode, slice.ErrorMessage));
        await last.DeliverAsync(Message.ForSlice(1));
        await last.DeliverAsync(Message.ForSlice(1) with { Queue = "slices-poison" });
        Assert.Equal(SliceState.Read, (await last.Store.Slices.FindAsync(_world.Vendor, SlicedWorld.Audit, 1))!.State);
    }

    [Fact]
    public async Task A_slice_that_could_not_be_begun_is_left_waiting_while_an_outage_lasts()
    {
        using var process = await OrderedAsync();
        var slices = await process.DeliverAsync(Message.ForAudit());
        foreach (var slice in slices) Assert.Empty(await process.DeliverAsync(slice with { Queue = "slices-poison" }));
        Assert.Equal(new SliceCounts(4, 0, 0), await process.CountsAsync());
        // At the next look it has stood still, and all are asked for again.
        _clock.Push(Minute);
        Assert.Equal(slices, await process.DeliverAsync(Message.ForAudit()));
        await process.DeliverAllAsync([.. slices]);
        Assert.Equal(RunState.Succeeded, (await process.RunAsync()).State);
        await foreach (var record in process.Store.Findings.AllAsync(_world.Vendor)) Assert.NotEqual("evidence-unread", record.Finding.Rule);
    }

    [Fact]
    public async Task What_an_unread_slice_was_found_for_is_over_when_a_later_audit_reads_every_log()
    {
        using var process = await OrderedAsync();
        foreach (var slice in await process.DeliverAsync(Message.ForAudit())) await (slice == Message.ForSlice(2) ? process.GivenUpAsync(slice) : process.DeliverAsync(slice));
        await process.DeliverAllAsync(Message.ForAudit());
        _clock.Push(Minute);
        await process.Store.Audits.PlaceAsync(new AuditOrder { Vendor = _world.Vendor, Id = "later", StartedBy = "bob", Created = _clock.Now });
        await process.DeliverAllAsync(Message.ForAudit("later"));
        var later = (await process.Store.Audits.WholeResultAsync((await process.Store.Audits.FindAsync(_world.Vendor, "later"))!))!;
        Assert.Equal(Verdict.Pass, later.Checks.Single(check => check.Rule == "evidence-unread").Verdict);
        await foreach (var record in process.Store.Findings.AllAsync(_world.Vendor))
            if (record.Finding.Rule == "evidence-unread") Assert.Equal(FindingState.Resolved, record.Finding.State);
    }

    private async Task<SlicedProcess> OrderedAsync() => new(_world, await _world.OrderAsync("store.db"), _clock);
}
