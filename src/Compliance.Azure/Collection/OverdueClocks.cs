using Compliance.Incidents;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Collection;

/// <summary>Reads from a vendor's register which clocks ran out, and from the ledgers of those incidents what became of them.</summary>
public sealed class OverdueClocks(IncidentJournal journal, TimeProvider clock)
{
    /// <summary>Lines of the register that are looked at.</summary>
    private const int MostSeen = 10_000;

    private const int PageSize = 1_000;

    /// <returns>Null: the vendor has no incident.</returns>
    public async Task<OverdueRegister?> OfAsync(VendorId vendor, CancellationToken cancellationToken = default)
    {
        var at = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var (heads, more) = await HeadsAsync(vendor, cancellationToken);
        if (heads.Count == 0) return null;
        var overdue = heads.Where(head => head.Overdue > 0).OrderByDescending(head => head.Opened).ThenBy(head => head.Id, StringComparer.Ordinal).ToList();
        var clocks = new List<OverdueClock>();
        foreach (var head in overdue.Take(OverdueRegister.MostIncidents))
        {
            if (await journal.FindAsync(vendor, head.Id, cancellationToken) is { } stored) clocks.AddRange(OverdueClock.Of(stored.Incident));
        }
        return new() { At = at, Seen = heads.Count, Cut = more || overdue.Count > OverdueRegister.MostIncidents, Clocks = clocks };
    }

    private async Task<(List<IncidentHead> Heads, bool More)> HeadsAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        var heads = new List<IncidentHead>();
        string? continuation = null;
        do
        {
            var page = await journal.ListAsync(vendor, PageSize, continuation, cancellationToken);
            heads.AddRange(page.Items);
            continuation = page.Continuation;
        }
        while (continuation is not null && heads.Count < MostSeen);
        return (heads, continuation is not null);
    }
}
