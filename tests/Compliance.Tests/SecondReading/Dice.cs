namespace Compliance.Tests.SecondReading;

/// <summary>Choices that are the same for the same seed.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => _random.Next(least, most + 1);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public T One<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    /// <summary>Between <paramref name="least"/> and <paramref name="most"/> different ones, in their order.</summary>
    public T[] Some<T>(int least, int most, params T[] choices)
    {
        var wanted = Math.Min(Between(least, most), choices.Length);
        return [.. choices.Index().OrderBy(_ => _random.Next()).Take(wanted).OrderBy(choice => choice.Index).Select(choice => choice.Item)];
    }
}
