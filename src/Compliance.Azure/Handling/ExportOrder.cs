using Compliance.Trail.Export;
using Compliance.Vendors;

namespace Compliance.Handling;

/// <summary>What somebody wants exported of a vendor's trail.</summary>
public sealed record ExportOrder
{
    public required VendorId Vendor { get; init; }

    /// <summary>Names this export and no other one.</summary>
    public required string Id { get; init; }

    /// <summary>Who takes it, by name; the trail says a pseudonym.</summary>
    public required string By { get; init; }

    /// <summary>As what: <c>directory</c>, <c>zip</c>, <c>ocsf</c>, <c>oscal</c>.</summary>
    public required string Format { get; init; }

    /// <summary>First entry, from 0.</summary>
    public long From { get; init; }

    /// <summary>Before which entry it ends; null: all that there are, the export's own among them.</summary>
    public long? To { get; init; }

    /// <summary>Whether it says what pseudonyms stand for.</summary>
    public bool WithNames { get; init; }

    /// <summary>Told now and then how far it is.</summary>
    public IProgress<ExportProgress>? Progress { get; init; }
}
