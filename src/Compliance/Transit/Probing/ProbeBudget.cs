using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Compliance.Transit.Probing;

/// <summary>
/// What is left of the limits of one endpoint, shared by all questions to it. Once it has ended it stays so, and the first reason is the
/// one that counts: every later question is answered with it, unasked.
/// </summary>
internal sealed class ProbeBudget : IDisposable
{
    private readonly ProbeLimits _limits;
    private readonly CancellationTokenSource _time;
    private readonly SemaphoreSlim _parallel;
    private readonly long _started;
    private readonly TimeProvider _clock;
    private int _connections;
    private long _bytes;
    private string? _ended;

    public ProbeBudget(ProbeLimits limits, TimeProvider clock)
    {
        (_limits, _clock, _started) = (limits, clock, clock.GetTimestamp());
        _parallel = new SemaphoreSlim(limits.Parallel);
        _time = new CancellationTokenSource(limits.Time, clock);
    }

    /// <summary>Why nothing more is asked; null: there is something left.</summary>
    public string? Ended
    {
        get
        {
            if (_time.IsCancellationRequested) End($"the time of {Seconds(_limits.Time)} was up after {Connections} connections");
            return Volatile.Read(ref _ended);
        }
    }

    /// <summary>Cancelled when the time of the endpoint is up.</summary>
    public CancellationToken Time => _time.Token;

    public int Connections => Math.Min(Volatile.Read(ref _connections), _limits.Connections);

    public long Milliseconds => (long)_clock.GetElapsedTime(_started).TotalMilliseconds;

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    /// <summary>Ends the probe; the first reason stays.</summary>
    public void End(string why) => Interlocked.CompareExchange(ref _ended, why, null);

    /// <summary>Waits for a place among the connections that may be open.</summary>
    public Task EnterAsync(CancellationToken cancellation) => _parallel.WaitAsync(cancellation);

    public void Leave() => _parallel.Release();

    /// <returns>False: no connection is left.</returns>
    public bool TryTakeConnection([NotNullWhen(false)] out string? why)
    {
        why = Ended;
        if (why is not null) return false;
        if (Interlocked.Increment(ref _connections) <= _limits.Connections) return true;
        End($"{_limits.Connections} connections were made, as many as are allowed");
        why = Ended!;
        return false;
    }

    /// <exception cref="Wire.ProtocolException">More was read than is allowed.</exception>
    public void CountBytes(int count)
    {
        if (Interlocked.Add(ref _bytes, count) <= _limits.Bytes) return;
        End($"{_limits.Bytes} bytes were read, as many as are allowed, after {Connections} connections");
        throw new Wire.ProtocolException(Ended!);
    }

    public void Dispose()
    {
        _time.Dispose();
        _parallel.Dispose();
    }
}
