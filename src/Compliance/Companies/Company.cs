using Compliance.Delivery;
using Compliance.Regimes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Companies;

/// <summary><c>company.yaml</c>: the company that outsources, as far as its duties to tell depend on it, and whom to reach there.</summary>
/// <remarks>INVARIANT: null is not known and an empty list is none. No rule takes the first for the second.</remarks>
public sealed record Company
{
    internal const string VendorRole = "vendor-";
    private const string CustomerRole = "customer:";

    public required string Name { get; init; }

    /// <summary>Where days begin and end for what counts in the zone of a Member State.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Words of <see cref="AllSectors"/>, <c>general</c> always among them; null: not known.</summary>
    public IReadOnlyList<string>? Sectors { get; init; }

    /// <summary>Words of <see cref="EntityClass.All"/>; null: not known.</summary>
    public IReadOnlyList<string>? EntityClasses { get; init; }

    /// <summary>Countries on whose markets it is listed; null: not known.</summary>
    public IReadOnlyList<string>? Listed { get; init; }

    /// <summary>Jurisdictions in which it is established: <c>DE</c>, <c>US-NY</c>; null: not known.</summary>
    public IReadOnlyList<string>? Establishments { get; init; }

    /// <summary>Jurisdiction of the lead authority; null: not known, or there is none.</summary>
    public string? LeadAuthority { get; init; }

    /// <summary>Whether vendors act as its agents, so that what they discover it has discovered (45 CFR 164.404(a)(2)); null: not known.</summary>
    public bool? VendorIsAgent { get; init; }
    public Counterparty? Acquirer { get; init; }
    public Counterparty? Insurer { get; init; }

    /// <summary>Companies that it works for.</summary>
    public IReadOnlyList<Counterparty> Customers { get; init; } = [];

    /// <summary>Data protection officer.</summary>
    public string? Dpo { get; init; }
    public string? Counsel { get; init; }

    /// <summary>Role → channels in order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Channel>> Contacts { get; init; } = new Dictionary<string, IReadOnlyList<Channel>>();

    /// <summary>In file order.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>How mail leaves; null: it does not.</summary>
    public MailAccount? Mail { get; init; }

    public static IReadOnlyList<string> AllSectors { get; } = ["general", "health", "financial", "telecom", "payments", "product", "critical infrastructure"];

    /// <summary>Whom to reach in a role, in order; empty: nobody is named.</summary>
    /// <param name="role">A role of <c>contacts</c>; <c>acquirer</c>, <c>insurer</c>, or <c>customer:</c> and the name or <see cref="Counterparty.Slug"/>.</param>
    public IReadOnlyList<Channel> LadderOf(string role) =>
        Contacts.TryGetValue(role, out var ladder) ? ladder
        : role == "acquirer" ? Acquirer?.Contacts ?? []
        : role == "insurer" ? Insurer?.Contacts ?? []
        : role.StartsWith(CustomerRole, StringComparison.Ordinal) ? Customers.FirstOrDefault(customer => customer.IsCalled(role[CustomerRole.Length..]))?.Contacts ?? []
        : [];

    /// <summary>Likewise, with the vendor's own roles: <c>vendor-security</c> is <c>security</c> of its <c>contacts</c>.</summary>
    /// <exception cref="InputException">The vendor names a channel that company.yaml does not have, or an address while company.yaml has no <c>mail</c>.</exception>
    public IReadOnlyList<Channel> LadderOf(string role, Vendor vendor) =>
        !role.StartsWith(VendorRole, StringComparison.Ordinal) ? LadderOf(role)
        : vendor.Contacts.TryGetValue(role[VendorRole.Length..], out var names) ? [.. names.Select(name => Reach(name, vendor, "contacts"))]
        : [];

    /// <summary>The channel by which a witness of the vendor's is reached.</summary>
    /// <param name="witness">One of <see cref="Vendor.Witnesses"/>.</param>
    /// <exception cref="InputException">It is a channel that company.yaml does not have, or an address while company.yaml has no <c>mail</c>.</exception>
    public Channel WitnessOf(string witness, Vendor vendor) => Reach(witness, vendor, "witnesses");

    /// <summary>Duties to tell that contracts make: the vendor's, and the company's to its customers, its insurer and its acquirer.</summary>
    public IReadOnlyList<RegimeRule> ContractRules(Vendor vendor)
    {
        var rules = new List<RegimeRule>();
        if (VendorNotice(vendor, Name) is { } notice) rules.Add(notice);
        rules.AddRange(Customers.Select(customer => customer.Rule($"contract.customer.{customer.Slug}", "customers")));
        if (Insurer is not null) rules.Add(Insurer.Rule("contract.insurer", "contract party"));
        if (Acquirer is not null) rules.Add(Acquirer.Rule("contract.acquirer", "contract party"));
        return rules;
    }

    /// <summary>The vendor's duty to tell; null: its contract gives no hours.</summary>
    /// <param name="recipient">Who is to be told, where no company.yaml says it.</param>
    internal static RegimeRule? VendorNotice(Vendor vendor, string recipient) =>
        vendor.Sla is { } sla ? RegimeRule.Contract("contract.vendor-notice", recipient, "controller", Duty.Vendor, sla.BreachNotice, sla.From, sla.Document) : null;

    /// <summary>The channel of a contact: a mail address, or the name of a channel; null: there is none.</summary>
    internal Channel? Find(string contact) =>
        contact.Contains('@', StringComparison.Ordinal) ? Mail?.To(contact) : Channels.FirstOrDefault(channel => channel.Name == contact);

    private Channel Reach(string contact, Vendor vendor, string key) =>
        Find(contact) ?? throw new InputException(contact.Contains('@', StringComparison.Ordinal)
            ? $"vendor.yaml of `{vendor.Id}`: `{key}` has a mail address, and company.yaml no `mail`: add the relay there"
            : $"vendor.yaml of `{vendor.Id}`: `{key}` has the channel `{contact}`, and company.yaml has none of that name: add it there, or correct the name");
}
