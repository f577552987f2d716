using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>A chain as presented, and whether a response was ever stapled to it.</summary>
internal sealed record Presented(Authentication Authentication, IReadOnlyList<byte[]> Chain, bool? Stapled);

/// <summary>What the answers show beside what was asked: certificates, primes, curves, extensions. Questions run at the same time.</summary>
internal sealed class Learnt
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Authentication, Presented> _presented = [];
    private readonly List<ServerHello> _hellos = [];
    private readonly HashSet<GroupObservation> _fields = [];
    private readonly HashSet<string> _troubles = [];
    private int? _smallestPrime;

    /// <summary>Those that were shown in clear first: of them it is known whether a response was stapled.</summary>
    public IReadOnlyList<Presented> Presented => Locked(() => _presented.Values.OrderBy(one => one.Authentication == Authentication.None).ThenBy(one => one.Authentication).ToList());

    /// <summary>Hellos that answered the version they were asked for.</summary>
    public IReadOnlyList<ServerHello> Hellos => Locked(() => _hellos.ToList());

    /// <summary>Fields of RFC 7919 that were seen in use.</summary>
    public IReadOnlyList<GroupObservation> Fields => Locked(() => _fields.ToList());

    public IReadOnlyList<string> Troubles => Locked(() => _troubles.ToList());

    public int? SmallestPrime => Locked(() => _smallestPrime);

    /// <summary>Whether what follows this hello may show something new. It costs no connection, only bytes that are on their way.</summary>
    public bool Wants(ServerHello hello)
    {
        if (OfferedSuites.ExchangeOf(hello.Suite) == KeyExchange.Field) return true;
        var kind = OfferedSuites.AuthenticationOf(hello.Suite);
        return kind != Authentication.None && Locked(() => !_presented.TryGetValue(kind, out var seen) || (hello.AnnouncesStatus && seen.Stapled != true));
    }

    public void Take(Answer.Agreed answer)
    {
        var (hello, flight) = (answer.Hello, answer.Flight);
        lock (_lock)
        {
            _hellos.Add(hello);
            if (flight.Trouble is { } trouble) _troubles.Add(trouble);
            if (flight.Chain is { Count: > 0 } chain) Take(OfferedSuites.AuthenticationOf(hello.Suite), chain, flight.Stapled);
            if (flight.KeyExchange is { PrimeBits: null, Group: null }) _troubles.Add("the server agrees on keys in a curve without a name, of which nothing is known");
            if (flight.KeyExchange is not { PrimeBits: { } bits } exchange) return;
            _smallestPrime = Math.Min(_smallestPrime ?? bits, bits);
            if (exchange.Group is { } field) _fields.Add(new GroupObservation(field, hello.Version));
        }
    }

    public void Take(Presented presented)
    {
        lock (_lock) _presented.TryAdd(presented.Authentication, presented);
    }

    private void Take(Authentication kind, IReadOnlyList<byte[]> chain, bool stapled)
    {
        if (!_presented.TryGetValue(kind, out var seen)) _presented.Add(kind, new Presented(kind, chain, stapled));
        else if (stapled) _presented[kind] = seen with { Stapled = true };
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_lock) return read();
    }
}
