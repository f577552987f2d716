using Azure.Data.Tables;
using Compliance.Storage;
using Compliance.Trail;

namespace Compliance.Azure.Tests.Trail;

public abstract partial class TrailContract
{
    private async Task<(Store Writer, StoreTable Rows)> ThreeActsAsync()
    {
        var store = Open();
        foreach (var act in new[] { "a", "b", "c" }) await store.Trail.AppendAsync(Vendor, act, Entries(act, 1));
        return (store, store.Table("trail"));
    }

    private async Task<string> RefusedAsync(Store? store = null)
    {
        var refused = await Assert.ThrowsAsync<TrailInconsistentException>(() => (store ?? Open()).Trail.AppendAsync(Vendor, "next", Entries("next", 1)));
        Assert.Equal(Vendor, refused.Vendor);
        return refused.Message;
    }

    private async Task<TableEntity> RowAsync(StoreTable rows, string key) => (await rows.FindAsync(Vendor, key, default))!;

    [SkippableFact]
    public async Task A_head_that_was_rolled_back_is_noticed_by_old_and_new_writers()
    {
        var (store, rows) = await ThreeActsAsync();
        var old = await RowAsync(rows, "h");
        await store.Trail.AppendAsync(Vendor, "d", Entries("d", 1));
        await rows.PutAsync(old, default);
        Assert.Contains("rolled back", await RefusedAsync(store), StringComparison.Ordinal);
        Assert.Contains("at or after index 3", await RefusedAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_head_rolled_back_with_its_rows_is_noticed_by_who_saw_them()
    {
        var (store, rows) = await ThreeActsAsync();
        var old = await RowAsync(rows, "h");
        await store.Trail.AppendAsync(Vendor, "d", Entries("d", 1));
        await rows.PutAsync(old, default);
        await rows.DeleteAsync(Vendor, TrailRows.EntryKey(3), default);
        Assert.Contains("rolled back", await RefusedAsync(store), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_row_planted_ahead_of_the_head_is_not_built_upon()
    {
        var (store, rows) = await ThreeActsAsync();
        var planted = await RowAsync(rows, TrailRows.EntryKey(2));
        planted.RowKey = TrailRows.EntryKey(3);
        await rows.PutAsync(planted, default);
        Assert.Contains("at or after index 3", await RefusedAsync(store), StringComparison.Ordinal);
        planted.RowKey = TrailRows.EntryKey(700);
        await rows.PutAsync(planted, default);
        await rows.DeleteAsync(Vendor, TrailRows.EntryKey(3), default);
        Assert.Contains("at or after index 3", await RefusedAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_log_without_its_head_is_not_begun_again()
    {
        var (store, rows) = await ThreeActsAsync();
        await rows.DeleteAsync(Vendor, "h", default);
        Assert.Contains("head", await RefusedAsync(store), StringComparison.Ordinal);
        Assert.Contains("its head is missing, but rows are there", await RefusedAsync(), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("Root")]
    [InlineData("Frontier")]
    [InlineData("Size")]
    [InlineData("Fmt")]
    public async Task A_head_that_does_not_add_up_is_refused(string column)
    {
        var (_, rows) = await ThreeActsAsync();
        var head = await RowAsync(rows, "h");
        if (head[column] is byte[] bytes) bytes[0] ^= 1;
        else if (column == "Size") head[column] = 4L;
        else head[column] = 2;
        await rows.PutAsync(head, default);
        Assert.Contains("its head cannot be read", await RefusedAsync(), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_last_entry_that_is_missing_or_another_is_refused(bool missing)
    {
        var (_, rows) = await ThreeActsAsync();
        var last = await RowAsync(rows, TrailRows.EntryKey(2));
        if (missing)
        {
            await rows.DeleteAsync(Vendor, last.RowKey, default);
        }
        else
        {
            var other = Entries("forged", 1)[0];
            (last["D"], last["L"]) = (other.Leaf.ToArray(), other.Hash.ToArray());
            await rows.PutAsync(last, default);
        }
        Assert.Contains("its last entry, index 2", await RefusedAsync(), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("missing", "entry 1 is missing")]
    [InlineData("leaf", "not those of its hash")]
    [InlineData("leaf and hash", "do not fold to its root")]
    [InlineData("no leaf", "not JSON")]
    public async Task Reading_notices_an_entry_that_is_not_what_was_appended(string change, string problem)
    {
        var (store, rows) = await ThreeActsAsync();
        var row = await RowAsync(rows, TrailRows.EntryKey(1));
        var forged = Entries("forged", 1)[0];
        if (change == "missing") await rows.DeleteAsync(Vendor, row.RowKey, default);
        if (change.StartsWith("leaf", StringComparison.Ordinal)) row["D"] = forged.Leaf.ToArray();
        if (change == "leaf and hash") row["L"] = forged.Hash.ToArray();
        if (change == "no leaf") row["D"] = new byte[] { 1, 2, 3 };
        if (change != "missing") await rows.PutAsync(row, default);
        var noticed = await Assert.ThrowsAsync<TrailInconsistentException>(() => AllAsync(store.Trail, Vendor));
        Assert.Contains(problem, noticed.Message, StringComparison.Ordinal);
    }
}
