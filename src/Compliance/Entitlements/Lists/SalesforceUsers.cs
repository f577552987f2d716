using Compliance.Events;
using Compliance.Evidence.Formats;

namespace Compliance.Entitlements.Lists;

/// <summary>The object <c>User</c> of Salesforce, as Data Loader or a query prints it, or the columns of a user report.</summary>
internal sealed record SalesforceUsers() : ListFormat("salesforce-users", "salesforce")
{
    public override bool Recognises(ListRecord record) =>
        record.Has("Username") && (record.Has("IsActive") || record.Has("Active"))
        && (record.Has("ProfileId") || record.Has("Profile.Name") || record.Has("Profile") || record.Has("LastLoginDate") || record.Has("UserType"));

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context)
    {
        if (record.Text("Username") is not { } account)
        {
            record.Refuse("a user without `Username`");
            return [];
        }
        var lastLogin = context.Time(record, "LastLoginDate", "Last Login");
        return context.Each(context.Of(record, account) with
        {
            AccountId = Id(record, "Id", "User ID"),
            Enabled = record.Flag("IsActive", "Active"),
            CreatedAt = context.Time(record, "CreatedDate", "Created Date"),
            LastLogin = lastLogin,
            NeverUsed = lastLogin is null && (record.Has("LastLoginDate") || record.Has("Last Login")),
            Kind = record.Text("UserType") is "AutomatedProcess" or "CloudIntegrationUser" ? AccountKind.Service : AccountKind.Unknown,
            DisplayName = record.Text("Name", "Full Name"),
            Email = record.Text("Email"),
        }, record.Text("Profile.Name", "Profile", "ProfileId") is { } profile ? [profile] : []);
    }

    /// <summary>Whether a system is Salesforce, by its name.</summary>
    public static bool Grants(string system) => system.Equals("salesforce", StringComparison.OrdinalIgnoreCase);

    /// <summary>An id with 18 characters, so that lists with 15 and lists with 18 meet.</summary>
    public static string? Id(ListRecord record, params ReadOnlySpan<string> names) => record.Text(names) is { } id ? SalesforceId.Full(id) : null;
}

/// <summary>The object <c>PermissionSetAssignment</c>: permission sets beside the profile.</summary>
internal sealed record SalesforcePermissionSets() : ListFormat("salesforce-permission-sets", "salesforce")
{
    public override bool Recognises(ListRecord record) =>
        (record.Has("AssigneeId") || record.Has("Assignee.Username")) && (record.Has("PermissionSetId") || record.Has("PermissionSet.Name") || record.Has("PermissionSet.Label"));

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context)
    {
        var id = SalesforceUsers.Id(record, "AssigneeId", "Assignee.Id");
        if ((record.Text("Assignee.Username") ?? id) is not { } account)
        {
            record.Refuse("an assignment without `AssigneeId`");
            return [];
        }
        // Each profile owns a permission set that carries its rights, under a name like X00ex…: the profile itself stands with the user.
        if (record.Flag("PermissionSet.IsOwnedByProfile") is true || record.Text("PermissionSet.Name") is ['X', '0', '0', 'e', ..]) return [];
        return
        [
            context.Of(record, account) with
            {
                AccountId = id,
                Role = record.Text("PermissionSet.Label", "PermissionSet.Name", "PermissionSetId"),
                Enabled = record.Flag("Assignee.IsActive"),
            },
        ];
    }
}

/// <summary>The object <c>UserLogin</c>: who is frozen, that is may not sign in although the user is active.</summary>
internal sealed record SalesforceLogins() : ListFormat(Form, "salesforce")
{
    public const string Form = "salesforce-logins";

    public override bool Recognises(ListRecord record) => record.Has("UserId") && record.Has("IsFrozen");

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context)
    {
        if (SalesforceUsers.Id(record, "UserId") is not { } id)
        {
            record.Refuse("a login without `UserId`");
            return [];
        }
        return [context.Of(record, id) with { AccountId = id, Enabled = record.Flag("IsFrozen") is true ? false : null }];
    }
}
