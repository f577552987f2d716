using Compliance.Evidence.Formats;

namespace Compliance.Entitlements.Lists;

/// <summary>The columns that this project itself asks for, for every system that has no form of its own here; several rows an account.</summary>
internal sealed record OwnColumns() : ListFormat("entitlements", null)
{
    private static readonly string[] Telling = ["role", "enabled", "granted_at", "last_login", "mfa_enrolled", "as_of"];

    public override bool Recognises(ListRecord record) => record.Has("account") && !record.Has("person") && Telling.Any(record.Has);

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context)
    {
        if (record.Text("account") is not { } account)
        {
            record.Refuse("`account` is empty: fill it in, or remove the row");
            return [];
        }
        var system = record.Text("system") ?? context.System;
        var neverUsed = record.Text("last_login") is { } text && text.Equals("never", StringComparison.OrdinalIgnoreCase);
        return
        [
            context.Of(record, Id(system, account)!) with
            {
                System = system,
                AccountId = Id(system, record.Text("account_id")),
                Role = record.Text("role") ?? context.Role,
                Enabled = record.Flag("enabled"),
                GrantedAt = context.Time(record, "granted_at"),
                GrantedBy = record.Text("granted_by"),
                LastLogin = neverUsed ? null : context.Time(record, "last_login"),
                NeverUsed = neverUsed,
                MfaEnrolled = record.Flag("mfa_enrolled"),
                AsOf = context.Time(record, "as_of"),
                DisplayName = record.Text("name", "display_name"),
                Email = record.Text("email"),
            },
        ];
    }

    // Ids of Salesforce with 15 characters differ by case alone, and names are compared ignoring it.
    private static string? Id(string system, string? id) => id is not null && SalesforceUsers.Grants(system) ? SalesforceId.Full(id) : id;
}
