using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Verification;

namespace Compliance.Azure.Tests.Checking;

public abstract partial class CheckContract
{
    [SkippableFact]
    public async Task Entries_that_are_missing_are_a_gap()
    {
        var rows = await ThreeActsAsync();
        await rows.DeleteAsync(Vendor.Value, E(2), default);
        await rows.DeleteAsync(Vendor.Value, E(3), default);
        var result = await CheckAsync();
        var gap = Assert.Single(result.Problems);
        Assert.Equal((TrailProblemKind.Gap, 2, E(2)), (gap.Kind, gap.Index, gap.Place));
        Assert.Contains("2 to 3", gap.Detail, StringComparison.Ordinal);
        Assert.Null(result.Root);
    }

    [SkippableFact]
    public async Task Entries_that_are_missing_at_the_end_are_a_gap()
    {
        var rows = await ThreeActsAsync();
        await rows.DeleteAsync(Vendor.Value, E(7), default);
        var gap = Assert.Single((await CheckAsync()).Problems);
        Assert.Equal((TrailProblemKind.Gap, 7), (gap.Kind, gap.Index));
    }

    [SkippableTheory]
    [InlineData("D")]
    [InlineData("L")]
    public async Task Bytes_that_do_not_have_their_hash_are_named_and_nothing_that_follows_from_them(string column)
    {
        var rows = await ThreeActsAsync();
        var row = await RowAsync(rows, E(4));
        row.GetBinary(column)![10] ^= 1;
        await rows.PutAsync(row, default);
        var problem = Assert.Single((await CheckAsync()).Problems);
        Assert.Equal((TrailProblemKind.Modified, 4, E(4)), (problem.Kind, problem.Index, problem.Place));
    }

