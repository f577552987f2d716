using System.Runtime.InteropServices;

namespace Compliance.Rules.Conduct;

/// <summary>The sessions of one principal that are still under way. INVARIANT: it holds at most <see cref="Most"/>; of more, those that
/// end first are forgotten, and that is known.</summary>
internal sealed class OpenSessions
{
    /// <summary>More sessions at once than anybody has.</summary>
    private const int Most = 256;

    private readonly List<Session> _sessions = [];
    private long _forgotten = long.MinValue;

    public void Clear()
    {
        _sessions.Clear();
        _forgotten = long.MinValue;
    }

    /// <summary>Takes out those whose last event is before a time.</summary>
    public void EndBefore(long time)
    {
        _sessions.RemoveAll(session => session.Last < time);
        if (_forgotten < time) _forgotten = long.MinValue;
    }

    /// <param name="unknown">Why it could not be told, in words that follow "n events"; null when it could.</param>
    public bool IsAnyApartFrom(in Session session, out string? unknown)
    {
        unknown = _forgotten > long.MinValue ? $"that begin a session beside more than {Most} others" : null;
        foreach (ref readonly var earlier in CollectionsMarshal.AsSpan(_sessions))
        {
            var apart = session.IsApartFrom(earlier);
            if (apart == true) return true;
            if (apart is null) unknown ??= "that begin a session beside another, one of them without an address that can be read or with too many";
        }
        return false;
    }

    public void Add(in Session session)
    {
        if (_sessions.Count == Most)
        {
            var first = 0;
            for (var i = 1; i < _sessions.Count; i++)
                if (_sessions[i].Last < _sessions[first].Last) first = i;
            _forgotten = Math.Max(_forgotten, _sessions[first].Last);
            _sessions.RemoveAt(first);
        }
        _sessions.Add(session);
    }
}
