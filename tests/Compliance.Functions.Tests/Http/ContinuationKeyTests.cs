using Azure;
using Azure.Security.KeyVault.Secrets;
using Compliance.Functions.Tests.Access;
using Compliance.Functions.Tests.Service;
using Compliance.Secrets;
using Compliance.Storage;
using Moq;

namespace Compliance.Functions.Tests.Http;

/// <summary>The key of links, in a vault that does not always do as it is asked.</summary>
public sealed class ContinuationKeyTests : IDisposable
{
    private readonly ServiceFolder _folder = new();
    private readonly HandClock _clock = new();
    private readonly Mock<SecretClient> _vault = new();
    private readonly List<string> _told = [];
    private readonly Store _store;

    public ContinuationKeyTests() => _store = _folder.OpenStore();

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(409)]
    [InlineData(403)]
    public async Task A_key_that_cannot_be_made_because_its_secret_was_deleted_or_disabled_says_that_it_must_be_recovered(int status)
    {
        _vault.Setup(vault => vault.SetSecretAsync(It.IsAny<KeyVaultSecret>(), It.IsAny<CancellationToken>())).ThrowsAsync(new RequestFailedException(status, "no", "ObjectIsDeletedButRecoverable", null));
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => Key().GetAsync());
        Assert.Equal(status, refused.Status);
        Assert.Contains("`continuation-key` cannot be made (ObjectIsDeletedButRecoverable): if it was deleted, recover it", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task A_key_that_is_known_is_used_on_while_the_vault_fails_and_that_is_told_once_a_minute(int status)
    {
        var set = "";
        _vault.Setup(vault => vault.SetSecretAsync(It.IsAny<KeyVaultSecret>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((KeyVaultSecret secret, CancellationToken _) => Response.FromValue(Secret(set = secret.Value), Mock.Of<Response>()));
        var reads = Answers(() => Response.FromValue(Secret(set), Mock.Of<Response>()));
        var key = Key();
        var first = await key.GetAsync();

        reads.Failing = new RequestFailedException(status, "no");
        // Of one that is gone another is made, which cannot be while the name is kept for the old one.
        _vault.Setup(vault => vault.SetSecretAsync(It.IsAny<KeyVaultSecret>(), It.IsAny<CancellationToken>())).ThrowsAsync(new RequestFailedException(409, "no"));
        _clock.Now += TimeSpan.FromHours(2);
        for (var i = 0; i < 10; i++) Assert.Equal(first, await key.GetAsync());
        Assert.Single(_told);
        if (status != 503) Assert.Contains("recover it", _told[0], StringComparison.Ordinal);
        _clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(first, await key.GetAsync());
        Assert.Equal(2, _told.Count);
        reads.Failing = null;
        _clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(first, await key.GetAsync());
        Assert.Equal(2, _told.Count);
    }

    private ContinuationKey Key() => new(_vault.Object, _store, _clock, kept => _told.Add(kept.Message));

    private Reads Answers(Func<Response<KeyVaultSecret>> answer)
    {
        var reads = new Reads();
        _vault.Setup(vault => vault.GetSecretAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(() => reads.Failing is { } failure ? Task.FromException<Response<KeyVaultSecret>>(failure) : Task.FromResult(answer()));
        return reads;
    }

    private static KeyVaultSecret Secret(string value) =>
        SecretModelFactory.KeyVaultSecret(SecretModelFactory.SecretProperties(new Uri("https://v/secrets/continuation-key/v1"), name: "continuation-key", version: "v1"), value);

    private sealed class Reads
    {
        public Exception? Failing { get; set; }
    }
}
