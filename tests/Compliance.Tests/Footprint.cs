namespace Compliance.Tests;

/// <summary>Holds work on a log to memory that does not grow with it. To be measured alone: others' garbage would be measured too.</summary>
internal static class Footprint
{
    private const long Allowed = 8 << 20;

    /// <param name="work">Reads so many events, says when they are read, and writes what comes of them to the stream. Measured is what is alive when they
    /// are read, and when the first of it is written.</param>
    public static void AssertConstant(Action<int, Action, Stream> work)
    {
        var (read, written) = Grown(work);
        // Again while it may have been what others left behind that went meanwhile.
        for (var again = 0; again < 2 && !(IsNothing(read) && IsNothing(written)); again++) (read, written) = Grown(work);
        Assert.InRange(read, -Allowed, Allowed);
        Assert.InRange(written, -Allowed, Allowed);
    }

    private static bool IsNothing(long bytes) => Math.Abs(bytes) <= Allowed;

    // Both beyond what is kept of names, so that what is left to grow is what must not.
    private static (long Read, long Written) Grown(Action<int, Action, Stream> work)
    {
        var small = Measured(100_000, work);
        var large = Measured(300_000, work);
        return (large.Read - small.Read, large.Written - small.Written);
    }

    private static (long Read, long Written) Measured(int events, Action<int, Action, Stream> work)
    {
        var before = Alive();
        using var written = new FirstWrite();
        var read = 0L;
        work(events, () => read = Alive(), written);
        return (read - before, written.Memory - before);
    }

    private static long Alive() => GC.GetTotalMemory(forceFullCollection: true);

    private sealed class FirstWrite : MemoryStream
    {
        public long Memory { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer) => Measure();

        public override void Write(byte[] buffer, int offset, int count) => Measure();

        private void Measure()
        {
            if (Memory == 0) Memory = Alive();
        }
    }
}
