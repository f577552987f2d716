using Compliance.Entitlements;
using Compliance.Entitlements.Review;
using Compliance.Findings;
using Compliance.Rules.Entitlements;
using Compliance.Tests.Vendors;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.Rules.Entitlements;

/// <summary>A vendor's contract and roster as their owner writes them, beside what systems grant.</summary>
internal sealed record EntitlementStory
{
    public const string AsOf = "2026-06-30T00:00:00Z";

    /// <summary>Of access.yaml, the roles.</summary>
    public string Roles { get; init; } = """
          tier1: { allow: [], grants: [{ system: crm, roles: [agent, "light *"] }] }
          lead: { allow: [], privileged: true, grants: [{ system: crm, roles: [agent, lead, admin] }] }

        """;

    public string Assignments { get; init; } = "  - { principal: p1, role: tier1, from: 2026-01-01T00:00:00Z }\n";

    public bool IsApproved { get; init; } = true;
    public string Vendor { get; init; } = "";
    public string? People { get; init; } = "person,status,hired,left\np1,active,2025-01-01,\np2,active,2025-01-01,\n";
    public string? Accounts { get; init; } = "account,person,kind,system\nana@acme.example,p1,,\nben@acme.example,p2,,\n";

    /// <summary>Path and text of each list.</summary>
    public (string Path, string Text)[] Lists { get; init; } = [];

    /// <summary>An instant; null: not known.</summary>
    public string? Now { get; init; } = "2026-07-01T00:00:00Z";
    public RevocationRegister? Revocations { get; init; }

    /// <summary>A story of rows with our own columns, of system <c>crm</c> as of 30 June 2026.</summary>
    /// <param name="columns">Between <c>account</c> and <c>as_of</c>.</param>
    public static EntitlementStory Crm(string columns, params string[] rows) =>
        new() { Lists = [("entitlements/crm.csv", $"account,{columns},as_of\n" + string.Concat(rows.Select(row => $"{row},{AsOf}\n")))] };

    public IReadOnlyList<Judgement> Judge(string rule) => [.. EntitlementRules.All.Single(one => one.Definition.Id == rule).Judge(Facts())];

    /// <summary>What is not passed over: everything but passes and what does not apply.</summary>
    public IReadOnlyList<Judgement> Open(string rule) => [.. Judge(rule).Where(one => one.Verdict is not (Verdict.Pass or Verdict.NotApplicable))];

    /// <summary>The only one of those.</summary>
    public Judgement One(string rule) => Assert.Single(Open(rule));

    public EntitlementFacts Facts()
    {
        var folder = Folder();
        var record = VendorReader.Read(folder);
        var lists = EntitlementLists.Read(folder, record);
        Assert.All(lists.All, list => Assert.Empty(list.RejectedSamples));
        return new EntitlementFacts(record, GrantedAccess.Of(lists.All, record), Now is null ? null : InstantPattern.General.Parse(Now).Value) { Revocations = Revocations };
    }

    public MemoryFolder Folder()
    {
        var approved = IsApproved ? "approved: { by: d.osei, on: 2026-01-15 }\n" : "";
        var folder = MemoryFolder.With($"id: acme-bpo\n{Vendor}", $"timezone: UTC\n{approved}roles:\n{Roles}assignments:\n{Assignments}", People, Accounts);
        foreach (var (path, text) in Lists) folder.Add(path, text);
        return folder;
    }
}
