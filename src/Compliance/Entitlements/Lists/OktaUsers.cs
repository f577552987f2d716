namespace Compliance.Entitlements.Lists;

/// <summary>Users as the Okta API gives them, and the members of a group, which look the same: their role is then that of the entry.</summary>
internal sealed record OktaUsers() : ListFormat("okta-users", "okta")
{
    public override bool Recognises(ListRecord record) => record.Has("profile.login") && record.Has("status");

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context)
    {
        if (record.Text("profile.login", "id") is not { } account)
        {
            record.Refuse("a user without `profile.login` and `id`");
            return [];
        }
        var lastLogin = context.Time(record, "lastLogin");
        return context.Each(context.Of(record, account) with
        {
            AccountId = record.Text("id"),
            // Who is locked out or must change a password gets in again without anybody granting it.
            Enabled = record.Text("status") is { } status ? status.ToUpperInvariant() is not ("SUSPENDED" or "DEPROVISIONED" or "STAGED") : null,
            CreatedAt = context.Time(record, "created"),
            LastLogin = lastLogin,
            NeverUsed = lastLogin is null && record.Has("lastLogin"),
            DisplayName = record.Text("profile.displayName") ?? FullName(record),
            Email = record.Text("profile.email"),
        }, [.. Inside(record, "roles"), .. Inside(record, "_embedded.roles"), .. Inside(record, "groups"), .. Inside(record, "_embedded.groups")]);
    }

    // Scripts that export users put what they asked for one by one beside the user: names, or the objects themselves.
    private static IEnumerable<string> Inside(ListRecord record, string member) =>
        record.Inner(member).Select(role => role.Text("label", "profile.name", "name", "type")).OfType<string>().Concat(record.Texts(member));

    private static string? FullName(ListRecord record) =>
        string.Join(' ', new[] { record.Text("profile.firstName"), record.Text("profile.lastName") }.OfType<string>()) is { Length: > 0 } name ? name : null;
}

/// <summary>Administrator roles of Okta: <c>users/{id}/roles</c>. Whose they are only a link of the record says.</summary>
internal sealed record OktaRoles() : ListFormat("okta-roles", "okta")
{
    public override bool Recognises(ListRecord record) => record.Has("assignmentType") && record.Has("label") && record.Has("type");

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context)
    {
        if (record.Text("userId", "user.id", "_embedded.user.id") is not { } id && (id = Linked(record)!) is null)
        {
            record.Refuse("a role without the user who holds it: expected `_links.assignee.href` or `userId`");
            return [];
        }
        if (record.Text("status") is { } status && !status.Equals("ACTIVE", StringComparison.OrdinalIgnoreCase)) return [];
        return
        [
            context.Of(record, record.Text("user.profile.login", "login") ?? id) with
            {
                AccountId = id,
                Role = record.Text("label", "type"),
                GrantedAt = context.Time(record, "created"),
                IsGroup = record.Text("assignmentType") is "GROUP" && record.Text("_links.assignee.href")?.Contains("/groups/", StringComparison.Ordinal) == true,
            },
        ];
    }

    private static string? Linked(ListRecord record) =>
        record.Text("_links.assignee.href") is { } link && link.LastIndexOf('/') is >= 0 and var slash && slash + 1 < link.Length ? link[(slash + 1)..] : null;
}
