using Compliance.Vendors;
using NodaTime;

namespace Compliance.Findings;

/// <summary>On how many of the days before an audit's <em>now</em> evidence is known, source by source: what was not looked at cannot be
/// called unused.</summary>
/// <remarks>Where entries of <c>logs:</c> expect records daily or on weekdays, each is counted for itself and the worst one decides: somebody may
/// act in that system alone. Where none does, nothing says on which days silence is missing evidence: then the days count over which the
/// logs as a whole reach. Only local days that lie wholly in the window are asked about.</remarks>
public sealed class Coverage
{
    /// <summary>Share of the days that must be known, in percent.</summary>
    public const int Needed = 95;

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    private readonly List<Source> _sources;
    private readonly DateTimeZone _timezone;
    private readonly Instant _now;
    private readonly LocalDate _today;

    /// <param name="usage">What this audit and those before it saw.</param>
    /// <param name="timezone">Of the access model.</param>
    public Coverage(Usage usage, IReadOnlyList<LogEntry> logs, DateTimeZone timezone, Instant now)
    {
        (_timezone, _now, _today) = (timezone, now, now.InZone(timezone).Date);
        _sources = [.. logs.Where(entry => entry.Expect != Expectation.None).Select(entry => Source.Of(entry, usage))];
        if (_sources.Count == 0) _sources.Add(new Source(null, false, day => usage.Reached.Any(range => range.First <= day && day <= range.Last)));
    }

    /// <summary>The source that covers least of the last days.</summary>
    /// <param name="length">Length of the window, in days.</param>
    public CoveredDays Of(int length)
    {
        CoveredDays? worst = null;
        foreach (var source in _sources)
        {
            var (seen, asked) = (0, 0);
            foreach (var day in Window(length).Where(source.Expects))
            {
                asked++;
                if (source.Saw(Number(day))) seen++;
            }
            var covered = new CoveredDays(source.Path, seen, asked, length);
            if (worst is null || covered.Share < worst.Share) worst = covered;
        }
        return worst!;
    }

    /// <summary>From when on the evidence has no gap to speak of: the earliest day from which each source covers enough. Null: there is
    /// none.</summary>
    public Instant? UnbrokenSince()
    {
        var seen = new int[_sources.Count];
        var asked = new int[_sources.Count];
        LocalDate? since = null;
        foreach (var day in Window(UsageMerge.DaysKept).Reverse())
        {
            for (var i = 0; i < _sources.Count; i++)
            {
                if (!_sources[i].Expects(day)) continue;
                asked[i]++;
                if (_sources[i].Saw(Number(day))) seen[i]++;
            }
            if (_sources.Index().All(source => seen[source.Index] * 100L >= asked[source.Index] * (long)Needed)) since = day;
        }
        return since is { } first ? Start(first) : null;
    }

    /// <summary>A day as <see cref="Usage"/> counts it.</summary>
    public static int Number(LocalDate day) => Period.DaysBetween(Epoch, day);

    // Oldest first.
    private IEnumerable<LocalDate> Window(int length)
    {
        for (var back = length; back > 0; back--)
        {
            var day = _today.PlusDays(-back);
            if (Start(day) >= _now - Duration.FromDays(length)) yield return day;
        }
    }

    private Instant Start(LocalDate day) => _timezone.AtStartOfDay(day).ToInstant();

    private sealed record Source(string? Path, bool WeekdaysOnly, Func<int, bool> Saw)
    {
        public static Source Of(LogEntry entry, Usage usage)
        {
            var days = usage.Sources.FirstOrDefault(source => source.Path == entry.Path.Text)?.Days;
            return new(entry.Path.Text, entry.Expect == Expectation.Weekdays, day => days?.ContainsKey(day) == true);
        }

        public bool Expects(LocalDate day) => !WeekdaysOnly || day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday);
    }
}

/// <summary>How much of a window is known.</summary>
/// <param name="Source">The path pattern of the source that is known least; null: of the logs as a whole.</param>
/// <param name="Seen">Days with records.</param>
/// <param name="Asked">Days on which they are expected.</param>
/// <param name="Window">Length of the window, in days.</param>
public sealed record CoveredDays(string? Source, int Seen, int Asked, int Window)
{
    /// <summary>Whether enough is known to say of something that it did not happen.</summary>
    public bool IsEnough => Asked > 0 && Seen * 100L >= Asked * (long)Coverage.Needed;

    /// <summary>Why not enough is known, in words; null when it is.</summary>
    public string? Lack => IsEnough ? null : Source is null
        ? $"the logs reach over {Seen} of {Asked} days before the end, in {Window} days, and {Coverage.Needed} % are needed"
        : $"`{Source}` has records of {Seen} of the {Asked} days on which they are expected, in {Window} days, and {Coverage.Needed} % are needed";

    internal double Share => Asked == 0 ? 0 : (double)Seen / Asked;
}
