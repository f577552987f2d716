using Compliance.Companies;

namespace Compliance.Tests.Companies;

public sealed class CompanyRefusalTests
{
    private const string Smallest = "name: a\nzone: UTC\n";

    [Theory]
    [InlineData("", "company.yaml:1:1: the file is empty: see COMPANY.md for its keys")]
    [InlineData("[]", "company.yaml:1:1: expected a mapping: company.yaml has name, zone, sectors")]
    [InlineData("zone: UTC\n", "company.yaml:1:1: company.yaml needs the key `name`")]
    [InlineData("name: a\n", "company.yaml:1:1: company.yaml needs the key `zone`")]
    [InlineData("name: a\nzone: Mars\n", "company.yaml:2:7: `Mars` is not a time zone")]
    [InlineData("name: a\nzone: UTC\nname: b\n", "company.yaml:3:1: the key `name` is already on line 1")]
    [InlineData("name: &a b\nzone: UTC\n", "company.yaml:1:7: anchors (`&name`) are not accepted")]
    [InlineData("name: *a\nzone: UTC\n", "company.yaml:1:7: aliases (`*name`) are not accepted")]
    [InlineData("name: !!str a\nzone: UTC\n", "company.yaml:1:7: tags (`!name`) are not accepted")]
    public void A_file_that_is_none(string yaml, string problem) => AssertRefused(yaml, problem);

    [Theory]
    [InlineData("sector: [health]", "3:1: unknown key `sector`: company.yaml has name, zone, sectors")]
    [InlineData("sectors: health", "3:10: expected a list")]
    [InlineData("sectors: [retail]", "3:11: `retail` is not known here: expected general or health")]
    [InlineData("entityClasses: [Bank]", "3:17: `Bank` is not known here: expected credit_institution or")]
    [InlineData("sectors: [health]\nentityClasses: [bank]", "4:16: `bank` is of the sector financial: add that to `sectors`, or correct the class")]
    [InlineData("listed: [NYSE]", "3:10: `NYSE` is not a code of ISO 3166")]
    [InlineData("establishments: [UK]", "3:18: `UK` is not a code of ISO 3166: write GB")]
    [InlineData("leadAuthority: [DE]", "3:16: expected text, found a list")]
    [InlineData("vendorIsAgent: maybe", "3:16: `maybe` is not known here: expected true or false")]
    [InlineData("insurer: { name: b }", "3:10: insurer needs the key `noticeWithin`")]
    [InlineData("insurer: { noticeWithin: 48h }", "3:10: insurer needs the key `name`")]
    [InlineData("acquirer: { name: b, noticeWithin: 48 }", "3:36: `48` is not a duration")]
    [InlineData("customers: [{ name: b, noticeWithin: 1h, from: awareness }]", "3:42: unknown key `from`: a customer has name, document, noticeWithin, contacts")]
    [InlineData("customers: [{ name: A b, noticeWithin: 1h }, { name: a-B, noticeWithin: 1h }]", "3:46: `a-B` has the same short name, `a-b`, as `A b`: change one")]
    public void What_it_says_of_the_company(string line, string problem) => AssertRefused($"{Smallest}{line}\n", "company.yaml:" + problem);

    [Theory]
    [InlineData("contacts: { operator: [pager] }", "3:24: there is no channel `pager`: add it under `channels`, or correct the name")]
    [InlineData("contacts: { operator: [ops@a.example] }", "3:24: `ops@a.example` is a mail address, and there is no `mail`: add the relay")]
    [InlineData("insurer: { name: b, noticeWithin: 1h, contacts: [pager] }", "3:50: there is no channel `pager`")]
    [InlineData("contacts: { vendor-security: [a] }", "3:13: roles that begin with `vendor-` are the vendor's own")]
    [InlineData("contacts: { operator: [] }", "3:23: the list is empty")]
    [InlineData("contacts: { op erator: [] }", "3:13: `op erator` is not the name of a role")]
    [InlineData("channels: { p: { type: fax } }", "3:24: `fax` is not known here: expected webhook or teams or slack or pagerduty or mail")]
    [InlineData("channels: { p: { secret: a } }", "3:16: a channel needs the key `type`")]
    [InlineData("channels: { p q: { type: teams, secret: a } }", "3:13: this is not the name of a channel")]
    [InlineData("channels: { p: { type: webhook, secret: a } }", "3:16: a channel of type webhook needs the key `url`")]
    [InlineData("channels: { p: { type: webhook, url: 'https://a.example' } }", "3:16: a channel of type webhook needs the key `secret`")]
    [InlineData("channels: { p: { type: slack, url: 'https://a.example', secret: a } }", "3:36: a channel of type slack has no `url`: the whole address is the secret of that name")]
    [InlineData("channels: { p: { type: mail, address: a@b.example } }", "3:16: a channel of type mail needs `mail`")]
    [InlineData("channels: { p: { type: mail, address: a@b.example, secret: c } }", "3:60: a channel of type mail has no `secret`: the relay and its password stand under `mail`")]
    [InlineData("mail: { host: smtp.a.example }", "3:7: mail needs the key `from`")]
    [InlineData("mail: { host: 'smtp.a.example:25', from: a@b.example }", "3:15: `smtp.a.example:25` is no host")]
    [InlineData("mail: { host: a, port: 0, from: a@b.example }", "3:24: a port is a number from 1 to 65535")]
    [InlineData("mail: { host: a, from: a@b.example, user: c }", "3:7: `user` and `secret` belong together")]
    public void What_it_says_of_contacts(string line, string problem) => AssertRefused($"{Smallest}{line}\n", "company.yaml:" + problem);

