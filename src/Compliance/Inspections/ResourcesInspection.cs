using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Resources;
using Compliance.Resources.Catalogue;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Inspections;

/// <summary>Judges how resources are configured: <c>resources/</c>, by the checks of their types.</summary>
internal static class ResourcesInspection
{
    /// <param name="now">What expiries and ages are judged by; null: they are not evaluable.</param>
    public static Inspection Inspect(IVendorFolder folder, Vendor vendor, Instant? now, CancellationToken cancellation)
    {
        var inspected = ResourceInspection.Inspect(folder, CheckCatalogue.Default, now, cancellation);
        if (inspected.Evidence.Count == 0) return Inspection.Nothing;
        return Inspection.Of(vendor.Id, inspected.Evidence, Asked(inspected), inspected.Judgements, inspected.Unread, inspected.Unlisted);
    }

    // A check without a resource of its type has tested nothing and is left out; where some evidence could not be read there may
    // have been one.
    private static IReadOnlyList<string> Asked(InspectedResources inspected)
    {
        if (inspected.Unread is not null) return inspected.Checks;
        var judged = inspected.Judgements.Select(judgement => judgement.Rule).Concat(inspected.Unlisted.Select(counted => counted.Rule)).ToHashSet(StringComparer.Ordinal);
        return [.. inspected.Checks.Where(judged.Contains)];
    }
}
