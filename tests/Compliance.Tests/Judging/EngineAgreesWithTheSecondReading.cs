using Compliance.Tests.SecondReading;

namespace Compliance.Tests.Judging;

public sealed class EngineAgreesWithTheSecondReading
{
    private const int Worlds = 3000;
    private const int Spilling = 300;

    /// <summary>Bytes for a handful of rows.</summary>
    private const long FewRecords = 1600;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void On_made_worlds(int part)
    {
        for (var seed = part; seed < Worlds; seed += 2) AssertAgreement(seed, new EngineUnderTest());
    }

    [Fact]
    public void On_made_worlds_that_spill_every_few_records()
    {
        for (var seed = Worlds; seed < Worlds + Spilling; seed++) AssertAgreement(seed, new EngineUnderTest(FewRecords));
    }

    [Fact]
    public void So_little_memory_does_spill()
    {
        var missing = Path.Combine(Path.GetTempPath(), "no-such-folder");
        var world = World.Make(Worlds);

        Assert.Throws<DirectoryNotFoundException>(() => new EngineUnderTest(FewRecords, missing).Audit(world));
        Assert.Equal(new EngineUnderTest().Audit(world).ToString(), new EngineUnderTest(temporaryFolder: missing).Audit(world).ToString());
    }

    private static void AssertAgreement(int seed, EngineUnderTest engine)
    {
        var world = World.Make(seed);
        var expected = NaiveAuditor.Audit(world).ToString();
        var actual = engine.Audit(world).ToString();
        Assert.True(expected == actual, $"seed {seed}\n{Difference(expected, actual)}");
    }

    private static string Difference(string expected, string actual)
    {
        var (naive, engine) = (expected.Split('\n'), actual.Split('\n'));
        return $"only naive:\n{string.Join('\n', naive.Except(engine))}\nonly engine:\n{string.Join('\n', engine.Except(naive))}";
    }
}
