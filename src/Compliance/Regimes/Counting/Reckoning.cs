using NodaTime;

namespace Compliance.Regimes.Counting;

/// <summary>What counting came to.</summary>
internal abstract record Reckoning
{
    /// <summary>An end, and in words how it was found.</summary>
    public sealed record End(ZonedDateTime At, string Why) : Reckoning;

    /// <summary>The law asks for promptness without a number; the instant is that of the fact where it says <em>at once</em>.</summary>
    public sealed record Soft(ZonedDateTime? At, string Why) : Reckoning;

    /// <summary>Another fact has to be known first.</summary>
    public sealed record Waits(string Fact, string Why) : Reckoning;

    /// <summary>By these facts the rule does not apply.</summary>
    public sealed record Untouched(string Why) : Reckoning;

    /// <summary>Holidays of a year would have to be known, and are not.</summary>
    public sealed record NoCalendar(string Why) : Reckoning;
}
