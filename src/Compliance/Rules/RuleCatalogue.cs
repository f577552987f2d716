using Compliance.Judging;
using Compliance.Rules.Assurance;
using Compliance.Rules.Completeness;
using Compliance.Rules.Conditions;
using Compliance.Rules.Conduct;
using Compliance.Rules.Entitlements;
using Compliance.Rules.Incidents;
using Compliance.Rules.People;
using Compliance.Rules.Permissions;
using Compliance.Rules.Transit;
using Compliance.Rules.Vaults;
using Compliance.Vendors;

namespace Compliance.Rules;

/// <summary>Every rule there is. Adding one means adding its folder and its line here.</summary>
public static class RuleCatalogue
{
    private static readonly Lazy<IReadOnlyList<RuleDefinition>> Definitions = new(Describe);

    /// <summary>Those that judge events, or what should have happened and did not; in the order in which checks are reported.</summary>
    public static IReadOnlyList<RuleDefinition> OfEvents => Definitions.Value;

    /// <summary>Those that judge events, then those that judge endpoints, vaults, entitlements, attestations and incidents.</summary>
    public static IReadOnlyList<RuleDefinition> All { get; } =
    [
        .. OfEvents,
        .. TransitRules.All.Select(rule => rule.Definition),
        .. VaultRules.All.Select(rule => rule.Definition),
        .. EntitlementRules.All.Select(rule => rule.Definition),
        .. AssuranceRules.All.Select(rule => rule.Definition),
        NoticeOverdue.Definition,
    ];

    internal static IReadOnlyList<Rule> Create(VendorRecord record, AuditTables tables, EventPasses passes, long from, string? folder)
    {
        var announced = new Announcements(record, tables, passes);
        var egress = new UnlistedEgress(passes, record.Access.Timezone);
        return Create(record, tables, passes, announced, egress, from, folder);
    }

    private static IReadOnlyList<Rule> Create(
        VendorRecord record, AuditTables tables, EventPasses passes, Announcements announced, UnlistedEgress egress, long from, string? folder) =>
    [
        new UnknownAccount(),
        new UnauthorizedAction { IsProvisional = record.Access.Approved is null },
        new GrantNotInForce { IsProvisional = record.Access.Approved is null },
        new AccessAfterTermination(),
        new AccessBeforeClearance { HasBackgroundCheck = record.People?.HasBackgroundCheck ?? false },
        new TrainingLapsed { HasTraining = record.People?.HasTraining ?? false },
        new MfaMissing(),
        new OffNetworkAccess(announced, passes, egress),
        egress,
        new OffShiftAccess(announced, record),
        new AccessWithoutCase(announced, tables, folder) { From = from },
        new MassRecordAccess(announced, tables, record.Access),
        new SegregationOfDuties(passes),
        new RepeatedDenials(passes),
        new SharedAccount(passes),
        new ImpossibleTravel(passes, tables),
        new EvidenceGap(),
        new EvidenceUnread(),
        new UnusedPermission(tables) { IsProvisional = record.Access.Approved is null },
        new InactiveAccount(tables),
        new OrphanedAccount(tables),
    ];

    private static List<RuleDefinition> Describe()
    {
        var nobody = new VendorRecord(
            new Vendor { Id = VendorId.Parse("nobody"), Name = "nobody" },
            new AccessModel { Timezone = NodaTime.DateTimeZone.Utc, Roles = [], Assignments = [], Sha256 = "" }, null, []);
        var tables = new AuditTables(nobody);
        using var texts = new TextSpill(null);
        using var passes = new EventPasses(tables, new RowText(tables, texts), 0, null, 0);
        return [.. Create(nobody, tables, passes, 0, null).Select(r => r.Definition)];
    }
}
