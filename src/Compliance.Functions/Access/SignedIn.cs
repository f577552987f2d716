using System.Collections.Frozen;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Access;

/// <summary>Who calls.</summary>
/// <param name="Name">As the trail's pseudonym stands for it; of a person the user name, of a program its application id.</param>
/// <param name="Roles">Held for all vendors.</param>
/// <param name="Vendors">Ids of the vendors that the caller itself is: <see cref="Role.Vendor"/> for these alone.</param>
public sealed record SignedIn(string Name, IReadOnlySet<string> Roles, IReadOnlySet<string> Vendors, SignInKind Kind)
{
    /// <summary>What the directory calls the caller for good, where the sign-in says it: names are given to others. Null: it does not.</summary>
    public string? Id { get; init; }

    /// <summary>As acts have it that another person confirms.</summary>
    public NamedPerson Person => new(Name, Id);

    /// <summary>Whether a program signed in, by itself and for nobody.</summary>
    public bool IsProgram { get; init; }

    private const string VendorPrefix = Role.Vendor + ".";
    private const int MaxName = 256;

    /// <summary>Everybody where nobody signs in.</summary>
    public static SignedIn Local { get; } = new("local", FrozenSet<string>.Empty, FrozenSet<string>.Empty, SignInKind.Local);

    /// <summary>Everybody who has a function key and nothing else, in Azure.</summary>
    public static SignedIn Key { get; } = new("key", FrozenSet.Create(StringComparer.Ordinal, Role.Reader), FrozenSet<string>.Empty, SignInKind.Key);

    /// <summary>Whether somebody signed in: the name is a person's or a program's.</summary>
    public bool IsNamed => Kind is SignInKind.Platform or SignInKind.Token;

    /// <summary>Whether the caller is a vendor and nothing else: then other vendors do not exist for it.</summary>
    public bool IsVendorAlone => Vendors.Count > 0 && Roles.Count == 0;

    /// <summary>Who calls, once <see cref="Http.Answer"/> has let the request in.</summary>
    public static SignedIn By(HttpRequest request) =>
        request.HttpContext.Features.Get<SignedIn>() ?? throw new InvalidOperationException("a function asks who calls before Answer has let the request in");

    /// <param name="claims">Values of roles as the sign-in has them; those that are none of <see cref="Role.All"/> say nothing.</param>
    /// <returns>Null: the name is none that a person or a program could have here.</returns>
    public static SignedIn? Of(string? name, IEnumerable<string> claims, SignInKind kind)
    {
        if (name?.Trim() is not { Length: > 0 and <= MaxName } trimmed || !MayBeName(trimmed)) return null;
        var (roles, vendors) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var claim in claims)
        {
            if (claim != Role.Vendor && Role.All.Contains(claim, StringComparer.Ordinal)) roles.Add(claim);
            else if (claim.StartsWith(VendorPrefix, StringComparison.Ordinal) && VendorId.TryParse(claim[VendorPrefix.Length..], out var vendor)) vendors.Add(vendor.Value);
        }
        return new(trimmed, roles, vendors, kind);
    }

    /// <summary>Whether the caller holds a role with regard to a vendor.</summary>
    /// <param name="vendor">Null: no vendor in particular, and nobody is its <see cref="Role.Vendor"/>.</param>
    public bool Has(string role, string? vendor) => role == Role.Vendor ? vendor is not null && Vendors.Contains(vendor) : Roles.Contains(role);

    // Nobody signs in as the service itself, as everybody, or as somebody whose name only looks like another's.
    private static bool MayBeName(string name) =>
        !Persons.IsMachine(name) && !Persons.AreOne(name, Local.Name) && !Persons.AreOne(name, Key.Name) && name.EnumerateRunes().All(UnseenCharacters.MayStandInName);
}
