using System.Diagnostics;
using System.Globalization;

namespace Compliance.Tests;

/// <summary>Holds work on hostile input to time of the order of its size.</summary>
internal static class Growth
{
    private const string OfThread = "/proc/thread-self/schedstat";
    private const int Times = 8;
    private const int Repetitions = 5;

    // Of work whose time grows with the square it is Times. Between the two lies room for a busy machine, and for what is a logarithm more.
    private const double Worst = 4;

    // Below this nothing is measured but the machine.
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(150);

    /// <param name="what">For the message.</param>
    /// <param name="prepare">Makes work of a size, and is not measured.</param>
    public static void AssertLinear(string what, int size, Func<int, Action> prepare)
    {
        var longer = prepare(size * Times);
        var after = WithoutCollecting(longer);
        if (after < Quick) return;
        var shorter = prepare(size);
        var before = Enumerable.Range(0, 3).Min(_ => Time(shorter));
        // Again while it may have been others who used the machine.
        for (var again = 0; again < Repetitions && !IsLinear(before, after); again++)
        {
            var time = WithoutCollecting(longer);
            if (time < after) after = time;
        }
        Assert.True(IsLinear(before, after), $"{what}: {before.TotalMilliseconds:F1} ms at {size}, {after.TotalMilliseconds:F1} ms at {size * Times}");
    }

    private static bool IsLinear(TimeSpan before, TimeSpan after) => after < Quick || after < before * Times * Worst;

    private static TimeSpan Time(Action work)
    {
        var before = Spent();
        work();
        return Spent() - before;
    }

    // Whoever allocates collects what all other tests hold, too: that grows with them, and not with the work. Pauses are those of all threads, so this is the least that it took: only of the
    // longer work is as much taken off, since of short work nothing might be left.
    private static TimeSpan WithoutCollecting(Action work)
    {
        var collected = GC.GetTotalPauseDuration();
        var spent = Time(work);
        var collecting = GC.GetTotalPauseDuration() - collected;
        return spent > collecting ? spent - collecting : TimeSpan.Zero;
    }

    // Time on the processor, where the system tells it of a thread: other processes take none of that.
    private static TimeSpan Spent() => File.Exists(OfThread)
        ? TimeSpan.FromTicks(long.Parse(File.ReadAllText(OfThread).Split(' ')[0], CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick)
        : Stopwatch.GetElapsedTime(0);
}
