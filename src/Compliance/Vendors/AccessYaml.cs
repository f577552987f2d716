using NodaTime;

namespace Compliance.Vendors;

/// <summary>Reads <c>access.yaml</c>.</summary>
internal static class AccessYaml
{
    /// <param name="root">The file's one document.</param>
    /// <param name="sha256">Digest of the file's bytes, lower-case hex.</param>
    public static AccessModel? Read(YamlValue root, string sha256)
    {
        if (root.Fields("access.yaml", "timezone", "approved", "roles", "assignments", "segregation") is not { } file) return null;
        var timezone = file.Required("timezone", YamlNames.Zone) ?? DateTimeZone.Utc;
        var approved = file.Optional("approved", Approval);
        var roles = file.Required("roles", v => Roles(v, timezone)) ?? [];
        var assignments = file.Optional("assignments", v => AssignmentsYaml.Read(v, roles)) ?? [];
        var segregation = file.Optional("segregation", v => v.Any(Pair)) ?? [];
        return new AccessModel
        {
            Timezone = timezone,
            Approved = approved,
            Roles = roles,
            Assignments = assignments,
            Segregation = segregation,
            Sha256 = sha256,
        };
    }

    private static Approval? Approval(YamlValue value)
    {
        if (value.Fields("approved", "by", "on", "contract") is not { } approved) return null;
        var by = approved.Required("by", YamlNames.Text);
        var on = approved.Required("on", v => v.As<LocalDate>(Notations.Date));
        var contract = approved.Optional("contract", YamlNames.Text);
        return by is null || on is null ? null : new Approval(by, on.Value, contract);
    }

    private static List<Role>? Roles(YamlValue value, DateTimeZone timezone)
    {
        if (value.Named("a role's name, then its allow, deny, when") is not { } named) return null;
        var roles = new List<Role>(named.Count);
        var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, key, body) in named)
        {
            if (lines.TryAdd(name, key.Line)) roles.Add(Role(name, roles.Count, key.Line, body, timezone));
            else key.Refuse($"the role {Excerpt.Of(name)} is already on line {lines[name]}, case aside: rename one");
        }
        return roles;
    }

    private static Role Role(string name, int index, int line, YamlValue body, DateTimeZone timezone)
    {
        var role = body.Fields("a role", "allow", "deny", "when", "grants", "privileged");
        var when = role?.Optional("when", v => ConditionsYaml.Read(v, timezone)) ?? Conditions.None;
        return new Role
        {
            Name = name.Equals(AccessModel.Everyone, StringComparison.OrdinalIgnoreCase) ? AccessModel.Everyone : name,
            Index = index,
            Allow = role?.Optional("allow", v => v.Any(entry => Allow(entry, when, timezone))) ?? [],
            Deny = role?.Optional("deny", v => v.Any(Deny)) ?? [],
            Grants = role?.Optional("grants", v => v.Any(SystemGrant)) ?? [],
            Privileged = role?.Optional("privileged", v => v.Word("true", "false")) == "true",
            Line = line,
        };
    }

    private static SystemGrant? SystemGrant(YamlValue value)
    {
        if (value.Fields("an entry of grants", "system", "roles") is not { } entry) return null;
        var system = entry.Required("system", YamlNames.Text);
        var roles = entry.Required("roles", YamlNames.Patterns);
        return system is null || roles is null ? null : new SystemGrant(system, roles, entry.Line);
    }

    private static AllowEntry? Allow(YamlValue value, Conditions role, DateTimeZone timezone)
    {
        if (value.Fields("an entry of allow", "actions", "resources", "when") is not { } entry) return null;
        var when = entry.Optional("when", v => ConditionsYaml.Read(v, timezone)) ?? Conditions.None;
        return new AllowEntry(Actions(entry), Resources(entry), when.Over(role), entry.Line);
    }

    private static DenyEntry? Deny(YamlValue value) =>
        value.Fields("an entry of deny", "actions", "resources") is { } entry
            ? new DenyEntry(Actions(entry), Resources(entry), entry.Line)
            : null;

    private static IReadOnlyList<Pattern> Actions(YamlFields entry) => entry.Required("actions", YamlNames.Patterns) ?? [];

    private static IReadOnlyList<Pattern> Resources(YamlFields entry) => entry.Optional("resources", YamlNames.Patterns) ?? [new Pattern("*")];

    private static SegregationPair? Pair(YamlValue value)
    {
        if (value.Any(YamlNames.Pattern) is not { } sides) return null;
        if (sides.Count == 2) return new SegregationPair(sides[0], sides[1], value.Line);
        if (value.Node is YamlList { Items.Count: not 2 } list)
            value.Refuse($"{list.Items.Count} actions: expected the two that one person must not both do, such as [refund.issue, refund.approve]");
        return null;
    }
}
