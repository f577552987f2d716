namespace Compliance.Entitlements.Lists;

/// <summary>Every form of a list. Adding one means adding its line here; what is asked first goes before what is more general.</summary>
internal static class ListFormats
{
    public const string Unknown = "unknown";

    public static IReadOnlyList<ListFormat> All { get; } =
    [
        new OwnColumns(),
        new ZendeskUsers(),
        new ZendeskTeam(),
        new SalesforceUsers(),
        new SalesforcePermissionSets(),
        new SalesforceLogins(),
        new OktaUsers(),
        new OktaRoles(),
        new EntraDirectoryRoles(),
        new EntraRoleAssignments(),
        new EntraAppRoles(),
        new EntraRegistrations(),
        new EntraUsers(),
        new AzureRoleAssignments(),
        new GoogleUsers(),
        new GoogleConsoleUsers(),
        new GoogleRoleAssignments(),
    ];

    /// <summary>The form of a record; null when it is of none.</summary>
    public static ListFormat? Of(ListRecord record) => All.FirstOrDefault(format => format.Recognises(record));
}
