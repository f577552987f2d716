using Azure;
using Azure.Security.KeyVault.Secrets;
using Compliance.Azure.Tests.Storage;
using Compliance.Secrets;
using Moq;
using NodaTime;

namespace Compliance.Azure.Tests.Secrets;

public sealed class KeyDeletionTests : IDisposable
{
    private static readonly DateTimeOffset Purge = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TestStore _test = new();
    private readonly Mock<SecretClient> _vault = new(MockBehavior.Strict);

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_secret_is_deleted_waited_for_and_purged()
    {
        Deletes();
        _vault.Setup(client => client.PurgeDeletedSecretAsync("s", It.IsAny<CancellationToken>())).ReturnsAsync(Mock.Of<Response>());
        Assert.Equal(new DeletedKey(DeletedKeyState.Gone, null), await new KeyDeletion(_vault.Object, "s").RunAsync(default));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(409)]
    public async Task What_may_not_be_purged_is_said_to_be_recoverable(int status)
    {
        Deletes();
        _vault.Setup(client => client.PurgeDeletedSecretAsync("s", It.IsAny<CancellationToken>())).ThrowsAsync(new RequestFailedException(status, "no"));
        Assert.Equal(new DeletedKey(DeletedKeyState.Recoverable, Instant.FromDateTimeOffset(Purge)), await new KeyDeletion(_vault.Object, "s").RunAsync(default));
    }

    [Fact]
    public async Task What_was_deleted_before_is_purged_by_a_repetition()
    {
        _vault.Setup(client => client.StartDeleteSecretAsync("s", It.IsAny<CancellationToken>())).ThrowsAsync(new RequestFailedException(404, "gone"));
        _vault.Setup(client => client.PurgeDeletedSecretAsync("s", It.IsAny<CancellationToken>())).ReturnsAsync(Mock.Of<Response>());
        Assert.Equal(DeletedKeyState.Gone, (await new KeyDeletion(_vault.Object, "s").RunAsync(default)).State);
        _vault.Verify(client => client.PurgeDeletedSecretAsync("s", It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task Without_the_right_to_delete_it_says_which_right_is_missing()
    {
        _vault.Setup(client => client.StartDeleteSecretAsync("s", It.IsAny<CancellationToken>())).ThrowsAsync(new RequestFailedException(403, "no", "Forbidden", null));
        var refused = await Assert.ThrowsAsync<InputException>(() => new KeyDeletion(_vault.Object, "s").RunAsync(default));
        Assert.Contains("secrets/delete", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_local_secret_goes_with_all_its_versions_and_others_stay()
    {
        var client = new LocalSecretClient(Path.Combine(_test.Folder, "secrets.json"));
        var first = await client.SetSecretAsync("s", "the first value");
        await client.SetSecretAsync("s", "the second value");
        await client.SetSecretAsync("t", "another");

        var deletion = await client.StartDeleteSecretAsync("s");

        Assert.True(deletion.HasCompleted);
        Assert.Equal("s", (await deletion.WaitForCompletionAsync()).Value.Name);
        Assert.Equal(404, Assert.Throws<RequestFailedException>(() => client.GetSecret("s", first.Value.Properties.Version, default)).Status);
        Assert.Equal(404, (await Assert.ThrowsAsync<RequestFailedException>(() => client.StartDeleteSecretAsync("s"))).Status);
        Assert.Equal("another", client.GetSecret("t").Value.Value);
        Assert.DoesNotContain("value", File.ReadAllText(Path.Combine(_test.Folder, "secrets.json")).Replace("\"value\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private void Deletes()
    {
        var properties = SecretModelFactory.SecretProperties(new Uri("https://v/secrets/s"), name: "s");
        var operation = new Mock<DeleteSecretOperation>();
        var deleted = SecretModelFactory.DeletedSecret(properties, null, null, Purge.AddDays(-90), Purge);
        operation.Setup(waited => waited.WaitForCompletionAsync(It.IsAny<CancellationToken>())).ReturnsAsync(Response.FromValue(deleted, Mock.Of<Response>()));
        operation.Setup(waited => waited.Value).Returns(deleted);
        _vault.Setup(client => client.StartDeleteSecretAsync("s", It.IsAny<CancellationToken>())).ReturnsAsync(operation.Object);
    }
}
