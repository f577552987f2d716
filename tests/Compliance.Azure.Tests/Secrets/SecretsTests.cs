using Azure;
using Azure.Security.KeyVault.Secrets;
using Compliance.Azure.Tests.Storage;
using Compliance.Secrets;
using Moq;

namespace Compliance.Azure.Tests.Secrets;

public sealed class SecretsTests : IDisposable
{
    private readonly TestStore _test = new();

    private string File => Path.Combine(_test.Folder, "secrets", "secrets.json");

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_local_secret_reads_back_with_all_its_versions()
    {
        var first = await new LocalSecretClient(File).SetSecretAsync("s", "one");
        var second = await new LocalSecretClient(File).SetSecretAsync("s", "two");
        var client = new LocalSecretClient(File);
        Assert.Equal("two", (await client.GetSecretAsync("s")).Value.Value);
        Assert.Equal("one", client.GetSecret("s", first.Value.Properties.Version, default).Value.Value);
        Assert.NotEqual(first.Value.Properties.Version, second.Value.Properties.Version);
        Assert.Equal(404, (await Assert.ThrowsAsync<RequestFailedException>(() => client.GetSecretAsync("t"))).Status);
    }

    [SkippableFact]
    public async Task Only_the_owner_can_read_local_secrets_or_they_are_refused()
    {
        Skip.If(OperatingSystem.IsWindows(), "file modes are those of Unix");
        if (OperatingSystem.IsWindows()) return;
        var client = new LocalSecretClient(File);
        await client.SetSecretAsync("s", "one");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("640", Assert.Throws<InputException>(() => client.GetSecret("s")).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InputException>(() => client.SetSecretAsync("s", "two"));
    }

    [Fact]
    public async Task Secrets_set_at_once_are_all_kept()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => new LocalSecretClient(File).SetSecretAsync($"s{i % 3}", $"{i}"))));
        var client = new LocalSecretClient(File);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(i, int.Parse(client.GetSecret($"s{i}").Value.Value, System.Globalization.CultureInfo.InvariantCulture) % 3));
    }

    [Fact]
    public async Task A_key_is_made_once_and_stays()
    {
        var vendor = TestStore.NewVendor();
        var store = _test.Open();
        var first = (await new VendorKeys(new LocalSecretClient(File), store.Vendors).OfAsync(vendor)).OfPerson("ann");
        await new LocalSecretClient(File).SetSecretAsync($"pseudonyms-{vendor}", Convert.ToBase64String(new byte[32]));
        Assert.Equal(first, (await new VendorKeys(new LocalSecretClient(File), _test.Open().Vendors).OfAsync(vendor)).OfPerson("ann"));
    }

    [Fact]
    public async Task Eight_who_make_a_key_at_once_use_one()
    {
        var vendor = TestStore.NewVendor();
        var stores = Enumerable.Range(0, 8).Select(_ => _test.Open()).ToList();
        var words = await Task.WhenAll(stores.Select(store => Task.Run(async () => (await new VendorKeys(new LocalSecretClient(File), store.Vendors).OfAsync(vendor)).OfPerson("ann"))));
        Assert.Single(words.Distinct());
    }

    [Fact]
    public async Task Who_comes_second_reads_the_version_that_was_decided()
    {
        var vendor = TestStore.NewVendor();
        var vault = new Mock<SecretClient>(MockBehavior.Strict);
        var store = _test.Open();
        vault.Setup(client => client.SetSecretAsync(It.IsAny<KeyVaultSecret>(), It.IsAny<CancellationToken>()))
            .Returns(async (KeyVaultSecret secret, CancellationToken _) =>
            {
                // Another process decides between our setting the secret and our row.
                await store.Vendors.DecideAsync(vendor, "pseudonym-key", "theirs", default);
                return Response.FromValue(Secret(secret.Name, "ours", secret.Value), Mock.Of<Response>());
            });
        vault.Setup(client => client.GetSecretAsync($"pseudonyms-{vendor}", "theirs", It.IsAny<CancellationToken>()))
            .ReturnsAsync(Response.FromValue(Secret($"pseudonyms-{vendor}", "theirs", Convert.ToBase64String(new byte[32])), Mock.Of<Response>()));
        var pseudonyms = await new VendorKeys(vault.Object, store.Vendors).OfAsync(vendor);
        Assert.Equal(new Compliance.Trail.Pseudonyms(new byte[32]).OfPerson("ann"), pseudonyms.OfPerson("ann"));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public async Task A_key_that_is_gone_is_never_replaced(int status)
    {
        var vendor = TestStore.NewVendor();
        var store = _test.Open();
        await store.Vendors.DecideAsync(vendor, "pseudonym-key", "v1", default);
        var vault = new Mock<SecretClient>(MockBehavior.Strict);
        vault.Setup(client => client.GetSecretAsync(It.IsAny<string>(), "v1", It.IsAny<CancellationToken>())).ThrowsAsync(new RequestFailedException(status, "gone"));
        var refused = await Assert.ThrowsAsync<KeyUnavailableException>(() => new VendorKeys(vault.Object, store.Vendors).OfAsync(vendor));
        Assert.Contains($"pseudonyms-{vendor}", refused.Message, StringComparison.Ordinal);
    }

    private static KeyVaultSecret Secret(string name, string version, string value) =>
        SecretModelFactory.KeyVaultSecret(SecretModelFactory.SecretProperties(new Uri($"https://v/secrets/{name}/{version}"), name: name, version: version), value);
}
