using System.Globalization;
using Azure.Security.KeyVault.Secrets;
using Compliance.Delivery;
using Compliance.Handling;
using Compliance.Storage;
using Compliance.Trail.Notes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Publishing;

/// <summary>Sends the newest checkpoint to each witness that has not taken it: at least once, and none of those that it leaves behind.</summary>
/// <remarks>Each stands for itself: what one refuses is tried again in the next round, and the others are not told twice.</remarks>
public sealed class CheckpointWitnesses(PublishedRows rows, SecretClient secrets, ChannelSender sender, TimeProvider clock)
{
    /// <summary>Tells those that are to be told. In pilot nobody is.</summary>
    /// <returns>How many took it, and why others did not; without an address.</returns>
    public async Task<(int Told, IReadOnlyList<string> Problems)> RunAsync(Contract contract, StoredCheckpoint newest, IReadOnlyList<NoteKey> keys, CancellationToken cancellationToken)
    {
        if (contract.Vendor.Mode is not VendorMode.Live) return (0, []);
        var told = await Task.WhenAll(contract.Vendor.Witnesses.Select((witness, i) => TellAsync(contract, witness, i, newest, keys, cancellationToken)));
        return (told.Count(one => one.Took), [.. told.Select(one => one.Problem).OfType<string>()]);
    }

    private async Task<(bool Took, string? Problem)> TellAsync(
        Contract contract, string witness, int position, StoredCheckpoint newest, IReadOnlyList<NoteKey> keys, CancellationToken cancellationToken)
    {
        var vendor = contract.Vendor;
        if (await rows.TakenAsync(vendor.Id, witness, cancellationToken) >= newest.Size) return (false, null);
        try
        {
            var channel = contract.Company?.WitnessOf(witness, vendor) ?? throw new InputException("there is no company.yaml, which says how mail leaves and where channels lead");
            var message = WitnessMessage.Of(vendor, newest, keys, witness, Instant.FromDateTimeOffset(clock.GetUtcNow()));
            var result = await sender.SendAsync(channel, message, await SecretAsync(channel, cancellationToken), cancellationToken);
            if (result.Outcome != DeliveryOutcome.Accepted) return (false, $"{Shown(witness, position)} did not take it: {result.Detail}");
        }
        catch (InputException refused)
        {
            return (false, $"{Shown(witness, position)} cannot be told: {refused.Message}");
        }
        await rows.TookAsync(vendor.Id, witness, newest.Size, cancellationToken);
        return (true, null);
    }

    // Asked for each time and kept nowhere: a secret that is changed counts from the next time on.
    private async Task<string?> SecretAsync(Channel channel, CancellationToken cancellationToken)
    {
        if (channel.Secret is not { } name) return null;
        try
        {
            return (await secrets.GetSecretAsync(name, cancellationToken: cancellationToken)).Value.Value;
        }
        catch (Exception refused) when (refused is ArgumentException || Trouble.Of(refused, cancellationToken) is not null)
        {
            throw new InputException("the secret of the channel could not be read", refused);
        }
    }

    // An address may be a person's.
    private static string Shown(string witness, int position) =>
        witness.Contains('@', StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"witness {position + 1} of vendor.yaml") : $"witness `{witness}`";
}
