namespace Compliance.Entitlements.Lists;

/// <summary>Users as the Zendesk API gives them (<c>{"users":[…]}</c>), or the same names as columns. End users are the company's customers: they are granted nothing.</summary>
internal sealed record ZendeskUsers() : ListFormat("zendesk-users", "zendesk")
{
    private const string EndUser = "end-user";

    public override bool Recognises(ListRecord record) =>
        record.Has("email") && record.Has("role") && (record.Has("suspended") || record.Has("custom_role_id") || record.Has("last_login_at") && record.Has("verified"));

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context)
    {
        if (record.Text("email", "id") is not { } account)
        {
            record.Refuse("a user without `email` and `id`");
            return [];
        }
        if (record.Text("role") is EndUser) return [];
        var lastLogin = context.Time(record, "last_login_at");
        return context.Each(context.Of(record, account) with
        {
            AccountId = record.Text("id"),
            Enabled = record.Flag("suspended") is { } suspended ? !suspended && record.Flag("active") is not false : record.Flag("active"),
            CreatedAt = context.Time(record, "created_at"),
            LastLogin = lastLogin,
            NeverUsed = lastLogin is null && record.Has("last_login_at"),
            MfaEnrolled = record.Flag("two_factor_auth_enabled"),
            DisplayName = record.Text("name"),
            Email = record.Text("email"),
        }, Roles(record));
    }

    // What a custom role may do only its id tells apart; `agent` is then no more than its ceiling. Light agents (role_type 1) only comment.
    private static IEnumerable<string> Roles(ListRecord record)
    {
        var role = record.Text("role");
        if (record.Text("role_type") is "1") role = "light-agent";
        else if (record.Text("custom_role_id") is { } custom && role is not "admin") yield return record.Text("custom_role_name", "custom_role.name") ?? $"custom:{custom}";
        if (role is not null) yield return role;
    }
}

/// <summary>Team members as the Admin Center of Zendesk exports them: a column <c>… role</c> for each product.</summary>
internal sealed record ZendeskTeam() : ListFormat("zendesk-team", "zendesk")
{
    private static readonly string[] Products = ["Guide", "Talk", "Chat", "Explore", "Sell", "Messaging", "Connect"];

    public override bool Recognises(ListRecord record) => record.Has("Email") && record.Has("Suspended") && record.Has("Last sign-in");

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context)
    {
        if (record.Text("Email", "ID") is not { } account)
        {
            record.Refuse("a team member without `Email` and `ID`");
            return [];
        }
        var lastLogin = context.Time(record, "Last sign-in");
        return context.Each(context.Of(record, account) with
        {
            AccountId = record.Text("ID"),
            Enabled = !record.Flag("Suspended"),
            CreatedAt = context.Time(record, "Date created"),
            LastLogin = lastLogin,
            NeverUsed = lastLogin is null,
            DisplayName = record.Text("Name"),
            Email = record.Text("Email"),
        }, Roles(record));
    }

    // The role in Support is the role; in the other products it is said with the product's name.
    private static IEnumerable<string> Roles(ListRecord record)
    {
        if (record.Text("Role", "Support role") is { } role) yield return role;
        foreach (var product in Products)
            if (record.Text($"{product} role") is { } other) yield return $"{product}: {other}";
    }
}
