using System.Text;
using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Azure.Tests.Tables;

public abstract partial class TableServiceContract
{
    private static readonly DateTimeOffset FirstInstant = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<object> Values => new()
    {
        "",
        "line\nand \"quote\" and é日本\U0001F600\u2028",
        true,
        false,
        0,
        int.MinValue,
        0L,
        long.MaxValue,
        0.0,
        5.0,
        -1.5e-300,
        double.MaxValue,
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
        new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.Zero).AddTicks(1),
        new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero),
        Array.Empty<byte>(),
        new byte[] { 0, 1, 127, 128, 255 },
    };

    [SkippableTheory]
    [MemberData(nameof(Values))]
    public async Task A_value_comes_back_with_its_type(object value)
    {
        await Table.AddEntityAsync(Row("r", ("P", value)));
        var read = (await Table.GetEntityAsync<TableEntity>(Partition, "r")).Value["P"];
        Assert.Equal(value.GetType(), read.GetType());
        Assert.Equal(value, read);
    }

    [SkippableFact]
    public async Task An_instant_in_another_zone_comes_back_as_the_same_instant()
    {
        var manila = new DateTimeOffset(2026, 1, 1, 7, 30, 0, TimeSpan.FromHours(8));
        await Table.AddEntityAsync(Row("r", ("T", manila), ("U", manila.UtcDateTime)));
        var read = (await Table.GetEntityAsync<TableEntity>(Partition, "r")).Value;
        Assert.Equal(manila, read.GetDateTimeOffset("T"));
        Assert.Equal(manila.UtcDateTime, read.GetDateTime("U"));
    }

    [SkippableFact]
    public async Task Null_is_not_stored()
    {
        var row = Row("r", ("A", 1));
        row["B"] = null;
        await Table.AddEntityAsync(row);
        Assert.False((await Table.GetEntityAsync<TableEntity>(Partition, "r")).Value.ContainsKey("B"));
    }

    [SkippableFact]
    public void Any_row_comes_back_as_it_was_written()
    {
        // Asked for first: a service that is not there skips the test before any row is made.
        var table = Table;
        var number = 0;
        Check.One(
            Tried.Times(60),
            Prop.ForAll(AnyValues().ToArbitrary(), values => ComesBack(table, $"{number++:D4}", values).GetAwaiter().GetResult()));
    }

    private static async Task<bool> ComesBack(TableClient table, string rowKey, object[] values)
    {
        var row = Row(rowKey);
        for (var i = 0; i < values.Length; i++)
            row.Add($"P{i}", values[i]);
        await table.SubmitTransactionAsync([Add(row)]);
        var read = (await table.GetEntityAsync<TableEntity>(Partition, rowKey)).Value;
        return values.Select((value, i) => Same(value, read[$"P{i}"])).All(same => same);
    }

    private static bool Same(object written, object read) =>
        written is byte[] bytes ? read is byte[] other && bytes.AsSpan().SequenceEqual(other) : written.Equals(read);

    private static Gen<object[]> AnyValues()
    {
        var map = ArbMap.Default;
        return Gen.OneOf<object>(
            map.GeneratorFor<string>().Where(IsText).Select(text => (object)text),
            map.GeneratorFor<bool>().Select(flag => (object)flag),
            map.GeneratorFor<int>().Select(number => (object)number),
            map.GeneratorFor<long>().Select(number => (object)number),
            map.GeneratorFor<double>().Select(number => (object)number),
            map.GeneratorFor<Guid>().Select(id => (object)id),
            map.GeneratorFor<DateTimeOffset>().Where(instant => instant >= FirstInstant).Select(instant => (object)instant.ToUniversalTime()),
            map.GeneratorFor<byte[]>().Where(bytes => bytes is not null).Select(bytes => (object)bytes)).ArrayOf();
    }

    // Half a surrogate pair is no text that UTF-8 could carry.
    private static bool IsText(string? text) => text is not null && text == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
