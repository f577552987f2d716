using Compliance.Entitlements.Review;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Collection;

/// <summary>Reads what reviews of a vendor's access decided to take away, as the evidence that an audit judges.</summary>
public sealed class DecidedRevocations(Store store, TimeProvider clock)
{
    /// <summary>Where the evidence lies in what an audit collected.</summary>
    public const string Document = "reviews/decisions.json";

    /// <returns>Null: nothing was ever reviewed. Where all was decided otherwise since, the register says so: what was found before is resolved by it.</returns>
    public async Task<ReadOnlyMemory<byte>?> OfAsync(VendorId vendor, CancellationToken cancellationToken = default)
    {
        var at = Instant.FromDateTimeOffset(clock.GetUtcNow());
        if (await store.Reviews.RegisterAsync(vendor, at, cancellationToken) is not { } register) return null;
        using var document = new MemoryStream();
        RevocationRegister.Write(document, register);
        return document.ToArray();
    }
}
