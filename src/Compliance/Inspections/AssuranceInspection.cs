using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Rules.Assurance;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Inspections;

/// <summary>Judges what others attest of the vendor: <c>attestations.yaml</c>, read with the contract.</summary>
internal static class AssuranceInspection
{
    private const string File = "attestations.yaml";

    private static readonly IReadOnlyList<string> Rules = [.. AssuranceRules.All.Select(rule => rule.Definition.Id)];

    /// <param name="now">The audit's now; null: not known, so nobody can say what has expired.</param>
    public static Inspection Inspect(IVendorFolder folder, VendorRecord record, Instant? now)
    {
        if (record.Attestations is null && record.Vendor.DataClasses.Count == 0) return Inspection.Nothing;
        var sources = Sources(folder, record.Attestations);
        if (now is not { } instant) return Inspection.Of(record.Vendor.Id, sources, Rules, [], "there is neither `--to` nor an event: nobody can say what has expired");
        return Inspection.Of(record.Vendor.Id, sources, Rules, AssuranceRules.Judge(record, instant).Select(judgement => judgement with
        {
            Controls = FrameworkCatalogue.ControlsOf(judgement.Rule),
        }));
    }

    private static IReadOnlyList<SourceSummary> Sources(IVendorFolder folder, Attestations? attestations)
    {
        if (attestations is null || folder.List().FirstOrDefault(file => file.Path == File) is not { } file) return [];
        return
        [
            new SourceSummary
            {
                Source = File,
                Kind = "attestations",
                Format = "attestations",
                Method = folder.Method,
                CollectedAt = file.CollectedAt,
                Sha256 = attestations.Sha256,
                Bytes = file.Length,
                Records = attestations.All.Count,
                Accepted = attestations.All.Count,
            },
        ];
    }
}
