using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Handling;

/// <summary>Where a name still stands after it was forgotten. Evidence as received is not looked through.</summary>
/// <param name="Findings">Findings that are open, or whose audit has not ended.</param>
/// <param name="Runs">Audits whose stored result, or the state before it, names the person.</param>
/// <param name="Incidents">Incidents whose ledger does.</param>
public sealed record NamesLeft(int Findings, int Runs, int Incidents)
{
    internal static async Task<NamesLeft> CountAsync(Store store, VendorId vendor, NameInText name, string pseudonym, CancellationToken cancellationToken)
    {
        var (resolved, others) = await new PersonFindings(store, vendor, name, pseudonym).CountAsync(cancellationToken);
        return new(resolved + others, await RunsAsync(store, vendor, name, cancellationToken), await IncidentsAsync(store, vendor, name, cancellationToken));
    }

    private static async Task<int> RunsAsync(Store store, VendorId vendor, NameInText name, CancellationToken cancellationToken)
    {
        var documents = new FrozenDocuments(store.Table("audits"));
        var runs = 0;
        await foreach (var row in store.Table("audits").RowsAsync(
            $"PartitionKey eq {vendor.Value} and RowKey ge {RunRows.Begin} and RowKey lt {RunRows.End}", cancellationToken: cancellationToken))
        {
            if (name.IsIn(row) || await HoldsAsync(RunRows.Read(row))) runs++;
        }
        return runs;

        async Task<bool> HoldsAsync(AuditRun run)
        {
            foreach (var (kind, reference) in new[] { ("before", run.BeforeReference), ("result", run.ResultReference), ("whole", run.WholeReference), ("evidence", run.EvidenceReference) })
                if (reference is not null && name.IsInJson(await documents.ReadAsync(vendor, run.Id, kind, reference, cancellationToken))) return true;
            return false;
        }
    }

    // An incident's head has its id as key; its records and operations have it between a tilde and another sign.
    private static async Task<int> IncidentsAsync(Store store, VendorId vendor, NameInText name, CancellationToken cancellationToken)
    {
        var incidents = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in store.Table("incidents").RowsAsync($"PartitionKey eq {vendor.Value}", cancellationToken: cancellationToken))
            if (name.IsIn(row)) incidents.Add(row.RowKey.TrimStart('~').Split('.', '~', '!')[0]);
        return incidents.Count;
    }
}
