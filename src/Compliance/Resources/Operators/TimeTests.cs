using System.Globalization;
using Compliance.Resources.Json;
using NodaTime;

namespace Compliance.Resources.Operators;

/// <summary>Compares an instant of the resource with the snapshot's: ISO 8601 text, or seconds since 1970.</summary>
internal abstract class TimeTest : ValueTest
{
    // Later than any epoch in seconds that a resource has: milliseconds.
    private const decimal LargestSeconds = 100_000_000_000m;

    protected override TestAnswer Ask(TapeNode value, Instant? at)
    {
        if (Read(value) is not { } time) return Unexpected(value, "an instant, as ISO 8601 or seconds since 1970");
        if (at is not { } now) return TestAnswer.Unclear("the instant of the snapshot is not known; name it to have times judged");
        return Ask((time - now).TotalDays);
    }

    /// <param name="days">From the snapshot to the instant; negative: before it.</param>
    protected abstract TestAnswer Ask(double days);

    private static Instant? Read(TapeNode value)
    {
        if (value.TryNumber(out var number))
        {
            var milliseconds = number is > -LargestSeconds and < LargestSeconds ? number * 1000 : number;
            return milliseconds is > -62_000_000_000_000m and < 250_000_000_000_000m ? Instant.FromUnixTimeMilliseconds((long)milliseconds) : null;
        }
        if (value.Kind != NodeKind.Text) return null;
        var text = value.GetText();
        // Only a full date: a time of day alone would be completed with the date of today.
        if (text.Length < 10 || text[4] != '-' || !char.IsAsciiDigit(text[0])) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? Instant.FromDateTimeOffset(time) : null;
    }
}

/// <summary><c>days-until-gte</c>: that many days away at least.</summary>
internal sealed class DaysUntilTest(double least) : TimeTest
{
    protected override TestAnswer Ask(double days) => days >= least;
}

/// <summary><c>within-days</c>: no further away.</summary>
internal sealed class WithinDaysTest(double most) : TimeTest
{
    protected override TestAnswer Ask(double days) => days <= most;
}

/// <summary><c>age-days-lte</c>: no longer ago.</summary>
internal sealed class AgeTest(double most) : TimeTest
{
    protected override TestAnswer Ask(double days) =>
        days > 1 ? TestAnswer.Unclear("the instant lies after the snapshot") : -days <= most;
}
