using System.Security.Cryptography;
using Azure.Data.Tables;
using Compliance.Azure.Tests.Storage;
using Compliance.Signing;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Verification;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Trail;

public abstract partial class TrailContract
{
    private static readonly TrailHalt Found = new(Instant.FromUtc(2026, 3, 2, 3, 15), new(TrailProblemKind.Modified, 1, "e0000000000000000001", "its bytes are not those of its hash"));

    private VendorId Id => VendorId.Parse(Vendor);

    private static TrailEntry Resumed(TrailHalt halt, TrailHead head, string vendor, TrailDecision decision = TrailDecision.Continue) =>
        TrailResumed.Entry(VendorId.Parse(vendor), halt.At + Duration.FromHours(1), "system:test", decision, "looked at it", halt, head);

    private Task<TrailPosition> ResumeAsync(Store store, TrailDecision decision) =>
        store.Halts.ResumeAsync(Id, decision, (halt, head) => Resumed(halt, head, Vendor, decision));

    private async Task HaltedAsync(Store store, string act = "next")
    {
        var halted = await Assert.ThrowsAsync<TrailHaltedException>(() => AppendOneAsync(store.Trail, act));
        Assert.Equal(Found, halted.Halt);
        Assert.Equal(Vendor, halted.Vendor);
    }

    private async Task<string> CannotAsync(TrailDecision decision) =>
        (await Assert.ThrowsAsync<InputException>(() => ResumeAsync(Open(), decision))).Message;

    private async Task<List<TableEntity>> RowsAsync(StoreTable rows, string begin, string end) =>
        await rows.RowsAsync($"PartitionKey eq {Vendor} and RowKey ge {begin} and RowKey lt {end}").ToListAsync();

    // Copies an entry to an index where there is none.
    private async Task PlantAsync(StoreTable rows, params long[] indexes)
    {
        foreach (var index in indexes)
        {
            var planted = await RowAsync(rows, TrailRows.EntryKey(0));
            planted.RowKey = TrailRows.EntryKey(index);
            await rows.PutAsync(planted, default);
        }
    }

    [SkippableFact]
    public async Task A_halted_log_takes_nothing_from_any_writer_and_can_be_read()
    {
        var (writer, _) = await ThreeActsAsync();
        var other = Open();
        await AppendOneAsync(other.Trail, "d");
        await writer.Halts.HaltAsync(Id, Found);
        await HaltedAsync(writer);
        await HaltedAsync(other);
        await HaltedAsync(Open());
        Assert.Equal(Found, await Open().Halts.FindAsync(Id));
        foreach (var reader in new[] { writer, other, Open() })
        {
            Assert.Equal(4, (await reader.Trail.HeadAsync(Vendor)).Size);
            Assert.Equal(4, (await AllAsync(reader.Trail, Vendor)).Count);
            Assert.Equal(4, await reader.Trail.LeavesAsync(Vendor, 0, 4).CountAsync());
        }
    }

