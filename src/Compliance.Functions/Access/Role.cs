namespace Compliance.Functions.Access;

/// <summary>The roles that a sign-in can give, by the values that the application's registration has for them.</summary>
public static class Role
{
    /// <summary>Reads findings, audits and incidents as they are, with the names of people in them, the company's own included; of the trail pseudonyms alone. In Azure
    /// whoever has a function key and no sign-in is this.</summary>
    public const string Reader = "Reader";

    /// <summary>Sees who is behind the trail's pseudonyms.</summary>
    public const string Auditor = "Auditor";

    /// <summary>Works with audits and findings.</summary>
    public const string Analyst = "Analyst";

    /// <summary>Runs the service: vendors, their contracts, and how a halted trail goes on.</summary>
    public const string Operator = "Operator";

    /// <summary>Accepts risks and approves notices that others ask for.</summary>
    public const string Approver = "Approver";

    /// <summary>Leads incidents where law is concerned, and decides what is forgotten.</summary>
    public const string Legal = "Legal";

    /// <summary>The vendor itself: its own evidence and replies. In a sign-in it stands with the vendor's id, <c>Vendor.acme-bpo</c>; alone it is nobody's.</summary>
    public const string Vendor = "Vendor";

    /// <summary>Every role, in the order of tables.</summary>
    public static IReadOnlyList<string> All { get; } = [Reader, Auditor, Analyst, Operator, Approver, Legal, Vendor];
}
