using Compliance.Tests.SecondReading;

namespace Compliance.Tests.Judging;

public sealed class EngineAgreesWithTheSecondReading
{
    private const int Worlds = 3000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void On_made_worlds(int part)
    {
        for (var seed = part; seed < Worlds; seed += 2) AssertAgreement(seed, new EngineUnderTest());
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
