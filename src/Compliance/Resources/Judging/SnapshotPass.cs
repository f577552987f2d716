using Compliance.Evidence;
using Compliance.Evidence.Bytes;
using Compliance.Resources.Snapshots;

namespace Compliance.Resources.Judging;

/// <summary>One reading of one snapshot.</summary>
internal static class SnapshotPass
{
    // A template or plan is read whole; Azure takes templates of 4 MB, and plans of thousands of resources stay below this.
    // Of hundreds of thousands of resources nobody lists more than this.
    private static readonly ReadLimits Limits = new() { Record = 32 * 1024 * 1024, Decompressed = 4L << 30 };

    /// <returns>Digest and length as received, and what the snapshot turned out to be.</returns>
    /// <exception cref="InputException">It is no snapshot of resources.</exception>
    public static (string Sha256, long Bytes, string Format) Read(SnapshotFile file, IResourceSink sink, CancellationToken cancellation)
    {
        using var received = new ReceivedStream(file.Open());
        using var window = new Window(received, Limits);
        var reader = new SnapshotReader(window, Limits, file.Name, sink, cancellation.ThrowIfCancellationRequested);
        reader.Read();
        return (received.Finish(), received.Count, reader.Format);
    }
}
