using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Rules.Vaults;
using Compliance.Vaults;
using Compliance.Vendors;

namespace Compliance.Inspections;

/// <summary>Judges the secrets of key vaults by their properties: <c>vaults/*.json</c>, which hold no value of any.</summary>
internal static class VaultInspection
{
    private static readonly IReadOnlyList<string> Rules = [.. VaultRules.All.Select(rule => rule.Definition.Id)];

    public static Inspection Inspect(IVendorFolder folder, Vendor vendor)
    {
        var documents = new EvidenceDocuments(folder, "vaults", "vault");
        var latest = documents.Read((path, content) => new[] { VaultInventoryJson.Read(content, path) }).GroupBy(found => found.Record.Host, StringComparer.OrdinalIgnoreCase)
            .Select(vault => vault.MaxBy(found => (EvidencePlace.IsCollected(found.Source), found.Record.At))).ToList();
        var named = vendor.Azure?.Vaults ?? [];
        if (named.Count == 0 && documents.Sources.Count == 0) return Inspection.Nothing;
        var unread = named.FirstOrDefault(vault => !latest.Exists(found => found.Record.Vault == vault));
        var missing = unread is null ? null : $"{unread.Host} was never read: collect evidence, then audit again";
        return Inspection.Of(vendor.Id, documents.Sources, Rules, latest.SelectMany(found => Judge(found.Source, found.Record)), documents.Unread ?? missing);
    }

    private static IEnumerable<Judgement> Judge(string source, VaultInventory inventory) =>
        VaultRules.Judge(inventory, new VaultPolicy()).Select(judgement => judgement with
        {
            Controls = FrameworkCatalogue.ControlsOf(judgement.Rule),
            Evidence = new EvidenceReference(source, 1),
        });
}