    [Theory]
    [InlineData("hooks.a.example", "this is not the address of a receiver")]
    [InlineData("ftp://a.example", "this is not the address of a receiver")]
    [InlineData("http://a.example", "this address is http: write https, since")]
    [InlineData("http://127.0.0.1:8080", "this address is http: write https, or `allowPrivate: true`")]
    [InlineData("https://127.0.0.1", "this address is private: write `allowPrivate: true`")]
    [InlineData("https://[::ffff:10.0.0.1]/", "this address is private")]
    [InlineData("https://localhost/", "this address is private")]
    [InlineData("https://a.example/#b", "this address has a part after `#`")]
    [InlineData("https://hooks.slack.com/services/T0/B0/hunter2", "this address is a secret itself")]
    [InlineData("https://prod-1.westeurope.logic.azure.com/workflows/a/triggers/b", "this address is a secret itself")]
    [InlineData("https://a.example/hook?x=1&sig=hunter2", "this address is a secret itself")]
    [InlineData("https://a.example/hook?code=hunter2", "this address is a secret itself")]
    [InlineData("https://soc:hunter2@a.example/hook", "this address is a secret itself")]
    public void An_address_that_may_not_be_asked(string url, string problem)
    {
        var message = AssertRefused($"{Smallest}channels: {{ p: {{ type: webhook, url: '{url}', secret: a }} }}\n", $"company.yaml:3:38: {problem}");
        Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/hook")]
    [InlineData("http://localhost/hook")]
    [InlineData("http://10.1.2.3/hook")]
    [InlineData("http://[::1]:9000/")]
    [InlineData("https://receiver.internal/")]
    public void A_private_address_is_taken_where_the_channel_says_so(string url) =>
        Assert.True(CompanyReaderTests.Read($"{Smallest}channels: {{ p: {{ type: webhook, url: '{url}', secret: a, allowPrivate: true }} }}\n").Channels.Single().AllowPrivate);

    [Fact]
    public void A_public_address_stays_https_whatever_the_channel_says() =>
        AssertRefused($"{Smallest}channels: {{ p: {{ type: webhook, url: 'http://203.0.113.9/', secret: a, allowPrivate: true }} }}\n", "this address is http: write https, since");

    [Theory]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("https://hooks.slack.com/services/T000/B000/XXXX")]
    [InlineData("https://a.westeurope.logic.azure.com/workflows/1/triggers/x?sig=abc")]
    [InlineData("sig=abc")]
    [InlineData("0123456789abcdef0123456789ABCDEF")]
    public void A_secret_in_place_of_its_name_is_refused_and_not_shown(string secret)
    {
        var message = AssertRefused($"{Smallest}channels: {{ p: {{ type: teams, secret: '{secret}' }} }}\n", "company.yaml:3:39: this looks like a secret itself: put it into Key Vault");
        Assert.DoesNotContain(secret[..6], message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("under_score")]
    [InlineData("hunter2!")]
    public void What_cannot_name_a_secret_is_refused_and_not_shown(string secret) =>
        Assert.DoesNotContain(secret, AssertRefused($"{Smallest}channels: {{ p: {{ type: teams, secret: '{secret}' }} }}\n", "this is not the name of a secret"), StringComparison.Ordinal);

    [Fact]
    public void What_hangs_on_a_refused_channel_or_relay_is_not_told_as_another_problem()
    {
        AssertRefused($"{Smallest}channels: {{ p: {{ type: fax }} }}\ncontacts: {{ operator: [p] }}\n", "3:24: `fax` is not known here");
        AssertRefused($"{Smallest}mail: {{ from: a@b.example }}\ncontacts: {{ operator: [c@d.example] }}\n", "3:7: mail needs the key `host`");
    }

    [Fact]
    public void A_file_that_is_too_long_is_refused()
    {
        var text = Smallest + "#" + new string('a', 1 << 20);

        Assert.Contains("longer than 1 Mi characters", Assert.Throws<InputException>(() => CompanyReaderTests.Read(text)).Message, StringComparison.Ordinal);
        Assert.Contains("larger than 1 MiB", Assert.Throws<InputException>(() => CompanyReader.Read(new MemoryStream(new byte[(1 << 20) + 1]), "company.yaml")).Message, StringComparison.Ordinal);
    }

    /// <summary>The file is refused for one reason.</summary>
    private static string AssertRefused(string yaml, string problem)
    {
        var message = Assert.Throws<InputException>(() => CompanyReaderTests.Read(yaml)).Message;
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
