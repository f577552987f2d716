using Compliance.Events;

namespace Compliance.Entitlements.Lists;

/// <summary>Users of Microsoft Entra ID: Graph <c>users</c>, the members of a group or role, or the columns of the admin centre's download.</summary>
internal sealed record EntraUsers() : ListFormat("entra-users", "entra")
{
    public override bool Recognises(ListRecord record) =>
        record.Has("userPrincipalName") && !record.Has("isMfaRegistered") && !record.Has("appDisplayName") && (record.Has("id") || record.Has("objectId") || record.Has("accountEnabled"));

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context) => EntraAccount.Of(record, context) is { } account ? context.Each(account, []) : [];
}

/// <summary>Who registered which authentication methods: Graph <c>reports/authenticationMethods/userRegistrationDetails</c>.</summary>
internal sealed record EntraRegistrations() : ListFormat("entra-registrations", "entra")
{
    public override bool Recognises(ListRecord record) => record.Has("userPrincipalName") && record.Has("isMfaRegistered");

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context) =>
        EntraAccount.Of(record, context) is { } account ? [account with { MfaEnrolled = record.Flag("isMfaRegistered") }] : [];
}

/// <summary>An account of the directory, as several lists of it tell.</summary>
internal static class EntraAccount
{
    /// <summary>Null, and refused: it has neither a name nor an id.</summary>
    public static Entitlement? Of(ListRecord record, ListContext context)
    {
        if (record.Text("userPrincipalName", "id", "objectId") is not { } account)
        {
            record.Refuse("a user without `userPrincipalName` and `id`");
            return null;
        }
        var lastLogin = context.Time(record, "signInActivity.lastSuccessfulSignInDateTime", "signInActivity.lastSignInDateTime");
        return context.Of(record, account) with
        {
            AccountId = record.Text("id", "objectId"),
            Enabled = record.Flag("accountEnabled"),
            CreatedAt = context.Time(record, "createdDateTime"),
            LastLogin = lastLogin,
            // Who may not read sign-ins gets no `signInActivity`; who never signed in has one without an instant.
            NeverUsed = lastLogin is null && record.Has("signInActivity"),
            Kind = KindOf(record.Text("@odata.type")),
            IsGroup = record.Text("@odata.type") is "#microsoft.graph.group",
            DisplayName = record.Text("displayName", "userDisplayName"),
            Email = record.Text("mail"),
        };
    }

    /// <param name="type">The word of Graph, or of a role assignment.</param>
    public static AccountKind KindOf(string? type) =>
        type?.EndsWith("servicePrincipal", StringComparison.OrdinalIgnoreCase) == true || type is "MSI" ? AccountKind.Service : AccountKind.Unknown;

    public static bool IsGroup(string? type) => type?.EndsWith("group", StringComparison.OrdinalIgnoreCase) == true;
}
