namespace Compliance.Entitlements.Lists;

/// <summary>Role assignments of Azure: the REST answer (<c>{"value":[…]}</c>, fields under <c>properties</c>), or <c>az role assignment list</c>, which has them flat.
/// A role is told with its scope: <c>Reader@/subscriptions/…</c>.</summary>
internal sealed record AzureRoleAssignments() : ListFormat("azure-role-assignments", "azure")
{
    public override bool Recognises(ListRecord record) =>
        !record.Has("directoryScopeId")
        && (record.Has("properties.roleDefinitionId") && record.Has("properties.principalId") || record.Has("roleDefinitionId") && record.Has("principalId") && record.Has("scope"));

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context)
    {
        if (record.Text("properties.principalId", "principalId") is not { } id)
        {
            record.Refuse("an assignment without `principalId`");
            return [];
        }
        var type = record.Text("properties.principalType", "principalType");
        var definition = record.Text("properties.roleDefinitionId", "roleDefinitionId");
        var role = record.Text("roleDefinitionName", "properties.roleDefinitionName") ?? PrivilegedRoles.NameOf("azure", definition) ?? definition?[(definition.LastIndexOf('/') + 1)..];
        return
        [
            context.Of(record, record.Text("principalName", "properties.principalName") ?? id) with
            {
                AccountId = id,
                Role = record.Text("properties.scope", "scope") is { } scope ? $"{role}{PrivilegedRoles.Scope}{scope}" : role,
                GrantedAt = context.Time(record, "properties.createdOn", "createdOn"),
                GrantedBy = record.Text("properties.createdBy", "createdBy"),
                Kind = EntraAccount.KindOf(type),
                IsGroup = EntraAccount.IsGroup(type),
            },
        ];
    }
}
