using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Incidents;
using Compliance.Rules.Incidents;
using Compliance.Vendors;

namespace Compliance.Inspections;

/// <summary>Judges the clocks of breach notices that ran out: <c>incidents/*.json</c>, which the service writes from its ledgers.</summary>
internal static class IncidentInspection
{
    private static readonly IReadOnlyList<string> Rules = [NoticeOverdue.Definition.Id];

    public static Inspection Inspect(IVendorFolder folder, Vendor vendor)
    {
        var documents = new EvidenceDocuments(folder, "incidents", "incidents");
        var found = documents.Read((path, content) => new[] { OverdueRegisterJson.Read(content, path) });
        if (documents.Sources.Count == 0) return Inspection.Nothing;
        // The register is whole in each document, and only the audit's own is here.
        var judged = found.Count == 0 ? [] : Judge(found.MaxBy(one => one.Record.At));
        return Inspection.Of(vendor.Id, documents.Sources, Rules, judged, documents.Unread);
    }

    private static IEnumerable<Judgement> Judge((string Source, OverdueRegister Register) last) =>
        NoticeOverdue.Judge(last.Register).Select(judgement => judgement with
        {
            Controls = FrameworkCatalogue.ControlsOf(judgement.Rule),
            Evidence = new EvidenceReference(last.Source, 1),
        });
}
