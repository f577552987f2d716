using Compliance.Signing;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Azure.Tests.Signing;

public sealed class CheckpointKeysTests
{
    private static readonly VendorId Vendor = VendorId.Parse("acme-bpo");

    [Theory]
    [InlineData("http://acme.vault.azure.net/keys/checkpoints")]
    [InlineData("https://acme.vault.azure.net/secrets/checkpoints")]
    [InlineData("https://acme.vault.azure.net/keys")]
    [InlineData("https://acme.vault.azure.net/keys/a/b/c")]
    [InlineData("https://acme.vault.azure.net/keys/a?x=1")]
    [InlineData("https://me:pw@acme.vault.azure.net/keys/a")]
    [InlineData("acme")]
    [InlineData("https://acme.vault.azure.net/keys/a; acme")]
    public void A_setting_that_names_no_key_is_refused(string setting) =>
        Assert.Contains("expected the address of a key in a vault", Assert.Throws<InputException>(() => CheckpointKeys.Open(setting, "key.pem")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://acme.vault.azure.net/keys/checkpoints", "https://vault.azure.net/.default", null)]
    [InlineData("https://acme.vault.azure.cn/keys/checkpoints/0af", "https://vault.azure.cn/.default", "0af")]
    [InlineData("https://acme.managedhsm.azure.net/keys/checkpoints", "https://managedhsm.azure.net/.default", null)]
    [InlineData("https://keys.acme.example:8443/keys/checkpoints", "https://vault.azure.net/.default", null)]
    public void A_token_is_asked_for_the_cloud_of_the_vault(string setting, string scope, string? version)
    {
        var key = KeyAddress.Parse(setting);
        Assert.Equal((scope, "checkpoints", version), (key.Scope, key.Name, key.Version));
    }

    [Fact]
    public void Any_text_is_an_address_or_none() =>
        Check.One(Tried.Times(), Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text =>
            KeyAddress.TryParse(text) is null && KeyAddress.TryParse($"https://{text}/keys/{text}") is not { Vault.Scheme: not "https" }));

    [Theory]
    [InlineData("https://compliance.example.com")]
    [InlineData("Compliance.Example.com")]
    [InlineData("compliance example")]
    [InlineData("a+b")]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    public void An_origin_that_could_not_name_a_key_is_refused(string origin) =>
        Assert.Contains("expected a name such as", Assert.Throws<InputException>(() => CheckpointKeys.Open(null, "key.pem", origin)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_log_keeps_the_name_that_it_was_signed_under()
    {
        var (plain, set) = (CheckpointKeys.Open(null, "key.pem"), CheckpointKeys.Open(null, "key.pem", "trail.example.com/eu"));
        Assert.Equal("compliance.localhost/acme-bpo", plain.OriginOf(Vendor, null));
        Assert.Equal("trail.example.com/eu/acme-bpo", set.OriginOf(Vendor, null));
        Assert.Equal("trail.example.com/eu/acme-bpo", plain.OriginOf(Vendor, "trail.example.com/eu/acme-bpo"));
        var refused = Assert.Throws<InputException>(() => set.OriginOf(Vendor, "compliance.localhost/acme-bpo"));
        Assert.Contains("a log keeps its name", refused.Message, StringComparison.Ordinal);
    }
}
