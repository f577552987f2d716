using Azure;
using Azure.Security.KeyVault.Secrets;

namespace Compliance.Secrets;

/// <summary>The deletion of a local secret: done when it is given.</summary>
internal sealed class LocalSecretDeletion(SecretProperties properties, DateTimeOffset at) : DeleteSecretOperation
{
    private static readonly Response Done = new LocalResponse(200);

    public override string Id => properties.Id.ToString();

    // Without a recovery id: what is deleted from the file is nowhere else.
    public override DeletedSecret Value { get; } = SecretModelFactory.DeletedSecret(properties, value: null, recoveryId: null, deletedOn: at, scheduledPurgeDate: null);

    public override bool HasCompleted => true;

    public override bool HasValue => true;

    public override Response GetRawResponse() => Done;

    public override Response UpdateStatus(CancellationToken cancellationToken = default) => Done;

    public override ValueTask<Response> UpdateStatusAsync(CancellationToken cancellationToken = default) => new(Done);

    public override ValueTask<Response<DeletedSecret>> WaitForCompletionAsync(CancellationToken cancellationToken = default) => new(Response.FromValue(Value, Done));

    public override ValueTask<Response<DeletedSecret>> WaitForCompletionAsync(TimeSpan pollingInterval, CancellationToken cancellationToken) => WaitForCompletionAsync(cancellationToken);
}
