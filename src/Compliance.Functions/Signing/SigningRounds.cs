using System.Collections.Concurrent;
using Compliance.Functions.Auditing;
using Compliance.Handling;
using Compliance.Publishing;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Signing;

/// <summary>Signs and publishes the trail of every vendor. What goes wrong with one does not stop the others.</summary>
public sealed class SigningRounds(
    Store store, KnownVendors vendors, IContracts contracts, CheckpointSigning signing, CheckpointPublishing publishing, ILogger<SigningRounds> logger)
{
    // A witness that does not answer holds up its own vendor, and few others.
    private const int AtOnce = 4;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var unforeseen = new ConcurrentQueue<Exception>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(vendors.AllAsync(cancellationToken), atOnce, OneAsync);
        if (!unforeseen.IsEmpty) throw new AggregateException("checkpoints could not be made, for reasons that nobody foresaw", unforeseen);

        // The round fails for it, after the others have had their turn.
        async ValueTask OneAsync(VendorId vendor, CancellationToken stop)
        {
            try
            {
                await SignAsync(vendor, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                SigningLog.Unforeseen(logger, failure, vendor.Value);
                unforeseen.Enqueue(failure);
            }
        }
    }

    private async Task SignAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        try
        {
            await SignNewAsync(vendor, cancellationToken);
            // Nothing was ever signed: a vendor without entries.
            if (await store.Checkpoints.OriginAsync(vendor, cancellationToken) is null) return;
            var round = await publishing.RunAsync(vendor, await ContractAsync(vendor, cancellationToken), cancellationToken);
            foreach (var problem in round.Problems) SigningLog.NotPublished(logger, vendor.Value, problem);
            if (round.Archived > 0 || round.Told > 0 || round.Stamped) SigningLog.Published(logger, vendor.Value, round.Archived, round.Told, round.Stamped);
        }
        catch (TrailHaltedException halted)
        {
            SigningLog.Halted(logger, vendor.Value, halted.Halt.Problem.Detail);
        }
        catch (TrailInconsistentException inconsistent)
        {
            SigningLog.TrailBroken(logger, inconsistent, vendor.Value);
        }
        catch (Exception trouble) when (StoreTrouble.Is(trouble) && !cancellationToken.IsCancellationRequested)
        {
            SigningLog.StoreFailed(logger, trouble, vendor.Value);
        }
    }

    // A key that cannot be used, or reached, keeps nothing back that was signed before.
    private async Task SignNewAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        try
        {
            await signing.RunAsync(vendor, cancellationToken);
        }
        catch (InputException refused)
        {
            SigningLog.NotSigned(logger, vendor.Value, refused.Message);
        }
        catch (Exception trouble) when (StoreTrouble.Is(trouble) && !cancellationToken.IsCancellationRequested)
        {
            SigningLog.StoreFailed(logger, trouble, vendor.Value);
        }
    }

    // In pilot nobody is told, whatever the vendor's files say.
    private async Task<Contract?> ContractAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        if (await store.Vendors.FindAsync(vendor, cancellationToken) is { Mode: VendorMode.Pilot }) return null;
        try
        {
            return await contracts.OfAsync(vendor, cancellationToken);
        }
        catch (InputException refused)
        {
            SigningLog.NoContract(logger, vendor.Value, refused.Message);
            return null;
        }
    }
}
