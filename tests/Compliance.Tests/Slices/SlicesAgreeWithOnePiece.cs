using Compliance.Tests.SecondReading;

namespace Compliance.Tests.Slices;

public sealed class SlicesAgreeWithOnePiece
{
    private const int Worlds = 600;
    private const int Spilling = 150;

    /// <summary>Bytes for a handful of rows.</summary>
    private const long FewRecords = 1600;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void On_made_worlds_however_they_are_sliced(int part)
    {
        for (var seed = part; seed < Worlds; seed += 2) AssertAgreement(seed, 8 << 20);
    }

    [Fact]
    public void On_made_worlds_that_spill_every_few_records()
    {
        for (var seed = Worlds; seed < Worlds + Spilling; seed++) AssertAgreement(seed, FewRecords);
    }

    private static void AssertAgreement(int seed, long sortMemory)
    {
        var dice = new Dice(seed);
        var world = DividedWorld.Of(World.Make(seed), dice);
        var sliced = new SlicedWorld(world, sortMemory);
        var counts = DividedWorld.Slicing(world.Sources.Count, dice);
        var expected = sliced.InOnePiece();
        var actual = sliced.InSlices(counts, slices => slices.OrderBy(_ => dice.Between(0, 100)));
        Assert.True(expected == actual, $"seed {seed}, slices of {string.Join(", ", counts)} sources\n{Difference(expected, actual)}");
    }

    private static string Difference(string expected, string actual)
    {
        var (whole, sliced) = (expected.Split('\n'), actual.Split('\n'));
        return $"only in one piece:\n{string.Join('\n', whole.Except(sliced))}\nonly in slices:\n{string.Join('\n', sliced.Except(whole))}";
    }
}
