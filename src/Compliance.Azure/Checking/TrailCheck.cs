using Compliance.Publishing;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Checking;

/// <summary>Recomputes a vendor's whole log from its rows: entries and their hashes, columns, markers, the head, every signed checkpoint
/// with its signature, tiles, keys, and the newest checkpoint of the archive.</summary>
/// <remarks>Nothing of what appends is used: rows are read, and trees grown, a second time from FORMAT.md. Rows are streamed; memory does not
/// grow with the log. What a writer appends meanwhile is checked as far as it was seen, and is no problem.</remarks>
/// <param name="archive">Where checkpoints were published; null: nowhere.</param>
public sealed class TrailCheck(Store store, ICheckpointArchive? archive, TimeProvider clock)
{
    /// <summary>Problems that are told one by one; the others are counted.</summary>
    public const int MostProblems = 100;

    // A service that shows a transaction in parts would make a healthy log look broken, but not three times.
    private const int Looks = 3;

    /// <summary>Only reads.</summary>
    public async Task<TrailCheckResult> RunAsync(VendorId vendor, CancellationToken cancellationToken = default)
    {
        var began = clock.GetTimestamp();
        for (var look = 1; ; look++)
        {
            var pass = new CheckPass(store.Table("trail"), vendor, archive);
            await pass.RunAsync(cancellationToken);
            if (look == Looks || !pass.Disturbed) return Result(vendor, pass, Duration.FromTimeSpan(clock.GetElapsedTime(began)));
        }
    }

    private static TrailCheckResult Result(VendorId vendor, CheckPass pass, Duration took) => new()
    {
        Vendor = vendor,
        Size = pass.Size,
        Root = pass.Root is { } root && EntryHash.TryRead(root, out var hash) ? hash : null,
        Entries = pass.Entries,
        Checkpoints = pass.Checkpoints,
        Problems = [.. pass.Problems.First],
        ProblemsInAll = pass.Problems.Count,
        Lasting = (pass.Problems.Lasting.Count, pass.Problems.Lasting.Mark),
        Decided = pass.Decided,
        Halted = pass.Halted,
        ArchiveTrouble = pass.ArchiveTrouble,
        Took = took,
    };
}
