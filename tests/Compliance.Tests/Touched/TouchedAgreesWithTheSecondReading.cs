using System.Security.Cryptography;
using System.Text;
using Compliance.Tests.SecondReading;
using Compliance.Touched;
using NodaTime;

namespace Compliance.Tests.Touched;

public sealed class TouchedAgreesWithTheSecondReading
{
    private const int Worlds = 1500;
    private const int Spilling = 300;

    /// <summary>Bytes for a handful of rows.</summary>
    private const long FewRecords = 1600;

    [Fact]
    public void On_made_worlds()
    {
        for (var seed = 0; seed < Worlds; seed++) AssertAgreement(seed, memory: 40L << 20);
    }

    [Fact]
    public void On_made_worlds_that_spill_every_few_records()
    {
        for (var seed = Worlds; seed < Worlds + Spilling; seed++) AssertAgreement(seed, FewRecords);
    }

    [Fact]
    public void So_little_memory_does_spill()
    {
        var missing = Path.Combine(Path.GetTempPath(), "no-such-folder");
        var (world, question) = Enumerable.Range(0, 100).Select(Make).First(made => TouchedUnderTest.Compute(made.World, made.Question).Result.Accessed > 4);

        Assert.Throws<DirectoryNotFoundException>(() => TouchedUnderTest.Compute(world, question with { SortMemory = FewRecords, TemporaryFolder = missing }));
        Assert.Equal(
            TouchedUnderTest.Compute(world, question).List,
            TouchedUnderTest.Compute(world, question with { TemporaryFolder = missing }).List);
    }

    [Fact]
    public void The_worlds_have_something_to_see()
    {
        var results = Enumerable.Range(0, 200).Select(Make).Select(made => TouchedUnderTest.Compute(made.World, made.Question).Result).ToList();

        Assert.True(results.Count(r => r.Accessed > 0) > 100);
        Assert.True(results.Count(r => r.Rows > 0) > 20);
        Assert.True(results.Count(r => r.Denied > 0) > 40);
        Assert.True(results.Count(r => r.Reachable > 0) > 60);
        Assert.True(results.Count(r => r.Reachable > r.Accessed) > 20);
        Assert.True(results.Count(r => r.Types.Count > 2) > 20);
    }

    private static void AssertAgreement(int seed, long memory)
    {
        var (world, question) = Make(seed);
        var naive = new NaiveTouched(world, question);
        var (result, list) = TouchedUnderTest.Compute(world, question with { SortMemory = memory });
        Assert.True(naive.List == list, $"seed {seed}\nnaive:\n{naive.List}\nengine:\n{list}");
        Assert.True(naive.Numbers == NaiveTouched.Of(result), $"seed {seed}\nnaive:\n{naive.Numbers}\nengine:\n{NaiveTouched.Of(result)}");
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list))), Encoding.UTF8.GetByteCount(list)), (result.Sha256, result.Bytes));
    }

    private static (World World, TouchedQuestion Question) Make(int seed)
    {
        var world = World.Make(seed);
        var dice = new Dice(seed);
        var names = dice.Some(1, 3, "ana", "BEN", "cyd", "dov", "robot", "stranger", "agent.2", "ghost", "(none)");
        var middle = world.Events.Count == 0 ? Instant.FromUtc(2026, 3, 5, 0, 0) : dice.One([.. world.Events]).Time;
        var from = dice.Chance(40) ? (Instant?)null : middle - dice.One(Duration.Zero, Duration.FromMinutes(15), Duration.FromDays(2), Duration.FromDays(100));
        var to = dice.Chance(40) ? (Instant?)null : middle + dice.One(Duration.FromTicks(1), Duration.FromMinutes(15), Duration.FromDays(2), Duration.FromDays(100));
        return (world, new TouchedQuestion(names, from, to));
    }
}
