using Compliance.Companies;
using Compliance.Delivery;
using Compliance.Evidence;
using Compliance.Playbooks;
using Compliance.Vendors;

namespace Compliance.Handling;

/// <summary>What an incident is judged by: the vendor's folder as it is now, and what is known of the company itself.</summary>
/// <param name="Record">Its mode is the one that counts: in pilot nothing is sent.</param>
/// <param name="Company">Null: there is no company.yaml.</param>
public sealed record Contract(VendorRecord Record, IVendorFolder Folder, Company? Company)
{
    public Vendor Vendor => Record.Vendor;

    /// <summary>Those that come with the program, and the company's own.</summary>
    public PlaybookLibrary Playbooks { get; init; } = PlaybookLibrary.Shipped;

    /// <summary>Whom to reach in a role, in order; empty: nobody is named.</summary>
    /// <exception cref="InputException">vendor.yaml names a channel that company.yaml does not have.</exception>
    public IReadOnlyList<Channel> LadderOf(string role) => Company?.LadderOf(role, Vendor) ?? [];
}

/// <summary>Where contracts are read from: on a machine of the company, or in its service.</summary>
public interface IContracts
{
    /// <exception cref="InputException">A file cannot be used; the message says which, where and why.</exception>
    Task<Contract> OfAsync(VendorId vendor, CancellationToken cancellationToken);
}
