using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Resources;
using Compliance.Resources.Catalogue;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Inspections;

/// <summary>Judges how resources are configured: <c>resources/</c>, by the checks of their types. Where there is such evidence every check is
/// asked: one without a resource of its type does not apply.</summary>
internal static class ResourcesInspection
{
    /// <param name="now">What expiries and ages are judged by; null: they are not evaluable.</param>
    public static Inspection Inspect(IVendorFolder folder, Vendor vendor, Instant? now, CancellationToken cancellation)
    {
        var inspected = ResourceInspection.Inspect(folder, CheckCatalogue.Default, now, cancellation);
        if (inspected.Evidence.Count == 0) return Inspection.Nothing;
        return Inspection.Of(vendor.Id, inspected.Evidence, inspected.Checks, inspected.Judgements, inspected.Unread, inspected.Unlisted);
    }
}
