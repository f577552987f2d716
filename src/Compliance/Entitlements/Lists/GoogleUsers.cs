using NodaTime;

namespace Compliance.Entitlements.Lists;

/// <summary>Users of Google Workspace: the Directory API.</summary>
internal sealed record GoogleUsers() : ListFormat("google-users", "google")
{
    public override bool Recognises(ListRecord record) => record.Has("primaryEmail");

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context)
    {
        if (record.Text("primaryEmail", "id") is not { } account)
        {
            record.Refuse("a user without `primaryEmail`");
            return [];
        }
        var lastLogin = context.Time(record, "lastLoginTime");
        // The API has the beginning of 1970 for "never".
        if (lastLogin == NodaConstants.UnixEpoch) lastLogin = null;
        return context.Each(context.Of(record, account) with
        {
            AccountId = record.Text("id"),
            Enabled = record.Flag("suspended") is { } suspended ? !suspended && record.Flag("archived") is not true : null,
            CreatedAt = context.Time(record, "creationTime"),
            LastLogin = lastLogin,
            NeverUsed = lastLogin is null && record.Has("lastLoginTime"),
            MfaEnrolled = record.Flag("isEnrolledIn2Sv"),
            DisplayName = record.Text("name.fullName"),
            Email = record.Text("primaryEmail"),
        }, Roles(record));
    }

    private static IEnumerable<string> Roles(ListRecord record)
    {
        if (record.Flag("isAdmin") is true) yield return "Super Admin";
        else if (record.Flag("isDelegatedAdmin") is true) yield return "Delegated Admin";
    }
}

/// <summary>Users of Google Workspace as the Admin console downloads them.</summary>
internal sealed record GoogleConsoleUsers() : ListFormat("google-console-users", "google")
{
    private const string Account = "Email Address [Required]";
    private const string LastSignIn = "Last Sign In [READ ONLY]";

    public override bool Recognises(ListRecord record) => record.Has(Account) && record.Has("Status [READ ONLY]");

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context)
    {
        if (record.Text(Account) is not { } account)
        {
            record.Refuse($"a user without `{Account}`");
            return [];
        }
        var never = record.Text(LastSignIn)?.StartsWith("Never", StringComparison.OrdinalIgnoreCase) == true;
        return context.Each(context.Of(record, account) with
        {
            Enabled = record.Text("Status [READ ONLY]")?.Equals("Active", StringComparison.OrdinalIgnoreCase),
            LastLogin = never ? null : context.Time(record, LastSignIn),
            NeverUsed = never,
            MfaEnrolled = record.Flag("2sv Enrolled [READ ONLY]"),
            DisplayName = string.Join(' ', new[] { record.Text("First Name [Required]"), record.Text("Last Name [Required]") }.OfType<string>()),
            Email = account,
        }, []);
    }
}

/// <summary>Administrator roles of Google Workspace: the Directory API's role assignments.</summary>
internal sealed record GoogleRoleAssignments() : ListFormat("google-role-assignments", "google")
{
    public override bool Recognises(ListRecord record) => record.Has("roleAssignmentId") && record.Has("assignedTo");

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context)
    {
        if (record.Text("assignedTo") is not { } id)
        {
            record.Refuse("an assignment without `assignedTo`");
            return [];
        }
        return [context.Of(record, id) with { AccountId = id, Role = record.Text("roleName") ?? $"admin role {record.Text("roleId")}", IsGroup = EntraAccount.IsGroup(record.Text("assigneeType")) }];
    }
}
