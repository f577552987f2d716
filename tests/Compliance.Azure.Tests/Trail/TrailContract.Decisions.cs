using Azure.Data.Tables;
using Compliance.Azure.Tests.Storage;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Verification;
using NodaTime;

namespace Compliance.Azure.Tests.Trail;

public abstract partial class TrailContract
{
    private Task<TrailPosition> DecideAsync(Store store, string reason, Instant? at = null) => store.Halts.ResumeAsync(Id, TrailDecision.Continue, (halt, head) =>
        TrailResumed.Entry(Id, at ?? halt.At + Duration.FromHours(1), "system:test", TrailDecision.Continue, reason, halt, head));

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Of_two_who_decide_at_once_the_second_does_not_touch_what_was_appended_since(int request)
    {
        var (_, rows) = await ThreeActsAsync();
        await PlantAsync(rows, 3);
        await Open().Halts.HaltAsync(Id, Found);
        var (second, transport) = OpenFaulty();
        transport.Before = number =>
        {
            if (number == request) Task.Run(FirstAsync).Wait();
            return null;
        };
        await Assert.ThrowsAsync<InputException>(() => DecideAsync(second, "the other reason"));
        Assert.Equal("trail resumed", (await AllAsync(Open().Trail, Vendor))[3].Type);
        Assert.Equal(HashesOf("d", "e"), (await ActsAsync()).Skip(4));
        Assert.Single(await RowsAsync(rows, "z", "{"));
        Assert.Equal(new TrailPosition(5, 1), await AppendOneAsync(Open().Trail, "e"));

        async Task FirstAsync()
        {
            await DecideAsync(Open(), "one reason");
            await AppendOneAsync(Open().Trail, "d");
            await AppendOneAsync(Open().Trail, "e");
        }
    }

    [SkippableFact]
    public async Task Who_decides_second_is_told_that_another_decision_was_recorded()
    {
        await ThreeActsAsync();
        await Open().Halts.HaltAsync(Id, Found);
        HeldTransport? transport = null;
        var second = Open(TestStore.Plain with { Transport = inner => transport = new(inner) });
        transport!.Hold();
        var deciding = DecideAsync(second, "the other reason");
        await transport.ArrivedAsync();
        await DecideAsync(Open(), "one reason");
        transport.Release();
        Assert.Contains("another decision", (await Assert.ThrowsAsync<InputException>(() => deciding)).Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("of another", false)]
    [InlineData("of none", false)]
    [InlineData("absent", false)]
    [InlineData("of another", true)]
    public async Task A_head_is_not_rebuilt_over_an_entry_that_was_planted(string operation, bool headMissing)
    {
        var (_, rows) = await ThreeActsAsync();
        var planted = await RowAsync(rows, TrailRows.EntryKey(2));
        planted.RowKey = TrailRows.EntryKey(3);
        if (operation == "of none") planted["Op"] = new string('0', 64);
        if (operation == "absent") planted.Remove("Op");
        await rows.PutAsync(planted, default);
        var head = await RowAsync(rows, "h");
        if (headMissing) await rows.DeleteAsync(Vendor, "h", default);
        await Open().Halts.HaltAsync(Id, Found);
        var refused = await CannotAsync(TrailDecision.Rebuild);
        Assert.Contains("planted", refused, StringComparison.Ordinal);
        Assert.Contains("`continue`", refused, StringComparison.Ordinal);
        if (headMissing) await rows.PutAsync(head, default);
        Assert.Equal(new TrailPosition(3, 1), await ResumeAsync(Open(), TrailDecision.Continue));
        Assert.Single(await RowsAsync(rows, "z", "{"));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_saw_no_log_or_a_log_without_halt_looks_for_the_halt_again(bool begun)
    {
        var writer = Open();
        var rows = writer.Table("trail");
        if (begun) await AppendOneAsync(writer.Trail, "a");
        Assert.Equal(begun ? 1 : 0, (await writer.Trail.HeadAsync(Vendor)).Size);
        var head = begun ? await RowAsync(rows, "h") : null;
        await Open().Halts.HaltAsync(Id, Found);
        if (head is not null) await rows.PutAsync(head, default);
        await HaltedAsync(writer);
        await HaltedAsync(writer);
        Assert.Equal(begun ? 1 : 0, await rows.RowsAsync($"PartitionKey eq {Vendor} and RowKey ge {"e"} and RowKey lt {"f"}").CountAsync());
    }

    [SkippableFact]
    public async Task A_row_among_the_entries_that_no_index_has_is_set_aside_too()
    {
        var (writer, rows) = await ThreeActsAsync();
        string[] keys = ["e", "e0", "e0000000000000000000a", "e00000000000000000001", "e000000000000000000x", "e5", "eb"];
        foreach (var key in keys) await rows.PutAsync(new TableEntity(Vendor, key) { ["D"] = new byte[] { 1 } }, default);
        await Open().Halts.HaltAsync(Id, Found);
        Assert.Equal(new TrailPosition(3, 1), await ResumeAsync(Open(), TrailDecision.Continue));
        Assert.Equal(new TrailPosition(4, 1), await AppendOneAsync(writer.Trail, "d"));
        Assert.Equal(Enumerable.Range(0, 5).Select(i => TrailRows.EntryKey(i)), (await RowsAsync(rows, "e", "f")).Select(row => row.RowKey));
        var stamp = $"z{Found.At.ToUnixTimeMilliseconds():D15}-";
        var aside = await RowsAsync(rows, "z", "{");
        Assert.Equal(keys.Select(key => stamp + key).Order(StringComparer.Ordinal), aside.Select(row => row.RowKey));
        Assert.All(aside, row => Assert.Equal([1], row.GetBinary("D")));
    }

    [SkippableFact]
    public async Task A_decision_by_a_clock_that_is_behind_is_still_later_than_the_last()
    {
        var (writer, rows) = await ThreeActsAsync();
        await Open().Halts.HaltAsync(Id, Found);
        var first = Found.At + Duration.FromHours(1);
        await DecideAsync(Open(), "one reason", first);
        var old = await RowAsync(rows, "h");
        await AppendOneAsync(writer.Trail, "d");
        await AppendOneAsync(writer.Trail, "e");
        await rows.PutAsync(old, default);
        await Open().Halts.HaltAsync(Id, Found with { At = Found.At + Duration.FromDays(1) });
        await DecideAsync(Open(), "the other reason", first - Duration.FromDays(30));
        Assert.Equal(new TrailPosition(5, 1), await AppendOneAsync(writer.Trail, "f"));
        var decided = (await AllAsync(Open().Trail, Vendor))[4];
        Assert.Equal(first + Duration.FromMilliseconds(1), decided.Time);
        Assert.Equal(decided.Time.ToUnixTimeMilliseconds(), (await RowAsync(rows, "h")).GetInt64("Resumed"));
        Assert.Contains("the other reason", System.Text.Encoding.UTF8.GetString(decided.Leaf.Span), StringComparison.Ordinal);
    }
}
