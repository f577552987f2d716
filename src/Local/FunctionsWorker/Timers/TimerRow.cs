namespace Compliance.Local.FunctionsWorker.Timers;

/// <summary>A remembered schedule. Times are UTC.</summary>
/// <param name="Last">The last run; null before the first.</param>
/// <param name="Next">When it is due.</param>
/// <param name="Updated">When the row was written.</param>
/// <param name="Leased">Until when the due run belongs to some process; null when it belongs to none.</param>
internal sealed record TimerRow(DateTime? Last, DateTime Next, DateTime Updated, DateTime? Leased);
