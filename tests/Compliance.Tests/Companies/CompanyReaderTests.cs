using System.Text;
using Compliance.Companies;
using Compliance.Delivery;
using Compliance.Regimes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Companies;

public sealed class CompanyReaderTests
{
    private static readonly Company Harborline = Read(CompanyPage.Example);
    private static readonly Vendor Acme = new() { Id = VendorId.Parse("acme-bpo"), Name = "Acme BPO" };

    [Fact]
    public void The_example_of_the_page_is_read()
    {
        Assert.Equal(("Harborline Ltd", "Europe/Berlin", "DE", false), (Harborline.Name, Harborline.Zone.Id, Harborline.LeadAuthority, Harborline.VendorIsAgent));
        Assert.Equal(["general", "financial"], Harborline.Sectors!);
        Assert.Equal(["credit_institution"], Harborline.EntityClasses!);
        Assert.Equal(["US"], Harborline.Listed!);
        Assert.Equal(["DE", "FR"], Harborline.Establishments!);
        Assert.Equal(("d.osei", "l.marsh"), (Harborline.Dpo, Harborline.Counsel));
        Assert.Equal(["pager", "soc-hook", "acquirer-mail", "teams", "slack"], Harborline.Channels.Select(channel => channel.Name));
    }

    [Fact]
    public void The_page_names_every_class_and_sector_with_its_meaning()
    {
        Assert.All(EntityClass.All, entity => Assert.Contains($"| `{entity.Word}` |{(entity.Sector is null ? "" : $" {entity.Sector}")} | {entity.Meaning} |", CompanyPage.Text, StringComparison.Ordinal));
        Assert.All(Company.AllSectors, sector => Assert.Contains($"`{sector}`", CompanyPage.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_channel_holds_what_its_type_needs_and_no_secret()
    {
        var byName = Harborline.Channels.ToDictionary(channel => channel.Name);

        Assert.Equal(new Channel { Name = "soc-hook", Type = ChannelType.Webhook, Url = new Uri("https://hooks.harborline.example/soc"), Secret = "webhook-soc" }, byName["soc-hook"]);
        Assert.Equal(new Channel { Name = "pager", Type = ChannelType.PagerDuty, Secret = "pagerduty-routing-key" }, byName["pager"]);
        Assert.Equal((ChannelType.Teams, "teams-address"), (byName["teams"].Type, byName["teams"].Secret));
        Assert.Equal((ChannelType.Slack, "slack-address"), (byName["slack"].Type, byName["slack"].Secret));
    }

    [Fact]
    public void A_mail_address_becomes_a_channel_over_the_relay()
    {
        var relay = new MailRelay("smtp.harborline.example", 587, "incidents@harborline.example", "incidents");

        Assert.Equal(
            [new Channel { Name = "legal@harborline.example", Type = ChannelType.Mail, Address = "legal@harborline.example", Relay = relay, Secret = "smtp-password" }],
            Harborline.LadderOf("legal"));
        Assert.Equal(("acquirer-mail", "incidents@acquirer.example", relay), Single(Harborline.LadderOf("acquirer")));
    }

    [Fact]
    public void A_role_is_reached_by_its_channels_in_order_and_an_unknown_one_by_none()
    {
        Assert.Equal(["pager", "soc-hook"], Harborline.LadderOf("operator").Select(channel => channel.Name));
        Assert.Equal(["broker@insurance.example"], Harborline.LadderOf("insurer").Select(channel => channel.Name));
        Assert.Equal(["ciso@bigretail.example"], Harborline.LadderOf("customer:Big Retail").Select(channel => channel.Name));
        Assert.Equal(["ciso@bigretail.example"], Harborline.LadderOf("customer:big-retail").Select(channel => channel.Name));
        Assert.Empty(Harborline.LadderOf("press"));
        Assert.Empty(Harborline.LadderOf("customer:Small Retail"));
    }

    [Fact]
    public void The_vendors_roles_are_reached_by_its_own_contacts()
    {
        var vendor = Acme with { Contacts = new Dictionary<string, IReadOnlyList<string>> { ["security"] = ["soc@acme-bpo.example", "soc-hook"] } };

        Assert.Equal(["soc@acme-bpo.example", "soc-hook"], Harborline.LadderOf("vendor-security", vendor).Select(channel => channel.Name));
        Assert.Equal(Harborline.LadderOf("operator"), Harborline.LadderOf("operator", vendor));
        Assert.Empty(Harborline.LadderOf("vendor-legal", vendor));
    }

    [Theory]
    [InlineData("phone", "vendor.yaml of `acme-bpo`: `contacts` has the channel `phone`, and company.yaml has none of that name")]
    [InlineData("soc@acme-bpo.example", "vendor.yaml of `acme-bpo`: `contacts` has a mail address, and company.yaml no `mail`")]
    public void A_contact_of_the_vendor_that_the_company_cannot_reach_is_refused(string contact, string problem)
    {
        var vendor = Acme with { Contacts = new Dictionary<string, IReadOnlyList<string>> { ["security"] = [contact] } };

        Assert.StartsWith(problem, Assert.Throws<InputException>(() => Read("name: a\nzone: UTC\n").LadderOf("vendor-security", vendor)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_witness_of_the_vendor_is_reached_by_the_channels_of_the_company()
    {
        var vendor = Acme with { Witnesses = ["soc-hook", "phone"] };

        Assert.Equal("soc-hook", Harborline.WitnessOf("soc-hook", vendor).Name);
        Assert.StartsWith(
            "vendor.yaml of `acme-bpo`: `witnesses` has the channel `phone`, and company.yaml has none of that name",
            Assert.Throws<InputException>(() => Harborline.WitnessOf("phone", vendor)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_written_is_not_known_and_an_empty_list_is_none()
    {
        var silent = Read("name: a\nzone: UTC\n");
        var none = Read("name: a\nzone: UTC\nsectors: []\nentityClasses: []\nlisted: []\nestablishments: []\n");

        Assert.True(silent is { Sectors: null, EntityClasses: null, Listed: null, Establishments: null, VendorIsAgent: null, LeadAuthority: null, Mail: null });
        Assert.Equal(["general"], none.Sectors!);
        Assert.True(none is { EntityClasses.Count: 0, Listed.Count: 0, Establishments.Count: 0 });
        Assert.Empty(silent.Contacts);
    }

    [Fact]
    public void Contracts_give_rules()
    {
        var rules = Harborline.ContractRules(Acme with { Sla = new VendorSla(Duration.FromHours(24), "vendor_awareness", "MSA-2031 annex 4") }).ToDictionary(rule => rule.Id);

        Assert.Equal(["contract.acquirer", "contract.customer.big-retail", "contract.insurer", "contract.vendor-notice"], rules.Keys.Order(StringComparer.Ordinal));
        Assert.All(rules.Values, rule => Assert.Equal(RuleStatus.Contractual, rule.Status));
        Assert.Equal((Duty.Vendor, "Harborline Ltd", "MSA-2031 annex 4", "vendor_awareness"), Told(rules["contract.vendor-notice"]));
        Assert.Equal((Duty.Customer, "Big Retail", "MSA-9", "awareness"), Told(rules["contract.customer.big-retail"]));
        Assert.Equal((Duty.Customer, "Example Insurance", "policy 77-1", "awareness"), Told(rules["contract.insurer"]));
        Assert.Equal("contract with Example Acquiring; company.yaml names no document", rules["contract.acquirer"].Source);
        Assert.DoesNotContain(Harborline.ContractRules(Acme), rule => rule.Duty == Duty.Vendor);
    }

    [Theory]
    [InlineData("Big Retail", "big-retail")]
    [InlineData("  A & B (Europe) S.A.", "a-b-europe-s-a")]
    [InlineData("Škoda", "koda")]
    [InlineData("株式会社", "e6843c6e")]
    public void The_short_name_of_a_customer_can_stand_in_an_id(string name, string slug) =>
        Assert.Equal(slug, new Counterparty { Name = name, NoticeWithin = Duration.FromHours(1) }.Slug);

    [Fact]
    public void A_text_is_read_as_its_bytes_are()
    {
        Assert.Equal(Harborline.Name, CompanyReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(CompanyPage.Example)), "company.yaml").Name);
        Assert.Contains("save it as UTF-8", Assert.Throws<InputException>(() => CompanyReader.Read(new MemoryStream(Encoding.Unicode.GetPreamble()), "c.yaml")).Message, StringComparison.Ordinal);
    }

    internal static Company Read(string yaml) => CompanyReader.Read(new StringReader(yaml), "company.yaml");

    private static (string, string?, MailRelay?) Single(IReadOnlyList<Channel> channels) => (channels.Single().Name, channels.Single().Address, channels.Single().Relay);

    private static (Duty, string, string, string) Told(RegimeRule rule) => (rule.Duty, rule.Recipient, rule.Source, rule.AnchorFacts[0]);
}
