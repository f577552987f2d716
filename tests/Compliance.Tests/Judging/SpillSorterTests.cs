using Compliance.Judging;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Judging;

public sealed class SpillSorterTests
{
    private const int RecordBytes = 16;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(50, 1)]
    [InlineData(1_000, 10)]
    [InlineData(1_001, 7)]
    [InlineData(50_000, 1_024)]
    [InlineData(50_000, 50_000)]
    [InlineData(50_000, 50_001)]
    public void Any_number_of_records_comes_out_in_order_however_few_fit(int count, int capacity)
    {
        var dice = new Random(count + capacity);
        // Few keys, many ties; and prefixes that tie where keys do not.
        List<Numbered> records = [.. Enumerable.Range(0, count).Select(i => new Numbered(dice.Next(500) - 250, count - i))];

        Assert.Equal(InOrder(records), Sorted(records, capacity));
    }

    [Fact]
    public void Runs_longer_than_what_is_read_at_a_time_are_read_to_their_end()
    {
        var dice = new Random(7);
        List<Numbered> records = [.. Enumerable.Range(0, 120_000).Select(i => new Numbered(dice.Next(), i))];

        Assert.Equal(InOrder(records), Sorted(records, capacity: 40_000));
    }

    [Fact]
    public void Small_sorts_of_every_shape_agree_with_LINQ() =>
        Check.One(Tried.Times(1_000), Prop.ForAll(
            Arb.From(Gen.Choose(-3, 3).ListOf()), Arb.From(Gen.Choose(1, 6)),
            (keys, capacity) =>
            {
                var records = keys.Select((key, i) => new Numbered(key, keys.Count - i)).ToList();
                return Sorted(records, capacity).SequenceEqual(InOrder(records));
            }));

    [Fact]
    public void What_fits_into_memory_makes_no_file()
    {
        using var sorter = new SpillSorter<Numbered>(10 * RecordBytes, folder: "/no/such/folder");
        for (var i = 0; i < 10; i++) sorter.Add(new Numbered(i, i));

        Assert.Throws<DirectoryNotFoundException>(() => sorter.Add(new Numbered(10, 10)));
    }

    private static IEnumerable<Numbered> InOrder(IEnumerable<Numbered> records) => records.OrderBy(r => r.Key).ThenBy(r => r.Number);

    private static List<Numbered> Sorted(List<Numbered> records, int capacity)
    {
        using var sorter = new SpillSorter<Numbered>(capacity * RecordBytes, folder: null);
        foreach (var record in records) sorter.Add(record);
        Assert.Equal(records.Count, sorter.Count);

        var sorted = new List<Numbered>();
        var merge = sorter.Sorted();
        while (merge.Next()) sorted.Add(merge.Current);
        Assert.False(merge.Next());
        return sorted;
    }

    private record struct Numbered(long Key, long Number) : ISortable<Numbered>
    {
        public readonly ulong Prefix => (ulong)(Key + 250 >> 2);

        public static int Compare(in Numbered left, in Numbered right) => (left.Key, left.Number).CompareTo((right.Key, right.Number));
    }
}
