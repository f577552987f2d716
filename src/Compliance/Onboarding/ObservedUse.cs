using System.Text;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Judging;
using NodaTime;

namespace Compliance.Onboarding;

/// <summary>Who did what in the logs, read once: what an account used last when, never one event after the other.</summary>
public sealed class ObservedUse : IEventSink
{
    /// <summary>So far back from the latest event use counts as use.</summary>
    public static readonly Duration Window = Duration.FromDays(30);

    // What a hostile or broken log could fill memory with. A vendor has thousands of people, a system hundreds of actions.
    private const int MostAccounts = 100_000;
    private const int MostActions = 5_000;

    private readonly Dictionary<(string System, string Account), AccountUse> _accounts = [];
    private readonly HashSet<string> _actions = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _knownActions;
    private readonly Dictionary<string, AccountUse> _ofSystem = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, string?> _systemOf;
    private readonly ZoneClock _clock;
    private readonly List<SourceUse> _sources = [];
    private char[] _text = new char[256];
    private string? _system;

    /// <param name="systemOf">The system of a source, by its path.</param>
    /// <param name="timezone">Of days.</param>
    internal ObservedUse(Func<string, string?> systemOf, DateTimeZone timezone)
    {
        _systemOf = systemOf;
        _clock = new ZoneClock(timezone);
        _knownActions = _actions.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>By system and account.</summary>
    public IReadOnlyList<AccountUse> Accounts =>
        [.. _accounts.Values.OrderBy(account => account.System, StringComparer.Ordinal).ThenBy(account => account.Account, StringComparer.OrdinalIgnoreCase)];

    /// <summary>In reading order.</summary>
    public IReadOnlyList<SourceUse> Sources => _sources;

    /// <summary>The latest event of all; null: there is none.</summary>
    public Instant? Latest { get; private set; }

    /// <summary>There are more accounts or actions than are kept: what is drafted rests on a part.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Since when use counts as use.</summary>
    public Instant? Since => Latest - Window;

    public void Begin(LogSource source)
    {
        _system = _systemOf(source.Path);
        _sources.Add(new SourceUse(source.Path, source.Format, _system, source.MapsCase));
        _ofSystem.Clear();
        foreach (var use in _accounts.Values.Where(use => use.System == _system)) _ofSystem.Add(use.Account, use);
    }

    public void Accept(in AccessEvent accessEvent)
    {
        var time = Instant.FromUnixTimeTicks(accessEvent.Time);
        if (Latest is null || time > Latest) Latest = time;
        _sources[^1].Add(_clock.Local(accessEvent.Time).Day);
        if (accessEvent.PlatformService || accessEvent.Account.SequenceEqual("(none)"u8)) return;
        Account(accessEvent.Account)?.Add(accessEvent, Action(accessEvent.Action));
    }

    public void Reject(in RejectedRecord record) => _sources[^1].Rejected++;

    private AccountUse? Account(ReadOnlySpan<byte> utf8)
    {
        var name = Chars(utf8);
        if (_ofSystem.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var use)) return use;
        if (_accounts.Count >= MostAccounts)
        {
            IsCut = true;
            return null;
        }
        use = new AccountUse(name.ToString(), _system);
        _accounts.Add((_system ?? "", use.Account), use);
        _ofSystem.Add(use.Account, use);
        return use;
    }

    private string? Action(ReadOnlySpan<byte> utf8)
    {
        var name = Chars(utf8);
        if (_knownActions.TryGetValue(name, out var known)) return known;
        if (_actions.Count >= MostActions)
        {
            IsCut = true;
            return null;
        }
        known = name.ToString();
        _actions.Add(known);
        return known;
    }

    private ReadOnlySpan<char> Chars(ReadOnlySpan<byte> utf8)
    {
        if (_text.Length < utf8.Length) _text = new char[utf8.Length];
        return _text.AsSpan(0, Encoding.UTF8.GetChars(utf8, _text));
    }
}

/// <summary>What one log file holds.</summary>
public sealed class SourceUse
{
    private readonly SortedSet<int> _days = [];
    private int _last = int.MinValue;

    internal SourceUse(string path, string format, string? system, bool mapsCase) => (Path, Format, System, MapsCase) = (path, format, system, mapsCase);

    public string Path { get; }
    public string Format { get; }
    public string? System { get; }
    public bool MapsCase { get; }
    public long Events { get; private set; }
    public long Rejected { get; internal set; }

    /// <summary>Local days with an event, as numbers since 1970-01-01.</summary>
    public IReadOnlySet<int> Days => _days;

    internal void Add(int day)
    {
        Events++;
        if (day == _last) return;
        _last = day;
        _days.Add(day);
    }
}
