using System.Text.RegularExpressions;
using Azure;
using Azure.Security.KeyVault.Secrets;
using Compliance.Secrets;
using Compliance.Vaults;
using Moq;
using NodaTime;

namespace Compliance.Azure.Tests.Secrets;

/// <summary>What a vault says of its secrets, and that nobody asks for their values.</summary>
public sealed class VaultReaderTests : IDisposable
{
    private readonly FakeVault _vault = new();

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task Every_secret_and_version_is_listed_over_all_pages()
    {
        for (var secret = 0; secret < 10; secret++)
            for (var version = 0; version <= secret; version++) _vault.With($"s{secret}", $"v{version}", FakeVault.Created + version);
        var read = await _vault.ReadAsync();
        Assert.Null(read.Unread);
        Assert.Equal(Enumerable.Range(0, 10).Select(secret => ($"s{secret}", secret + 1)), read.Secrets.Select(secret => (secret.Name, secret.Versions.Count)));
        Assert.All(read.Secrets, secret => Assert.Null(secret.Unread));
        Assert.Equal(["v0", "v1", "v2", "v3"], read.Secrets[3].Versions.Select(version => version.Version));
    }

    [Fact]
    public async Task Properties_are_read_as_facts_and_of_other_tags_only_the_name()
    {
        _vault.With("crm", "v1", FakeVault.Created, expires: FakeVault.Created + 86_400, enabled: false, tags: [("owner", "crm-team"), ("rotation-days", "90"), ("note", "call ann")]);
        var read = await _vault.ReadAsync();
        var version = Assert.Single(Assert.Single(read.Secrets).Versions);
        Assert.Equal(("v1", false, false, "text/plain"), (version.Version, version.Enabled, version.Managed, version.ContentType));
        Assert.Equal((Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2026, 1, 1, 0, 1), Instant.FromUtc(2026, 1, 2, 0, 0)), (version.CreatedOn, version.UpdatedOn, version.ExpiresOn));
        Assert.Equal(("Recoverable+Purgeable", 90, "crm-team", "90"), (version.RecoveryLevel, version.RecoverableDays, version.Owner, version.RotationDays));
        Assert.Equal(["note", "owner", "rotation-days"], version.Tags);
        Assert.DoesNotContain("ann", FakeVault.Written(read), StringComparison.Ordinal);
        Assert.Equal((_vault.Address, FakeVault.Noon), (read.Vault, read.At));
    }

    [Fact]
    public async Task No_request_ever_asks_for_a_value()
    {
        _vault.With("a", "v1", FakeVault.Created).With("a", "v2", FakeVault.Created + 1).With("b", "v1", FakeVault.Created).With("cert", "v1", FakeVault.Created, managed: true);
        var read = await _vault.ReadAsync();
        Assert.All(_vault.Requests, request => Assert.Matches(@"\AGET /secrets/?(?:[a-z]+/versions)?\z", request));
        Assert.Contains(_vault.Requests, request => Regex.IsMatch(request, "/secrets/a/versions"));
        Assert.DoesNotContain(FakeVault.Value, FakeVault.Written(read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_versions_of_a_certificate_are_not_asked_for()
    {
        _vault.With("cert", "v1", FakeVault.Created, managed: true);
        Assert.True(Assert.Single((await _vault.ReadAsync()).Secrets).IsManaged);
        Assert.DoesNotContain(_vault.Requests, request => request.Contains("versions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_vault_is_whole_and_empty()
    {
        var read = await _vault.ReadAsync();
        Assert.Equal((null, 0), (read.Unread, read.Secrets.Count));
    }

    [Fact]
    public async Task What_was_read_lies_as_evidence_and_reads_back()
    {
        _vault.With("a", "v1", FakeVault.Created, tags: ("owner", "x😀\u0007" + new string('y', 900))).With("a", "v2", FakeVault.Created + 1);
        var read = await _vault.ReadAsync();
        Assert.Equal(FakeVault.Written(read), FakeVault.Written(VaultInventoryJson.Read(new MemoryStream(FakeVault.Bytes(read)), "vaults/a.json")));
    }

    [Fact]
    public async Task Only_the_two_lists_of_a_client_are_used()
    {
        var listed = SecretModelFactory.SecretProperties(new Uri("https://acme.vault.azure.net/secrets/a/v1"), name: "a", version: "v1", createdOn: FakeVault.Noon.ToDateTimeOffset());
        var client = new Mock<SecretClient>(MockBehavior.Strict);
        client.Setup(vault => vault.GetPropertiesOfSecretsAsync(It.IsAny<CancellationToken>())).Returns(Pageable(listed));
        client.Setup(vault => vault.GetPropertiesOfSecretVersionsAsync("a", It.IsAny<CancellationToken>())).Returns(Pageable(listed));
        var read = await new VaultReader(_ => client.Object).ReadAsync(new Uri("https://acme.vault.azure.net"));
        Assert.Equal("v1", Assert.Single(Assert.Single(read.Secrets).Versions).Version);
    }

    [Theory]
    [InlineData("http://acme.vault.azure.net")]
    [InlineData("https://acme.vault.azure.net/secrets/a")]
    [InlineData("https://user:word@acme.vault.azure.net")]
    [InlineData("https://acme.vault.azure.net?x")]
    [InlineData("acme")]
    public async Task What_is_no_address_of_a_vault_is_refused(string address)
    {
        var refused = await Assert.ThrowsAsync<InputException>(() => _vault.Reader(null).ReadAsync(new Uri(address, UriKind.RelativeOrAbsolute)));
        Assert.DoesNotContain("word", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_out_of_range_are_named() =>
        Assert.Contains("`Parallel`", Assert.Throws<InputException>(() => _vault.Reader(new() { Parallel = 0 })).Message, StringComparison.Ordinal);

    private static AsyncPageable<SecretProperties> Pageable(params SecretProperties[] listed) =>
        AsyncPageable<SecretProperties>.FromPages([Page<SecretProperties>.FromValues(listed, null, Mock.Of<Response>())]);
}
