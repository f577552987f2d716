using System.Net;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>Roles with overlapping patterns and all conditions; assignments with gaps.</summary>
internal sealed class AccessModelBuilder(Dice dice, DateTimeZone zone, Instant anchor)
{
    private static readonly string[] Patterns =
        ["ticket.*", "ticket.read", "customer.read", "CUSTOMER.*", "*.read", "refund.*", "refund.issue", "kb.*", "*", "signin", "customer.export"];

    public AccessModel Build(string[] names)
    {
        var roles = new List<Role>();
        if (dice.Chance(70))
            roles.Add(new Role { Name = AccessModel.Everyone, Index = 0, Allow = [Entry(RoleConditions(20), "signin", "signout")], Line = 3 });
        foreach (var name in new[] { "tier1", "tier2", "lead", "night" }[..dice.Between(2, 4)])
            roles.Add(Role(name, roles.Count));
        // Work that the whole floor does, and only from the site.
        if (dice.Chance(50))
            roles.Add(new Role { Name = "floor", Index = roles.Count, Line = 30, Allow = [new([new("floor.work")], [new("*")], new() { Networks = [NetworkChoices()[0]] }, 31)] });
        return new AccessModel
        {
            Timezone = zone,
            Approved = dice.Chance(85) ? new Approval("d.osei", new LocalDate(2026, 1, 15), null) : null,
            Roles = roles,
            Assignments = [.. Assignments(names, [.. roles.Where(role => !role.IsEveryone)])],
            Segregation = dice.Chance(60) ? [new(new("refund.issue"), new(dice.One("refund.approve", "Refund.*")), 40)] : [],
            Sha256 = new string('0', 64),
        };
    }

    private Role Role(string name, int index)
    {
        var conditions = RoleConditions(45);
        return new Role
        {
            Name = name,
            Index = index,
            Line = 10 + index,
            Allow = [.. Enumerable.Range(0, dice.Between(1, 3)).Select(_ => Entry(conditions, dice.Some(1, 3, Patterns)))],
            Deny = dice.Chance(30)
                ? [new([new(dice.One("customer.export", "refund.*", "*.read"))], [new(dice.One("*", "*", "c1", "c*"))], 20 + index)]
                : [],
        };
    }

    /// <summary>An entry's own condition wins over the role's of the same name.</summary>
    private AllowEntry Entry(Conditions ofRole, params string[] actions)
    {
        var own = dice.Chance(30) ? RoleConditions(30) : Conditions.None;
        var effective = new Conditions
        {
            MfaRequired = own.MfaRequired || ofRole.MfaRequired,
            Networks = own.Networks ?? ofRole.Networks,
            Hours = own.Hours ?? ofRole.Hours,
            Case = own.Case ?? ofRole.Case,
            Volume = own.Volume ?? ofRole.Volume,
        };
        var resources = dice.Chance(75) ? ["*"] : dice.Some(1, 2, "c*", "C1", "t*", "*2");
        return new([.. actions.Select(text => new Pattern(text))], [.. resources.Select(text => new Pattern(text))], effective, Line: 5);
    }

    private Conditions RoleConditions(int percent) => new()
    {
        MfaRequired = dice.Chance(percent),
        Networks = dice.Chance(percent) ? dice.Some(1, 2, NetworkChoices()) : null,
        Hours = dice.Chance(percent) ? dice.Some(1, 2, Shifts()) : null,
        Case = dice.Chance(percent)
            ? new CaseCondition(
                dice.Chance(50) ? dice.Some(1, 2, "customer", "TICKET") : null,
                dice.Chance(50) ? dice.One(Duration.FromMinutes(1), Duration.FromMinutes(15)) : null)
            : null,
        Volume = dice.Chance(percent) ? dice.Some(1, 2, Limits()) : null,
    };

    private Network[] NetworkChoices() =>
    [
        new(null, IPNetwork.Parse("203.0.113.0/24"), null, null),
        new("vdi", IPNetwork.Parse("2001:db8:20::/48"), anchor, null),
        new("site", IPNetwork.Parse("198.51.100.128/25"), null, anchor + Duration.FromMinutes(1)),
        new("exit", IPNetwork.Parse("203.0.113.9/32"), anchor - Duration.FromDays(1), anchor + Duration.FromDays(1)),
    ];

    private Shift[] Shifts() =>
    [
        new() { Days = 0b0011111, From = new(7, 30), To = new(20, 30), Zone = zone },
        new() { Days = 0b1000001, From = new(22, 0), To = new(6, 0), Zone = zone },
        new() { Days = 0b1111111, From = new(2, 0), To = new(2, 0), Zone = DateTimeZoneProviders.Tzdb["America/New_York"] },
        new() { Days = 0b0100100, From = new(0, 0), To = new(12, 0), Zone = DateTimeZone.Utc },
    ];

    private VolumeLimit[] Limits() =>
    [
        new("customer", Duration.FromHours(1), dice.Between(1, 6)),
        new("Customer", Duration.FromHours(24), dice.Between(2, 9)),
        new("*", Duration.FromMinutes(15), dice.Between(2, 8)),
        new("ticket", Duration.FromHours(1), dice.Between(1, 3)),
    ];

    private IEnumerable<Assignment> Assignments(string[] names, List<Role> roles)
    {
        var line = 50;
        foreach (var role in roles.Where(role => role.Name == "floor"))
            foreach (var name in names) yield return new(name, role, anchor - Duration.FromDays(200), null, line++);
        foreach (var name in names.Append("robot").Append("ghost").Where(_ => dice.Chance(80)))
            foreach (var role in roles.Where(role => role.Name != "floor" && dice.Chance(55)))
            {
                var cased = dice.Chance(20) ? name.ToUpperInvariant() : name;
                var from = anchor + Offset();
                var until = dice.Chance(50) ? from + Length() : (Instant?)null;
                yield return new(cased, role, from, until, line++);
                // A second period of the same role, after a gap or without one.
                if (until is { } end && dice.Chance(50))
                    yield return new(name, role, end + dice.One(Duration.Zero, Duration.FromDays(2), Duration.FromDays(3)), null, line++);
            }
    }

    private Duration Offset() => dice.One(
        Duration.FromDays(-200), Duration.FromDays(-200), Duration.FromDays(-100), Duration.FromDays(-90), Duration.FromDays(-45),
        Duration.FromDays(-1), Duration.Zero, Duration.FromMinutes(1), Duration.FromDays(3), Duration.FromDays(10));

    private Duration Length() => dice.One(
        Duration.FromDays(200), Duration.FromDays(99), Duration.FromDays(90), Duration.FromDays(2), Duration.FromMinutes(1));
}
