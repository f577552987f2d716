namespace Compliance.Entitlements.Lists;

/// <summary>Directory roles with their members: Graph <c>directoryRoles?$expand=members</c>.</summary>
internal sealed record EntraDirectoryRoles() : ListFormat("entra-directory-roles", "entra")
{
    public override bool Recognises(ListRecord record) => record.Has("roleTemplateId") && record.Has("displayName");

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context)
    {
        var role = record.Text("displayName", "roleTemplateId");
        // Without them the role looks like one that nobody holds.
        if (!record.IsArray("members") || record.Has("members@odata.nextLink"))
        {
            record.Refuse($"the members of `{role}` are not all there: export directoryRoles with $expand=members, or each role's members");
            yield break;
        }
        foreach (var member in record.Inner("members"))
        {
            if (EntraAccount.Of(member, context) is { } account) yield return account with { Role = role, Record = record.Number };
            if (member.Problem is { } problem) record.Refuse($"a member of `{role}`: {problem}");
        }
    }
}

/// <summary>Role assignments of the directory: Graph <c>roleManagement/directory/roleAssignments</c> and its schedule instances, best with <c>$expand=principal,roleDefinition</c>.</summary>
internal sealed record EntraRoleAssignments() : ListFormat("entra-role-assignments", "entra")
{
    public override bool Recognises(ListRecord record) => record.Has("principalId") && record.Has("roleDefinitionId") && record.Has("directoryScopeId");

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context)
    {
        if (record.Text("principalId") is not { } id)
        {
            record.Refuse("an assignment without `principalId`");
            return [];
        }
        var type = record.Text("principal.@odata.type");
        return
        [
            context.Of(record, record.Text("principal.userPrincipalName") ?? id) with
            {
                AccountId = id,
                Role = record.Text("roleDefinition.displayName") ?? PrivilegedRoles.NameOf(context.System, record.Text("roleDefinitionId")) ?? record.Text("roleDefinitionId"),
                Enabled = record.Flag("principal.accountEnabled"),
                GrantedAt = context.Time(record, "startDateTime", "createdDateTime"),
                Kind = EntraAccount.KindOf(type),
                IsGroup = EntraAccount.IsGroup(type),
                DisplayName = record.Text("principal.displayName"),
            },
        ];
    }
}

/// <summary>Who may use an application: Graph <c>servicePrincipals/{id}/appRoleAssignedTo</c>, <c>users/{id}/appRoleAssignments</c>.</summary>
internal sealed record EntraAppRoles() : ListFormat("entra-app-roles", "entra")
{
    // Graph writes it where an application has no roles of its own.
    private const string DefaultAccess = "00000000-0000-0000-0000-000000000000";

    public override bool Recognises(ListRecord record) => record.Has("appRoleId") && record.Has("principalId");

    public override IEnumerable<Entitlement> Read(ListRecord record, ListContext context)
    {
        if (record.Text("principalId") is not { } id)
        {
            record.Refuse("an assignment without `principalId`");
            return [];
        }
        var application = record.Text("resourceDisplayName", "resourceId") ?? "application";
        return
        [
            context.Of(record, id) with
            {
                AccountId = id,
                Role = record.Text("appRoleId") is { } role and not DefaultAccess ? $"{application}: {role}" : application,
                GrantedAt = context.Time(record, "createdDateTime"),
                Kind = EntraAccount.KindOf(record.Text("principalType")),
                IsGroup = EntraAccount.IsGroup(record.Text("principalType")),
                DisplayName = record.Text("principalDisplayName"),
            },
        ];
    }
}
