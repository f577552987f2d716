using Azure;
using Azure.Data.Tables;
using Compliance.Storage;
using Compliance.Trail.Verification;

namespace Compliance.Checking;

/// <summary>The head of a log as it was read once.</summary>
/// <param name="Version">Null: there is none.</param>
/// <param name="Size">Null: it cannot be read.</param>
internal sealed record HeadRow(ETag? Version, long? Size, byte[] Root, bool Halted, long? Resumed)
{
    private const int Format = 1;

    private static readonly string[] Columns = ["Fmt", "Size", "Root", "Frontier", "Halt", "Resumed"];

    /// <summary>Why it cannot be used; null: it can.</summary>
    public TrailProblem? Problem { get; private init; }

    public static async Task<HeadRow> ReadAsync(StoreTable table, string vendor, CancellationToken cancellationToken) =>
        await table.FindAsync(vendor, LogKeys.Head, cancellationToken) is { } row ? Read(row) : new(null, null, [], false, null);

    private static HeadRow Read(TableEntity row)
    {
        var head = new HeadRow(row.ETag, null, [], row.Bool("Halt") is true, row.Long("Resumed"));
        if (row.Int("Fmt") is not Format) return head.Broken($"it is not of format {Format}");
        if (row.Long("Size") is not (> 0 and var size) || row.Bytes("Frontier") is not { } frontier) return head.Broken("it lacks a column");
        if (row.Bytes("Root") is not { Length: LogTree.HashSize } root) return head.Broken("its root is not 32 bytes");
        if (LogTree.Fold(size, frontier) is not { } folded || !folded.AsSpan().SequenceEqual(root)) return head.Broken("its frontier does not fold to its root");
        if (row.Beside(Columns).FirstOrDefault() is { } strange) return head.Broken($"it has a column `{strange}`");
        if (row.ContainsKey("Halt") && row.Bool("Halt") is null) return head.Broken("its column `Halt` is neither true nor false");
        if (row.ContainsKey("Resumed") && row.Long("Resumed") is null) return head.Broken("its column `Resumed` is no time");
        return head with { Size = size, Root = root };
    }

    private HeadRow Broken(string why) => this with { Problem = new(TrailProblemKind.Modified, null, LogKeys.Head, $"the head cannot be used: {why}") };
}
