using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Entitlements;

/// <summary>The lists of a vendor folder: what lies under <c>entitlements/</c>, and what the entries of vendor.yaml name.</summary>
/// <param name="All">In ordinal order of the path.</param>
/// <param name="Unmatched">Entries that name no file: missing evidence.</param>
public sealed record EntitlementLists(IReadOnlyList<EntitlementList> All, IReadOnlyList<EntitlementEntry> Unmatched)
{
    private static readonly string[] Endings = [".csv", ".tsv", ".txt", ".json", ".ndjson", ".jsonl"];

    /// <exception cref="InputException">Two entries claim one file.</exception>
    /// <param name="now">The newest instant by which a list may have been made; null: any.</param>
    public static EntitlementLists Read(IVendorFolder folder, VendorRecord record, Instant? now = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(record);
        var entries = record.Vendor.Entitlements;
        var unmatched = entries.ToList();
        var lists = new List<EntitlementList>();
        foreach (var file in folder.List())
        {
            cancellation.ThrowIfCancellationRequested();
            // `path: "*.csv"` does not mean the roster.
            if (ContractFiles.Contain(file.Path) && !LiesInPlace(file.Path)) continue;
            var owner = Owner(file.Path, entries);
            if (owner is not null) unmatched.Remove(owner);
            if (owner is not null || LiesInPlace(file.Path)) lists.Add(EntitlementReader.Read(folder, file, owner, record.Access.Timezone, now, cancellation));
        }
        return new(lists, unmatched);
    }

    private static bool LiesInPlace(string path)
    {
        if (!EvidencePlace.Holds(EntitlementReader.Place, path)) return false;
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    private static EntitlementEntry? Owner(string path, IReadOnlyList<EntitlementEntry> entries)
    {
        EntitlementEntry? owner = null;
        foreach (var entry in entries)
        {
            if (!entry.Path.Matches(path)) continue;
            if (owner is not null)
                throw new InputException($"vendor.yaml:{entry.Line}: `{path}` is claimed by `{owner.Path}` (line {owner.Line}) and by `{entry.Path}`; change one of the patterns");
            owner = entry;
        }
        return owner;
    }
}
