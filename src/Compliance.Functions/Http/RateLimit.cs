using System.Security.Cryptography;
using System.Text;

namespace Compliance.Functions.Http;

/// <summary>How many requests a caller may make of this instance: <paramref name="perMinute"/> at once, and as many again spread over each
/// minute (the generic cell rate algorithm: of a caller nothing is kept but the time by which its requests will have been worked off).</summary>
/// <remarks>INVARIANT: at most <see cref="MostCallers"/> are remembered, however many call. It protects this instance; what holds for all
/// instances together is never decided here.</remarks>
/// <param name="perMinute">1 or more.</param>
public sealed class RateLimit(int perMinute, TimeProvider clock)
{
    internal const int MostCallers = 20_000;

    private readonly long _began = clock.GetTimestamp();
    private readonly long _each = Math.Max(1, TimeSpan.TicksPerMinute / perMinute);
    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, long> _workedOff = [];

    // Nobody who chooses names for himself can aim at another's place.
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);

    /// <summary>Callers that are remembered now.</summary>
    internal int Remembered
    {
        get
        {
            lock (_gate) return _workedOff.Count;
        }
    }

    /// <summary>Counts a request of a caller.</summary>
    /// <returns>Null: it may be answered. Else how long to wait; it was not counted.</returns>
    public TimeSpan? Take(string caller)
    {
        var place = PlaceOf(caller);
        var now = clock.GetElapsedTime(_began).Ticks;
        lock (_gate)
        {
            var until = Math.Max(_workedOff.GetValueOrDefault(place), now);
            var ahead = until + _each - now;
            if (ahead > TimeSpan.TicksPerMinute) return TimeSpan.FromTicks(ahead - TimeSpan.TicksPerMinute);
            if (_workedOff.Count >= MostCallers && !_workedOff.ContainsKey(place)) Forget(now);
            _workedOff[place] = until + _each;
            return null;
        }
    }

    // Whoever has nothing left to work off is as good as new. If these are too few, those go who have used least: they gain least by it.
    private void Forget(long now)
    {
        foreach (var (place, until) in _workedOff)
            if (until <= now) _workedOff.Remove(place);
        if (_workedOff.Count <= MostCallers / 2) return;
        var times = _workedOff.Values.Order().ToArray();
        var least = times[times.Length / 2];
        foreach (var (place, until) in _workedOff)
            if (until <= least) _workedOff.Remove(place);
    }

    private UInt128 PlaceOf(string caller)
    {
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData([.. _salt, .. Encoding.UTF8.GetBytes(caller)], digest);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
