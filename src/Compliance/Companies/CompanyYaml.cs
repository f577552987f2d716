using Compliance.Delivery;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Companies;

/// <summary>Reads the keys of company.yaml.</summary>
internal static class CompanyYaml
{
    private const int MostCustomers = 500;
    private static readonly string[] EntityClasses = [.. EntityClass.All.Select(entity => entity.Word)];

    public static Company? Read(YamlValue root)
    {
        var file = root.Fields("company.yaml",
            "name", "zone", "sectors", "entityClasses", "listed", "establishments", "leadAuthority", "vendorIsAgent", "acquirer", "insurer", "customers",
            "dpo", "counsel", "contacts", "mail", "channels");
        if (file is null) return null;

        // Contacts name channels, so these are read first, wherever they stand.
        var reach = new ChannelDirectory(file);
        var name = file.Required("name", YamlNames.Text);
        var zone = file.Required("zone", YamlNames.Zone);
        var company = new Company
        {
            Name = name ?? "",
            Zone = zone ?? DateTimeZone.Utc,
            Sectors = file.Optional("sectors", v => Words(v, [.. Company.AllSectors])) is { } sectors ? [.. sectors.Prepend("general").Distinct()] : null,
            EntityClasses = file.Optional("entityClasses", v => Words(v, EntityClasses)),
            Listed = file.Optional("listed", Jurisdictions),
            Establishments = file.Optional("establishments", Jurisdictions),
            LeadAuthority = file.Optional("leadAuthority", JurisdictionYaml.Read),
            VendorIsAgent = file.Optional("vendorIsAgent", v => v.Word("true", "false")) switch { "true" => true, "false" => false, _ => null },
            Acquirer = file.Optional("acquirer", v => Party(v, "acquirer", reach)),
            Insurer = file.Optional("insurer", v => Party(v, "insurer", reach)),
            Customers = file.Optional("customers", v => Customers(v, reach)) ?? [],
            Dpo = file.Optional("dpo", YamlNames.Text),
            Counsel = file.Optional("counsel", YamlNames.Text),
            Contacts = file.Optional("contacts", v => Contacts(v, reach)) ?? [],
            Channels = reach.Channels,
            Mail = reach.Mail,
        };
        RefuseContradiction(file, company);
        return name is null || zone is null ? null : company;
    }

    // A rule of a sector asks for the sector where it does not know the classes: the two must say the same.
    private static void RefuseContradiction(YamlFields file, Company company)
    {
        if (company.Sectors is not { } sectors) return;
        foreach (var entity in EntityClass.All.Where(entity => company.EntityClasses?.Contains(entity.Word) is true && entity.Sector is not null && !sectors.Contains(entity.Sector)))
            file.RefuseAt("entityClasses", $"`{entity.Word}` is of the sector {entity.Sector}: add that to `sectors`, or correct the class");
    }

    private static IReadOnlyList<string>? Words(YamlValue value, string[] words) => value.Any(item => item.Word(words)) is { } read ? [.. read.Distinct()] : null;

    private static IReadOnlyList<string>? Jurisdictions(YamlValue value) => value.Any(JurisdictionYaml.Read) is { } read ? [.. read.Distinct()] : null;

    private static Dictionary<string, IReadOnlyList<Channel>>? Contacts(YamlValue value, ChannelDirectory reach)
    {
        if (ContactsYaml.Roles(value) is not { } roles) return null;
        var contacts = new Dictionary<string, IReadOnlyList<Channel>>(StringComparer.Ordinal);
        foreach (var (role, place, list) in roles)
        {
            if (role.StartsWith(Company.VendorRole, StringComparison.Ordinal))
                place.Refuse($"roles that begin with `{Company.VendorRole}` are the vendor's own: write them under `contacts` of vendor.yaml, without that beginning");
            else if (reach.Ladder(list) is { } ladder) contacts.Add(role, ladder);
        }
        return contacts;
    }

    private static IReadOnlyList<Counterparty>? Customers(YamlValue value, ChannelDirectory reach)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        var customers = value.Any(item =>
        {
            var customer = Party(item, "a customer", reach);
            if (customer is null || seen.TryAdd(customer.Slug, customer.Name)) return customer;
            item.Refuse($"{Excerpt.Of(customer.Name)} has the same short name, `{customer.Slug}`, as {Excerpt.Of(seen[customer.Slug])}: change one of the names");
            return null;
        });
        if (customers is { Count: > MostCustomers }) value.Refuse($"{customers.Count} customers: name at most {MostCustomers}");
        return customers;
    }

    private static Counterparty? Party(YamlValue value, string what, ChannelDirectory reach)
    {
        if (value.Fields(what, "name", "document", "noticeWithin", "contacts") is not { } party) return null;
        var name = party.Required("name", YamlNames.Text);
        var document = party.Optional("document", YamlNames.Text);
        var within = party.Required("noticeWithin", v => v.As<Duration>(Notations.Duration));
        var contacts = party.Optional("contacts", reach.Ladder);
        return name is null || within is null ? null : new Counterparty { Name = name, Document = document, NoticeWithin = within.Value, Contacts = contacts ?? [] };
    }
}
