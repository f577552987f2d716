using Azure;
using Azure.Security.KeyVault.Secrets;
using NodaTime;

namespace Compliance.Secrets;

/// <summary>What became of a key's secret.</summary>
public enum DeletedKeyState
{
    /// <summary>Nowhere any more, as far as the vault can say.</summary>
    Gone,

    /// <summary>Deleted, but who may recover secrets can bring it back until the vault purges it.</summary>
    Recoverable,
}

/// <param name="PurgedOn">When the vault itself purges it; null: not known, or purged.</param>
public sealed record DeletedKey(DeletedKeyState State, Instant? PurgedOn);

/// <summary>Deletes a secret and purges it. A vault with purge protection, or an identity without the right, leaves it recoverable.</summary>
internal sealed class KeyDeletion(SecretClient secrets, string name)
{
    // A vault deletes within seconds; what it has not finished then, a repetition purges.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <exception cref="InputException">The secret may not be deleted.</exception>
    public async Task<DeletedKey> RunAsync(CancellationToken cancellationToken)
    {
        var purgedOn = await DeleteAsync(cancellationToken);
        try
        {
            await secrets.PurgeDeletedSecretAsync(name, cancellationToken);
            return new(DeletedKeyState.Gone, null);
        }
        catch (RequestFailedException e) when (e.Status is 404)
        {
            return new(DeletedKeyState.Gone, null);
        }
        // 403: no right, or purge protection; 409: still being deleted.
        catch (RequestFailedException e) when (e.Status is 403 or 409)
        {
            return new(DeletedKeyState.Recoverable, purgedOn);
        }
    }

    private async Task<Instant?> DeleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            var deletion = await secrets.StartDeleteSecretAsync(name, cancellationToken);
            await WaitAsync(deletion, cancellationToken);
            return deletion.Value.ScheduledPurgeDate is { } date ? Instant.FromDateTimeOffset(date) : null;
        }
        // 404: gone, or deleted before; 409: another is deleting it.
        catch (RequestFailedException e) when (e.Status is 404 or 409)
        {
            return null;
        }
        catch (RequestFailedException e) when (e.Status is 403)
        {
            throw new InputException($"the vault does not let this program delete the secret `{name}` ({e.ErrorCode}): the names are gone and the decision stands, the key is still there. Grant `secrets/delete` and repeat the command", e);
        }
    }

    private static async Task WaitAsync(DeleteSecretOperation deletion, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await deletion.WaitForCompletionAsync(patience.Token);
        }
        // The purge that follows is then refused with 409, and the answer says that the secret can be recovered.
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }
}
