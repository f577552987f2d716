using System.Text;
using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Entitlements.Lists;

/// <summary>One record of a list: a row of a CSV, or an object of JSON. Names are compared ignoring case.</summary>
/// <param name="number">1-based position in the file.</param>
internal abstract class ListRecord(long number)
{
    public long Number { get; } = number;

    /// <summary>The first thing in it that cannot be read; null when all could that was asked for.</summary>
    public string? Problem { get; protected set; }

    /// <summary>Whether it has the name at all, empty or not.</summary>
    /// <param name="name">A column, or the dotted path of a member.</param>
    public abstract bool Has(string name);

    /// <summary>Whether a member is an array, empty or not. In a row none is.</summary>
    public virtual bool IsArray(string name) => false;

    /// <summary>The objects of a member: those of an array, or the one object. A row has none.</summary>
    public virtual IEnumerable<ListRecord> Inner(string name) => [];

    /// <summary>The texts of a member: those of an array, or the one text.</summary>
    public virtual IEnumerable<string> Texts(string name) => Text(name) is { } text ? [text] : [];

    /// <summary>The first of the names that has a text, without space around it; null when none has: empty, <c>null</c> and <c>-</c> are none.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (Find(name)?.Trim() is { Length: > 0 } text && text is not ("null" or "NULL" or "-")) return text;
        return null;
    }

    /// <summary>A yes or no; null when it is not said.</summary>
    public bool? Flag(params ReadOnlySpan<string> names)
    {
        if (Text(names) is not { } text) return null;
        switch (text.ToUpperInvariant())
        {
            case "TRUE" or "YES" or "Y" or "1" or "ON" or "ACTIVE" or "ENABLED": return true;
            case "FALSE" or "NO" or "N" or "0" or "OFF" or "INACTIVE" or "DISABLED": return false;
            default:
                Refuse(names[0], text, "expected true or false");
                return null;
        }
    }

    /// <summary>An instant; null when it is not said. A day is its beginning, a time without an offset is told in the zone of the times.</summary>
    public Instant? Time(ListTimes times, params ReadOnlySpan<string> names)
    {
        if (Text(names) is not { } text) return null;
        if (times.Read(text) is { } time)
        {
            if (time <= times.Latest) return time;
            Refuse(names[0], text, "that is after the list was made: correct it, or the clock of the system");
            return null;
        }
        Refuse(names[0], text, "expected an instant such as 2026-01-31T08:00:00Z, or a date");
        return null;
    }

    public void Refuse(string problem) => Problem ??= problem;

    /// <summary>The text of one name; null when it has none.</summary>
    protected abstract string? Find(string name);

    private void Refuse(string name, string text, string expected) => Refuse($"`{name}` is `{Shown.Text(Encoding.UTF8.GetBytes(text))}`: {expected}");
}

/// <summary>Reads the times of one list.</summary>
/// <param name="zone">Zone of days and of times without an offset.</param>
/// <param name="latest">After which the list cannot tell of anything.</param>
internal sealed class ListTimes(DateTimeZone zone, Instant latest)
{
    private readonly Timestamps _times = new(zone);

    public Instant Latest { get; } = latest;

    public Instant? Read(string text)
    {
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: > 1969 and < 9998 } day }) return zone.AtStartOfDay(day).ToInstant();
        return _times.Read(Encoding.UTF8.GetBytes(text), out var ticks) is null ? NodaConstants.UnixEpoch.PlusTicks(ticks) : null;
    }
}
