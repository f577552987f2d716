using Azure.Data.Tables;
using Compliance.Storage;
using Compliance.Trail.Verification;

namespace Compliance.Checking;

/// <summary>Where signing goes on from, as row <c>s</c> says: what it holds follows from the entries and from the checkpoint of its size.</summary>
internal sealed record StateRow(long Size, byte[] Frontier, byte[] Root, string Origin, long Published, byte[]? Edge)
{
    private static readonly string[] Columns = ["Size", "Frontier", "Root", "Origin", "Published", "Edge"];

    /// <returns>Whether the row is there, and what it says; null beside true: it cannot be read.</returns>
    public static async Task<(bool Exists, StateRow? State)> ReadAsync(StoreTable table, string vendor, CancellationToken cancellationToken)
    {
        if (await table.FindAsync(vendor, LogKeys.State, cancellationToken) is not { } row) return (false, null);
        return (true, Read(row));
    }

    /// <summary>Holds it to the tree of as many entries.</summary>
    public void Compare(LogTree tree, ProblemLog problems)
    {
        if (!Root.AsSpan().SequenceEqual(tree.Root) || !Frontier.AsSpan().SequenceEqual(tree.Frontier))
            problems.Add(TrailProblemKind.Modified, null, LogKeys.State, $"the root or the frontier that signing goes on from is not that of the {Size} entries");
        else if (Edge is not null && !Edge.AsSpan().SequenceEqual(tree.Edge))
            problems.Add(TrailProblemKind.Modified, null, LogKeys.State, $"the unfinished tiles that signing goes on from are not those of the {Size} entries");
    }

    private static StateRow? Read(TableEntity row)
    {
        if (row.Long("Size") is not (> 0 and var size) || row.Bytes("Frontier") is not { } frontier || row.Bytes("Root") is not { } root || row.Text("Origin") is not { } origin) return null;
        if (row.ContainsKey("Published") && row.Long("Published") is not >= 0) return null;
        if ((row.ContainsKey("Edge") && row.Bytes("Edge") is null) || row.Beside(Columns).Any()) return null;
        return new(size, frontier, root, origin, row.Long("Published") ?? 0, row.Bytes("Edge"));
    }
}
