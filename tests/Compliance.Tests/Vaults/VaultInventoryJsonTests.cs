using System.Text.RegularExpressions;
using Compliance.Vaults;
using static Compliance.Tests.Vaults.Inventories;

namespace Compliance.Tests.Vaults;

public sealed class VaultInventoryJsonTests
{
    [Fact]
    public void The_example_of_the_page_reads_and_is_what_the_writer_writes()
    {
        var page = File.ReadAllText(Repository.At("src", "Compliance", "Vaults", "VAULTS.md"));
        var example = Regex.Match(page, "```json\n(?<json>.*?)```", RegexOptions.Singleline).Groups["json"].Value;
        var inventory = Read(example);
        var version = Assert.Single(Assert.Single(inventory.Secrets).Versions);
        Assert.Equal(("acme-bpo.vault.azure.net", Time("2026-03-01T08:00:00Z")), (inventory.Host, inventory.At));
        Assert.Equal((true, "crm-team", "180", Time("2026-07-10T00:00:00Z")), (version.Enabled, version.Owner, version.RotationDays, version.ExpiresOn));
        Assert.Equal(Compact(example), Compact(Text(inventory)));
    }

    [Fact]
    public void What_was_written_reads_back_with_every_field()
    {
        var whole = Vault(
            Secret(Version(40) with { Enabled = null, Managed = true, NotBefore = Ago(5), Tags = ["ä", "owner"] }, Version(2) with { Enabled = false, RotationDays = null }),
            new VaultSecret { Name = "other", Unread = "403: no right" }) with
        { Unread = "the list breaks off" };
        var read = Read(Text(whole));
        Assert.Equal(Text(whole), Text(read));
        Assert.Equal(("the list breaks off", "403: no right"), (read.Unread, read.Secrets[1].Unread));
        Assert.Equal((null, true, Ago(5)), (read.Secrets[0].Versions[0].Enabled, read.Secrets[0].Versions[0].Managed, read.Secrets[0].Versions[0].NotBefore));
        Assert.False(read.Secrets[0].Versions[1].IsEnabled);
    }

    [Fact]
    public void A_port_that_is_not_that_of_https_belongs_to_the_name() =>
        Assert.Equal("localhost:8443", (Vault() with { Vault = new Uri("https://localhost:8443/") }).Host);

    [Fact]
    public void A_byte_order_mark_is_no_error() => Assert.Empty(Read([0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(Text(Vault()))]).Secrets);

