using Compliance.Secrets;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Takes an operator's decision about a halted trail: carried out, and recorded under a pseudonym.</summary>
public sealed class TrailDecisions(Store store, VendorKeys keys, TimeProvider clock)
{
    /// <summary>The decision of a word, <c>continue</c> or <c>rebuild</c>; null: it is neither.</summary>
    public static TrailDecision? Parse(string? word) => word switch
    {
        "continue" => TrailDecision.Continue,
        "rebuild" => TrailDecision.Rebuild,
        _ => null,
    };

    /// <param name="reason">Why, 1 to <see cref="TrailResumed.MaxReason"/> characters; it stays in the trail for good and names nobody.</param>
    /// <param name="by">Name of who decides; the trail has the pseudonym.</param>
    /// <returns>Where the entry <c>trail resumed</c> lies.</returns>
    /// <exception cref="InputException">The trail is not halted, the reason is none or names somebody, or the decision cannot be carried out.</exception>
    public async Task<TrailPosition> ResumeAsync(VendorId vendor, TrailDecision decision, string reason, string by, CancellationToken cancellationToken = default)
    {
        TrailResumed.RequireReason(reason);
        if (await store.Halts.FindAsync(vendor, cancellationToken) is null) throw TrailHalts.NotHalted(vendor.Value);
        await RequireNamelessAsync(store, vendor, reason, by, cancellationToken);
        var actor = await store.Names.ActorAsync(vendor, keys, by, cancellationToken);
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        return await store.Halts.ResumeAsync(
            vendor, decision, (halt, head) => TrailResumed.Entry(vendor, now, actor, decision, reason, halt, head), cancellationToken);
    }

    /// <summary>Refuses a reason in which a name stands that the vendor's names know, of a person or an account, or that of who decides:
    /// in the trail it could never be forgotten. Names are read once, as they come.</summary>
    /// <exception cref="InputException">One does. The message says where, and does not repeat it.</exception>
    public static async Task RequireNamelessAsync(Store store, VendorId vendor, string reason, string by, CancellationToken cancellationToken = default)
    {
        Require(by);
        await foreach (var (pseudonym, name) in store.Names.AllAsync(vendor, cancellationToken))
            if (pseudonym.StartsWith("p:", StringComparison.Ordinal)) Require(name);

        void Require(string name)
        {
            if (NameInText.Of(name)?.At(reason) is >= 0 and var at)
                throw new InputException($"the reason has, after {at} characters, the name of a person or an account that the trail knows by a pseudonym: it stays in the trail for good, so write it without names, or with the pseudonym");
        }
    }
}
