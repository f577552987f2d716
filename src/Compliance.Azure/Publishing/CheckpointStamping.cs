using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Publishing;

/// <summary>Has the newest checkpoint timestamped, at most once a UTC day: it covers every entry before it, so that more would prove
/// little more.</summary>
/// <remarks>What is still to do follows from what is there, so that it is done again, and once, wherever it broke off: the row comes first, and
/// decides between two who asked at the same time; then the file of the archive, which is made of the row.</remarks>
public sealed class CheckpointStamping(PublishedRows rows, ICheckpointArchive archive, TimestampAuthority? authority, TimeProvider clock)
{
    /// <returns>Whether a timestamp was taken, and what stood in the way of one that is due.</returns>
    /// <exception cref="TrailInconsistentException">A timestamp that is kept cannot be read, or the archive has another.</exception>
    public async Task<(bool Taken, string? Problem)> RunAsync(VendorId vendor, StoredCheckpoint newest, CancellationToken cancellationToken)
    {
        if (authority is null) return (false, null);
        var last = await rows.LastTimestampAsync(vendor, cancellationToken);
        if (last is not null) await ArchiveAsync(vendor, last, cancellationToken);
        if (last is not null && (last.Size >= newest.Size || DayOf(last.Token.Time) == DayOf(Instant.FromDateTimeOffset(clock.GetUtcNow())))) return (false, null);
        var (token, problem) = await authority.AskAsync(newest.Signed.Bytes, cancellationToken);
        if (token is null) return (false, $"the timestamp authority gave no timestamp: {problem}");
        await ArchiveAsync(vendor, await rows.AddAsync(vendor, new(newest.Size, token), cancellationToken), cancellationToken);
        return (true, null);
    }

    private Task<bool> ArchiveAsync(VendorId vendor, StoredTimestamp timestamp, CancellationToken cancellationToken) =>
        archive.PutAsync(vendor, timestamp.Size, ArchiveName.Timestamp, timestamp.Token.ToResponse(), cancellationToken);

    private static LocalDate DayOf(Instant instant) => instant.InUtc().Date;
}