    [Theory]
    [InlineData("""{"at":"2026-03-01T08:00:00Z","secrets":[]}""", "`vault`")]
    [InlineData("""{"vault":"http://a.vault.azure.net","at":"2026-03-01T08:00:00Z","secrets":[]}""", "`vault`")]
    [InlineData("""{"vault":"https://u:p@a.vault.azure.net","at":"2026-03-01T08:00:00Z","secrets":[]}""", "`vault`")]
    [InlineData("""{"vault":"https://a.vault.azure.net/secrets","at":"2026-03-01T08:00:00Z","secrets":[]}""", "`vault`")]
    [InlineData("""{"vault":"https://a.vault.azure.net","secrets":[]}""", "`at`")]
    [InlineData("""{"vault":"https://a.vault.azure.net","at":"2026-03-01T08:00:00","secrets":[]}""", "`at`")]
    [InlineData("""{"vault":"https://a.vault.azure.net","at":"9999-12-31T23:59:59-18:00","secrets":[]}""", "`at`")]
    [InlineData("""{"vault":"https://a.vault.azure.net","at":"1969-12-31T23:59:59Z","secrets":[]}""", "`at`")]
    [InlineData("""{"vault":"https://a.vault.azure.net","at":1772323200,"secrets":[]}""", "`at`")]
    [InlineData("""{"vault":"https://a.vault.azure.net","at":"2026-03-01T08:00:00Z"}""", "`secrets`")]
    [InlineData("""{"vault":"https://a.vault.azure.net","at":"2026-03-01T08:00:00Z","secrets":null}""", "`secrets`")]
    [InlineData("""{"vault":"https://a.vault.azure.net","at":"2026-03-01T08:00:00Z","secrets":[],"keys":[]}""", "none of vault, at")]
    [InlineData("""{"at":"2026-03-01T08:00:00Z","at":"2026-03-02T08:00:00Z"}""", "`at` twice")]
    [InlineData("""{"\ud800":1}""", "not Unicode")]
    [InlineData("[]", "the document")]
    public void A_document_that_is_none_is_refused_by_its_field(string text, string said) => Assert.Contains(said, Refusal(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"name":"a b","versions":[]}""", "`secrets[0].name`")]
    [InlineData("""{"name":"../x","versions":[]}""", "`secrets[0].name`")]
    [InlineData("""{"versions":[]}""", "`secrets[0].name`")]
    [InlineData("""{"name":"a"}""", "`secrets[0].versions`")]
    [InlineData("""{"name":"a","versions":[]},{"name":"A","versions":[]}""", "stands there twice")]
    [InlineData("""{"name":"a","versions":[{"version":"1"},{"version":"1"}]}""", "stands there twice")]
    [InlineData("""{"name":"a","versions":[{"version":"1/2"}]}""", "`secrets[0].versions[0].version`")]
    [InlineData("""{"name":"a","versions":[{"enabled":"yes"}]}""", "`secrets[0].versions[0].enabled`")]
    [InlineData("""{"name":"a","versions":[{"recoverableDays":-1}]}""", "`secrets[0].versions[0].recoverableDays`")]
    [InlineData("""{"name":"a","versions":[{"recoverableDays":1e99}]}""", "`secrets[0].versions[0].recoverableDays`")]
    [InlineData("""{"name":"a","versions":[{"tags":{"owner":"x"}}]}""", "`secrets[0].versions[0].tags`")]
    [InlineData("""{"name":"a","versions":[{"tags":[null]}]}""", "`secrets[0].versions[0].tags[0]`")]
    [InlineData("""{"name":"a","versions":[{"owner":"\ud800"}]}""", "`secrets[0].versions[0].owner`")]
    [InlineData("""{"name":"a","versions":[{"owner":"\u001b[2J"}]}""", "`secrets[0].versions[0].owner`")]
    public void A_secret_that_is_none_is_refused_by_its_place(string secret, string said) => Assert.Contains(said, Refusal(Around(secret)), StringComparison.Ordinal);

    [Fact]
    public void A_value_is_refused_and_not_repeated()
    {
        var refusal = Refusal(Around("""{"name":"a","versions":[{"version":"1","value":"hunter2"}]}"""));
        Assert.Contains("delete the file", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"vault\":\n  \"https://a\",,}", "vaults/acme.json:2:")]
    [InlineData("""{"unread":[[[[[[[[[[]]]]]]]]]]}""", "nested")]
    [InlineData("", "vaults/acme.json:1:1:")]
    public void Malformed_text_is_refused_at_its_line(string text, string said) => Assert.Contains(said, Refusal(text), StringComparison.Ordinal);

    [Fact]
    public void A_file_beyond_the_limit_is_refused_after_reading_no_more_than_that()
    {
        using var endless = new EndlessSpaces();
        Assert.Contains("64 MiB", Assert.Throws<InputException>(() => VaultInventoryJson.Read(endless, "vaults/acme.json")).Message, StringComparison.Ordinal);
        Assert.InRange(endless.Given, VaultInventoryJson.MaxBytes, VaultInventoryJson.MaxBytes + 100_000);
    }

    private static string Around(string secrets) => $$"""{"vault":"https://a.vault.azure.net","at":"2026-03-01T08:00:00Z","secrets":[{{secrets}}]}""";

    private static string Refusal(string text) => Assert.Throws<InputException>(() => Read(text)).Message;

    private static string Compact(string json) => Regex.Replace(json, @"\s", "");

    private sealed class EndlessSpaces : MemoryStream
    {
        public long Given { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)' ');
            Given += buffer.Length;
            return buffer.Length;
        }
    }
}