    [SkippableFact]
    public async Task The_first_halt_stays()
    {
        await ThreeActsAsync();
        await Open().Halts.HaltAsync(Id, Found);
        await Open().Halts.HaltAsync(Id, Found with { At = Found.At + Duration.FromDays(1) });
        Assert.Equal(Found, await Open().Halts.FindAsync(Id));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_log_whose_head_is_missing_or_unreadable_is_halted_all_the_same(bool missing)
    {
        var (writer, rows) = await ThreeActsAsync();
        var head = await RowAsync(rows, "h");
        head.Remove("Root");
        if (missing) await rows.DeleteAsync(Vendor, "h", default);
        else await rows.PutAsync(head, default);
        await Open().Halts.HaltAsync(Id, Found);
        await HaltedAsync(writer);
        await HaltedAsync(Open());
    }

    [SkippableFact]
    public async Task A_head_put_back_from_before_the_halt_does_not_lift_it()
    {
        var (_, rows) = await ThreeActsAsync();
        var head = await RowAsync(rows, "h");
        await Open().Halts.HaltAsync(Id, Found);
        await rows.PutAsync(head, default);
        await HaltedAsync(Open());
        await Open().Halts.HaltAsync(Id, Found);
        Assert.True((await RowAsync(rows, "h")).GetBoolean("Halt"));
    }

    [SkippableFact]
    public async Task A_log_that_is_not_halted_has_nothing_to_decide()
    {
        await ThreeActsAsync();
        Assert.Null(await Open().Halts.FindAsync(Id));
        Assert.Contains("not halted", await CannotAsync(TrailDecision.Continue), StringComparison.Ordinal);
        Assert.Contains("not halted", await CannotAsync(TrailDecision.Rebuild), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_log_that_goes_on_says_so_and_keeps_what_lay_beyond_its_end()
    {
        var (writer, rows) = await ThreeActsAsync();
        await PlantAsync(rows, [3, .. Enumerable.Range(5, 90).Select(i => (long)i)]);
        await Open().Halts.HaltAsync(Id, Found);
        Assert.Equal(new TrailPosition(3, 1), await ResumeAsync(Open(), TrailDecision.Continue));
        Assert.Equal(new TrailPosition(4, 1), await AppendOneAsync(writer.Trail, "d"));
        Assert.Equal(new TrailPosition(5, 1), await AppendOneAsync(Open().Trail, "e"));
        Assert.Null(await Open().Halts.FindAsync(Id));
        var entries = await AllAsync(Open().Trail, Vendor);
        Assert.Equal("trail resumed", entries[3].Type);
        var aside = await RowsAsync(rows, "z", "{");
        Assert.Equal(91, aside.Count);
        Assert.Equal(aside[0].RowKey, $"z{Found.At.ToUnixTimeMilliseconds():D15}-{3:D19}");
        Assert.All(aside, row => Assert.Equal(entries[0].Leaf.ToArray(), row.GetBinary("D")));
    }

    [SkippableFact]
    public async Task A_head_rolled_back_and_continued_from_is_taken_by_those_who_saw_it_larger_and_lost_acts_can_be_repeated()
    {
        var (writer, rows) = await ThreeActsAsync();
        var old = await RowAsync(rows, "h");
        await AppendOneAsync(writer.Trail, "d");
        await AppendOneAsync(writer.Trail, "e");
        await rows.PutAsync(old, default);
        Assert.Contains("rolled back", await RefusedAsync(writer), StringComparison.Ordinal);
        await Open().Halts.HaltAsync(Id, Found);
        Assert.Equal(new TrailPosition(3, 1), await ResumeAsync(Open(), TrailDecision.Continue));
        Assert.Equal(new TrailPosition(4, 1), await AppendOneAsync(writer.Trail, "e"));
        Assert.Equal(HashesOf("a", "b", "c"), (await ActsAsync()).Take(3));
        Assert.Equal(HashesOf("e"), (await ActsAsync()).Skip(4));
        // Rolled back to before that decision, it is rolled back.
        await rows.PutAsync(old, default);
        Assert.Contains("rolled back", await RefusedAsync(writer), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("missing")]
    [InlineData("unreadable")]
    [InlineData("rolled back")]
    public async Task A_head_is_rebuilt_from_the_entries(string damage)
    {
        var (writer, rows) = await ThreeActsAsync();
        var head = await RowAsync(rows, "h");
        await AppendOneAsync(writer.Trail, "d");
        if (damage == "unreadable") head.Remove("Frontier");
        if (damage == "missing") await rows.DeleteAsync(Vendor, "h", default);
        else await rows.PutAsync(head, default);
        await Open().Halts.HaltAsync(Id, Found);
        if (damage != "rolled back") Assert.Contains("Decide `rebuild`", await CannotAsync(TrailDecision.Continue), StringComparison.Ordinal);
        Assert.Equal(new TrailPosition(4, 1), await ResumeAsync(Open(), TrailDecision.Rebuild));
        Assert.Equal(new TrailPosition(5, 1), await AppendOneAsync(writer.Trail, "e"));
        Assert.Equal(HashesOf("a", "b", "c", "d"), (await ActsAsync()).Take(4));
        Assert.Empty(await RowsAsync(rows, "z", "{"));
    }

    [SkippableTheory]
    [InlineData("gap", "entry 1 is missing")]
    [InlineData("end", "entry 2 is missing")]
    [InlineData("all", "it has no entries")]
    [InlineData("modified", "entry 1 is not what was appended")]
    [InlineData("foreign", "entry 1 is one of")]
    public async Task A_head_is_not_rebuilt_from_entries_that_are_not_whole(string damage, string problem)
    {
        var (_, rows) = await ThreeActsAsync();
        await rows.DeleteAsync(Vendor, "h", default);
        var row = await RowAsync(rows, TrailRows.EntryKey(1));
        var foreign = TrailEntry.Create("another-vendor", Found.At, "evidence received", "system:test", null, []);
        if (damage is "gap" or "all") await rows.DeleteAsync(Vendor, row.RowKey, default);
        if (damage is "end" or "all") await rows.DeleteAsync(Vendor, TrailRows.EntryKey(2), default);
        if (damage is "all") await rows.DeleteAsync(Vendor, TrailRows.EntryKey(0), default);
        if (damage is "modified") row["D"] = new byte[] { 1 };
        if (damage is "foreign") (row["D"], row["L"]) = (foreign.Leaf.ToArray(), foreign.Hash.ToArray());
        if (damage is "modified" or "foreign") await rows.PutAsync(row, default);
        await Open().Halts.HaltAsync(Id, Found);
        var refused = await CannotAsync(TrailDecision.Rebuild);
        Assert.Contains(problem, refused, StringComparison.Ordinal);
        Assert.Contains("export", refused, StringComparison.Ordinal);
        await HaltedAsync(Open());
    }

    [SkippableTheory]
    [InlineData(2, true, true)]
    [InlineData(4, true, true)]
    [InlineData(2, false, true)]
    [InlineData(4, false, false)]
    [InlineData(5, true, false)]
    public async Task A_log_does_not_go_on_against_what_was_signed(int covered, bool same, bool continues)
    {
        var (writer, rows) = await ThreeActsAsync();
        await AppendOneAsync(writer.Trail, "d");
        var hashes = (await AllAsync(writer.Trail, Vendor)).Take(covered).Select(entry => entry.Hash).ToList();
        var root = same ? MerkleFrontier.Empty.Append(hashes).Root : EntryHash.EmptyRoot;
        await rows.PutAsync(new TableEntity(Vendor, "s") { ["Size"] = (long)covered, ["Root"] = root.ToArray() }, default);
        await Open().Halts.HaltAsync(Id, Found);
        if (covered > 4 || !same) Assert.Contains("signed", await CannotAsync(TrailDecision.Rebuild), StringComparison.Ordinal);
        if (!continues) Assert.Contains("signed", await CannotAsync(TrailDecision.Continue), StringComparison.Ordinal);
        else Assert.Equal(new TrailPosition(4, 1), await ResumeAsync(Open(), TrailDecision.Continue));
    }

    [SkippableFact]
    public async Task A_log_does_not_go_on_from_before_a_checkpoint_though_the_state_of_signing_was_rolled_back_too()
    {
        var (writer, rows) = await ThreeActsAsync();
        var old = await RowAsync(rows, "h");
        await AppendOneAsync(writer.Trail, "d");
        var head = await writer.Trail.HeadAsync(Vendor);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signed = await SignedCheckpoint.SignAsync(new("test/log", head.Size, head.Root), [new FileSigner("test/log", key)], default);
        await rows.PutAsync(CheckpointRows.Checkpoint(Vendor, signed), default);
        await rows.PutAsync(old, default);
        await Open().Halts.HaltAsync(Id, Found);
        Assert.Contains("4 were signed", await CannotAsync(TrailDecision.Continue), StringComparison.Ordinal);
        Assert.Equal(new TrailPosition(4, 1), await ResumeAsync(Open(), TrailDecision.Rebuild));
    }

    [SkippableTheory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_request_of_a_halt_or_a_resumption_gets_no_answer_each_happens_once(bool carriedOut, string kind)
    {
        var (_, rows) = await ThreeActsAsync();
        for (var failing = 1; failing <= 12; failing++)
        {
            var (store, transport) = OpenFaulty();
            Exception? Fail(int request) => request == failing ? Fault(kind) : null;
            if (carriedOut) transport.After = Fail;
            else transport.Before = Fail;
            await PlantAsync(rows, 2 + failing, 3 + failing);
            await store.Halts.HaltAsync(Id, Found);
            Assert.Equal(new TrailPosition(2 + failing, 1), await ResumeAsync(store, TrailDecision.Continue));
        }
        var entries = await AllAsync(Open().Trail, Vendor);
        Assert.Equal(12, entries.Count(entry => entry.Type == "trail resumed"));
        Assert.Equal(15, entries.Count);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_halt_and_a_resumption_that_die_at_any_request_can_be_taken_up(bool carriedOut)
    {
        var (_, rows) = await ThreeActsAsync();
        for (var step = 1; step <= 14; step++)
        {
            await PlantAsync(rows, 2 + step, 3 + step);
            var (store, transport) = OpenFaulty();
            Exception? Die(int request) => request >= step ? new KilledException() : null;
            if (carriedOut) transport.After = Die;
            else transport.Before = Die;
            var died = await Record.ExceptionAsync(async () =>
            {
                await store.Halts.HaltAsync(Id, Found);
                await ResumeAsync(store, TrailDecision.Continue);
            });
            Assert.True(died is null or KilledException, died?.ToString());
            var size = (await Open().Trail.LeavesAsync(Vendor, 0, 2 + step).CountAsync());
            Assert.Equal(2 + step, size);
            if ((await RowAsync(rows, "h")).GetInt64("Size") == 2 + step)
            {
                await Open().Halts.HaltAsync(Id, Found);
                Assert.Equal(new TrailPosition(2 + step, 1), await ResumeAsync(Open(), TrailDecision.Continue));
            }
            Assert.Null(await Open().Halts.FindAsync(Id));
        }
        var entries = await AllAsync(Open().Trail, Vendor);
        Assert.Equal(14, entries.Count(entry => entry.Type == "trail resumed"));
        Assert.Equal(new TrailPosition(17, 1), await AppendOneAsync(Open().Trail, "next"));
    }
}
