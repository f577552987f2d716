using NodaTime;

namespace Compliance.Onboarding;

/// <summary>The periods of employment that the rows of one person tell.</summary>
internal static class RosterPeriods
{
    /// <returns>By beginning, one for each day of beginning.</returns>
    public static IReadOnlyList<RosterPeriod> Of(IReadOnlyList<RosterRow> rows)
    {
        var periods = new SortedDictionary<LocalDate, RosterPeriod>();
        foreach (var period in rows.SelectMany(Split))
        {
            var begins = period.Hired ?? LocalDate.MinIsoValue;
            periods[begins] = periods.TryGetValue(begins, out var earlier) ? Later(earlier, period) : period;
        }
        return [.. periods.Values];
    }

    // A row of somebody who came back tells of two periods: one that ended, and one since.
    private static IEnumerable<RosterPeriod> Split(RosterRow row)
    {
        var period = InOrder(row.Period);
        if (row.Rehired is not { } rehired || period.Hired >= rehired) return [period];
        var ended = period.Left is { } left && left <= rehired;
        var before = period with { Status = "terminated", Left = ended ? period.Left : rehired.PlusDays(-1) };
        var since = period with { Hired = rehired, Left = ended ? null : period.Left };
        return period.Hired is null && !ended ? [since] : [before, since];
    }

    // Nobody leaves before they came: which of the two is wrong is not known, and leaving is what must not be lost.
    private static RosterPeriod InOrder(RosterPeriod period) =>
        period.Left < period.Hired ? period with { Hired = null } : period;

    // Of one period in two rosters, the later file knows more, but what it leaves empty is not taken back.
    private static RosterPeriod Later(RosterPeriod earlier, RosterPeriod later) => later with
    {
        Left = later.Left ?? earlier.Left,
        Title = later.Title ?? earlier.Title,
        Team = later.Team ?? earlier.Team,
        Site = later.Site ?? earlier.Site,
        Country = later.Country ?? earlier.Country,
        BackgroundCheck = later.BackgroundCheck ?? earlier.BackgroundCheck,
        TrainingExpires = later.TrainingExpires ?? earlier.TrainingExpires,
    };
}