    [SkippableFact]
    public async Task An_entry_written_anew_with_its_hash_is_found_by_the_marker_of_its_operation()
    {
        var rows = await ThreeActsAsync();
        await ForgeAsync(rows, 3);
        var problem = Assert.Single((await CheckAsync()).Problems);
        Assert.Equal((TrailProblemKind.Modified, 1), (problem.Kind, problem.Index));
        Assert.StartsWith("b", problem.Place, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_entry_written_anew_with_its_hash_and_marker_is_found_by_the_root()
    {
        var rows = await ThreeActsAsync();
        await ForgeAsync(rows, 0);
        var marker = await RowAsync(rows, "b" + Operation("a"));
        marker["Leaves"] = SHA256.HashData((await RowAsync(rows, E(0))).GetBinary("L")!);
        await rows.PutAsync(marker, default);
        var problem = Assert.Single((await CheckAsync()).Problems);
        Assert.Equal((TrailProblemKind.Modified, 0, "h"), (problem.Kind, problem.Index, problem.Place));
    }

    [SkippableFact]
    public async Task Two_entries_that_changed_places_are_named()
    {
        var rows = await ThreeActsAsync();
        var (one, other) = (await RowAsync(rows, E(2)), await RowAsync(rows, E(4)));
        (one.RowKey, other.RowKey) = (E(4), E(2));
        await rows.PutAsync(one, default);
        await rows.PutAsync(other, default);
        var problem = await FirstAsync();
        Assert.Equal((TrailProblemKind.Reordered, 2), (problem.Kind, problem.Index));
        Assert.Contains("2 and 4", problem.Detail, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Entries_of_two_operations_that_changed_places_are_named()
    {
        var rows = await ThreeActsAsync();
        var (one, other) = (await RowAsync(rows, E(2)), await RowAsync(rows, E(6)));
        (one.RowKey, other.RowKey) = (E(6), E(2));
        await rows.PutAsync(one, default);
        await rows.PutAsync(other, default);
        var result = await CheckAsync();
        Assert.Contains(result.Problems, problem => (problem.Kind, problem.Index) == (TrailProblemKind.Reordered, 2));
        Assert.Contains(result.Problems, problem => (problem.Kind, problem.Index) == (TrailProblemKind.Reordered, 6));
    }

    [SkippableFact]
    public async Task An_entry_that_stands_there_twice_is_named()
    {
        var rows = await ThreeActsAsync();
        var copy = await RowAsync(rows, E(2));
        copy.RowKey = E(6);
        await rows.PutAsync(copy, default);
        var problem = await FirstAsync();
        Assert.Equal((TrailProblemKind.Duplicate, 6, E(6)), (problem.Kind, problem.Index, problem.Place));
        Assert.Contains("entry 2 once more", problem.Detail, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_row_where_the_log_has_ended_is_planted()
    {
        var rows = await ThreeActsAsync();
        var planted = await RowAsync(rows, E(7));
        planted.RowKey = E(700);
        await rows.PutAsync(planted, default);
        var problem = Assert.Single((await CheckAsync()).Problems);
        Assert.Equal((TrailProblemKind.Planted, 700, E(700)), (problem.Kind, problem.Index, problem.Place));
    }

    [SkippableTheory]
    [InlineData("a")]
    [InlineData("d")]
    [InlineData("e")]
    [InlineData("e0")]
    [InlineData("e12")]
    [InlineData("e0000000000000000001x")]
    [InlineData("f")]
    [InlineData("hx")]
    [InlineData("k12345678x")]
    [InlineData("r0000000000000000003")]
    [InlineData("t00-0000000000000000")]
    [InlineData("t99-0000000000000000")]
    [InlineData("t00-9223372036854775")]
    [InlineData("z")]
    [InlineData("zz")]
    [InlineData("ü")]
    public async Task A_row_that_no_log_has_is_planted(string key)
    {
        var rows = await ThreeActsAsync();
        await rows.PutAsync(new TableEntity(Vendor.Value, key) { ["D"] = new byte[8192] }, default);
        var problem = Assert.Single((await CheckAsync()).Problems);
        Assert.Equal((TrailProblemKind.Planted, key), (problem.Kind, problem.Place));
    }

    [SkippableFact]
    public async Task A_head_that_was_put_back_is_a_rollback()
    {
        var store = Open();
        var rows = await ThreeActsAsync(store);
        var old = await RowAsync(rows, "h");
        await store.Trail.AppendAsync(Vendor.Value, "d", Entries("d", 2));
        await rows.PutAsync(old, default);
        var result = await CheckAsync();
        Assert.Equal(8, result.Size);
        Assert.All(result.Problems, problem => Assert.Equal(TrailProblemKind.Rollback, problem.Kind));
        Assert.Equal(8, result.Problems[0].Index);
    }

    [SkippableFact]
    public async Task A_head_that_is_missing_is_noticed_and_the_entries_are_checked_all_the_same()
    {
        var rows = await ThreeActsAsync();
        await rows.DeleteAsync(Vendor.Value, "h", default);
        var row = await RowAsync(rows, E(5));
        row["Type"] = "audit completed";
        await rows.PutAsync(row, default);
        var result = await CheckAsync();
        Assert.Equal([(TrailProblemKind.Column, 5), (TrailProblemKind.Rollback, null)], result.Problems.Select(problem => (problem.Kind, problem.Index)));
        Assert.Equal(8, result.Size);
    }

    [SkippableFact]
    public async Task A_marker_that_is_missing_and_one_too_many_are_named()
    {
        var rows = await ThreeActsAsync();
        var marker = await RowAsync(rows, "b" + Operation("b"));
        await rows.DeleteAsync(Vendor.Value, marker.RowKey, default);
        var missing = Assert.Single((await CheckAsync()).Problems);
        Assert.Equal((TrailProblemKind.Gap, 1, marker.RowKey), (missing.Kind, missing.Index, missing.Place));
        await rows.PutAsync(marker, default);
        marker.RowKey = "b" + Operation("nothing");
        await rows.PutAsync(marker, default);
        var extra = Assert.Single((await CheckAsync()).Problems);
        Assert.Equal((TrailProblemKind.Planted, 1, marker.RowKey), (extra.Kind, extra.Index, extra.Place));
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public async Task An_operation_that_an_entry_did_not_come_with_is_a_column(int index)
    {
        var rows = await ThreeActsAsync();
        var row = await RowAsync(rows, E(index));
        row["Op"] = Operation("another");
        await rows.PutAsync(row, default);
        var problem = await FirstAsync();
        Assert.Equal(index, problem.Index);
        // Of an operation with a single entry nothing is left that could tell: then its marker is missing.
        Assert.Equal(index == 0 ? TrailProblemKind.Gap : TrailProblemKind.Column, problem.Kind);
    }

    private async Task ForgeAsync(StoreTable rows, long index)
    {
        var row = await RowAsync(rows, E(index));
        var was = TrailEntry.Parse(row.GetBinary("D"));
        var forged = TrailEntry.Create(was.Vendor, was.Time, was.Type, was.Actor, was.Audit, new JsonObject { ["forged"] = true });
        (row["D"], row["L"]) = (forged.Leaf.ToArray(), forged.Hash.ToArray());
        await rows.PutAsync(row, default);
    }
}
