using Compliance.Handling;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Verification;

namespace Compliance.Azure.Tests.Checking;

public abstract partial class CheckContract
{
    [SkippableFact]
    public async Task A_halted_log_that_holds_holds()
    {
        var store = Open();
        await ThreeActsAsync(store);
        await store.Halts.HaltAsync(Vendor, new TrailHalt(Start, new(TrailProblemKind.Gap, 1, E(1), "entry 1 is missing")));
        Assert.Empty((await CheckAsync()).Problems);
        await FlipHaltAsync(store.Table("trail"));
    }

    // The halt's words are the machine's own; that it is there, and nowhere else, is checked.
    private async Task FlipHaltAsync(StoreTable rows)
    {
        var (head, halt) = (await RowAsync(rows, "h"), await RowAsync(rows, "x"));
        await rows.DeleteAsync(Vendor.Value, "x", default);
        Assert.Equal("h", Assert.Single((await CheckAsync()).Problems).Place);
        await rows.PutAsync(halt, default);
        var without = Copy(head);
        without.Remove("Halt");
        await rows.PutAsync(without, default);
        Assert.Equal("x", Assert.Single((await CheckAsync()).Problems).Place);
    }

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(2, 5, 6)]
    public async Task What_was_decided_about_is_told_from_what_was_not(params int[] changed)
    {
        var store = Open();
        var rows = await ThreeActsAsync(store);
        foreach (var index in changed) await RetypeAsync(rows, index, "audit completed");
        var planted = await RowAsync(rows, E(7));
        planted.RowKey = E(9);
        await rows.PutAsync(planted, default);
        var found = (await CheckAsync(store)).Undecided!;
        Assert.Equal((TrailProblemKind.Column, 2), (found.Kind, found.Index));

        await ResumeAsync(store, TrailDecision.Continue, found);
        var after = await CheckAsync();
        // The planted row was set aside; the changed columns are known.
        Assert.Equal(changed.Select(index => (long?)index), after.Problems.Select(problem => problem.Index));
        Assert.Null(after.Undecided);
        await RetypeAsync(rows, 3, "audit completed");
        Assert.Contains($"{changed.Length + 1} lasting in all", (await CheckAsync()).Undecided!.Detail, StringComparison.Ordinal);
        await RetypeAsync(rows, 3, "evidence received");
        Assert.Null((await CheckAsync()).Undecided);
        // A row that is planted again is not the one that was decided about.
        planted.RowKey = E(20);
        await rows.PutAsync(planted, default);
        Assert.NotNull((await CheckAsync()).Undecided);
    }

    [SkippableFact]
    public async Task A_head_that_was_made_anew_and_is_lost_again_halts_the_log_again()
    {
        var store = Open();
        var rows = await ThreeActsAsync(store);
        await rows.DeleteAsync(Vendor.Value, "h", default);
        await ResumeAsync(store, TrailDecision.Rebuild, (await CheckAsync()).Undecided!);
        Assert.Empty((await CheckAsync()).Problems);
        await rows.DeleteAsync(Vendor.Value, "h", default);
        Assert.NotNull((await CheckAsync()).Undecided);
    }

    [SkippableFact]
    public async Task A_head_that_was_made_anew_leaves_what_was_decided_beside_it_decided_and_is_no_excuse_later()
    {
        var store = Open();
        var rows = await ThreeActsAsync(store);
        await RetypeAsync(rows, 2, "audit completed");
        await ForgeHeadAsync(rows);
        var found = await CheckAsync();
        Assert.Contains(found.Problems, problem => (problem.Place, problem.Index) == ("h", 0));
        await ResumeAsync(store, TrailDecision.Rebuild, found.Undecided!);
        var after = await CheckAsync();
        Assert.Equal(2, Assert.Single(after.Problems).Index);
        Assert.Null(after.Undecided);
        await ForgeHeadAsync(rows);
        Assert.NotNull((await CheckAsync()).Undecided);
    }

    // A head of the right size that follows from other entries.
    private async Task ForgeHeadAsync(StoreTable rows)
    {
        var head = await RowAsync(rows, "h");
        var frontier = MerkleFrontier.Empty;
        for (var i = 0L; i < head.GetInt64("Size"); i++) frontier = frontier.Append([EntryHash.OfLeaf([1])]);
        head["Root"] = frontier.Root.ToArray();
        head["Frontier"] = frontier.ToBytes();
        await rows.PutAsync(head, default);
    }

    private async Task ResumeAsync(Store store, TrailDecision decision, TrailProblem found)
    {
        await store.Halts.HaltAsync(Vendor, new TrailHalt(Start, found));
        await store.Halts.ResumeAsync(Vendor, decision, (halt, head) => TrailResumed.Entry(Vendor, Start, "system:test", decision, "as it is", halt, head));
    }
}
