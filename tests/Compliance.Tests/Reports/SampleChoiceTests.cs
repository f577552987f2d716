using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Compliance.Evidence;
using Compliance.Reports;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Reports;

public sealed class SampleChoiceTests
{
    [Fact]
    public void Chosen_are_the_records_whose_digest_is_smallest() => Prop.ForAll(ArbMap.Default.ArbFor<long>(), Sizes, (seed, sizes) =>
    {
        SourceSummary[] sources = [Source("logs/a.csv", sizes % 97), Source("logs/ä 'b'.json.gz", sizes % 41)];
        var size = Math.Max(1, sizes % 30);

        var chosen = SampleChoice.Of(sources, seed, size);

        var expected = sources.SelectMany(source => Enumerable.Range(1, (int)source.Records).Select(record => (source.Source, Record: (long)record)))
            .OrderBy(one => Digest(seed, one.Source, one.Record), StringComparer.Ordinal).Take(size);
        Assert.Equal(expected, chosen.Select(one => (one.Source, one.Record)));
        Assert.All(chosen, one => Assert.Equal(Digest(seed, one.Source, one.Record), one.Digest));
    }).Check(Tried.Times());

    [Fact]
    public void The_order_of_the_sources_does_not_matter()
    {
        SourceSummary[] sources = [Source("logs/a.csv", 300), Source("logs/b.csv", 200)];

        Assert.Equal(SampleChoice.Of(sources, 7, 25), SampleChoice.Of(sources.Reverse(), 7, 25));
        Assert.NotEqual(SampleChoice.Of(sources, 7, 25), SampleChoice.Of(sources, 8, 25));
    }

    [Fact]
    public void Only_logs_are_drawn_from()
    {
        var chosen = SampleChoice.Of([Source("logs/a.csv", 3), Source("resources/x.json", 500) with { Kind = "resources" }], 1, 25);

        Assert.Equal([1L, 2, 3], chosen.Select(one => one.Record).Order());
        Assert.All(chosen, one => Assert.Equal("logs/a.csv", one.Source));
    }

    [Fact]
    public void Every_record_has_about_the_same_chance()
    {
        SourceSummary[] sources = [Source("logs/a.csv", 100)];

        var drawn = Enumerable.Range(0, 2_000).SelectMany(seed => SampleChoice.Of(sources, seed, 10)).CountBy(one => one.Record).ToDictionary();

        // 200 expected of each; ten standard deviations (13.4) are never seen by chance.
        Assert.Equal(100, drawn.Count);
        Assert.All(drawn.Values, times => Assert.InRange(times, 66, 334));
    }

    private static Arbitrary<int> Sizes => Gen.Choose(0, 5_000).ToArbitrary();

    private static string Digest(long seed, string source, long record) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}\n{source}\n{record}"))));

    private static SourceSummary Source(string path, long records) => new() { Source = path, Format = "csv", Method = "folder", Sha256 = new string('a', 64), Bytes = 1, Records = records };
}
