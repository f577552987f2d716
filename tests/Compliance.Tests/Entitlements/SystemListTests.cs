using Compliance.Entitlements;
using Compliance.Events;
using NodaTime;

namespace Compliance.Tests.Entitlements;

/// <summary>Lists as the systems print them.</summary>
public sealed class SystemListTests
{
    [Fact]
    public void Zendesk_users_have_a_role_a_last_login_and_whether_they_are_suspended()
    {
        var list = Lists.Read("zendesk-users.json", """
            {"users":[
              {"id":35436,"name":"Ana Cruz","email":"ana@acme.example","created_at":"2025-01-02T03:04:05Z","role":"agent","role_type":0,"custom_role_id":91,"suspended":false,"active":true,
               "last_login_at":"2026-06-29T10:00:00Z","two_factor_auth_enabled":true,"verified":true},
              {"id":35437,"email":"ben@acme.example","role":"admin","custom_role_id":null,"role_type":4,"suspended":true,"last_login_at":null,"two_factor_auth_enabled":null},
              {"id":35438,"email":"lee@acme.example","role":"agent","role_type":1,"custom_role_id":92,"suspended":false,"last_login_at":null},
              {"id":35439,"email":"customer@mail.example","role":"end-user","suspended":false,"last_login_at":null}
            ],"next_page":null,"count":4}
            """);

        Assert.Equal(("zendesk-users", "zendesk", 4L, 0L), (list.Format, list.System, list.Records, list.Rejected));
        Assert.Equal(
            [("ana@acme.example", "custom:91", true), ("ana@acme.example", "agent", true), ("ben@acme.example", "admin", false), ("lee@acme.example", "light-agent", true)],
            list.Entitlements.Select(one => (one.Account, one.Role!, one.Enabled!.Value)));
        var (ana, ben) = (list.Entitlements[0], list.Entitlements[2]);
        Assert.Equal(("35436", Instant.FromUtc(2025, 1, 2, 3, 4, 5), Instant.FromUtc(2026, 6, 29, 10, 0), true, false), (ana.AccountId, ana.CreatedAt, ana.LastLogin, ana.MfaEnrolled, ana.NeverUsed));
        Assert.Equal(((Instant?)null, true, (bool?)null), (ben.LastLogin, ben.NeverUsed, ben.MfaEnrolled));
        Assert.Null(ana.GrantedAt);
    }

    [Fact]
    public void Zendesk_team_members_have_a_role_for_each_product()
    {
        var list = Lists.Read("team.csv", "ID,Name,Email,Suspended,Date created,Last updated,Last sign-in,Time zone,Groups,Support role,Guide role\n"
            + "7,Ana,ana@acme.example,FALSE,2025-01-02 03:04:05 UTC,2026-01-01 00:00:00 UTC,2026-06-29 10:00:00 UTC,Manila,\"A, B\",Agent,Viewer\n"
            + "8,Ben,ben@acme.example,TRUE,2025-01-02 03:04:05 UTC,,,Manila,,Administrator,\n");

        Assert.Equal(["Agent", "Guide: Viewer", "Administrator"], list.Entitlements.Select(one => one.Role));
        Assert.Equal((true, Instant.FromUtc(2026, 6, 29, 10, 0)), (list.Entitlements[0].Enabled, list.Entitlements[0].LastLogin));
        Assert.Equal((false, true), (list.Entitlements[2].Enabled, list.Entitlements[2].NeverUsed));
    }

    [Fact]
    public void Salesforce_users_permission_sets_and_logins_are_three_lists_of_one_system()
    {
        var users = Lists.Read("users.csv", "\"ID\",\"USERNAME\",\"NAME\",\"EMAIL\",\"ISACTIVE\",\"PROFILE.NAME\",\"LASTLOGINDATE\",\"CREATEDDATE\",\"USERTYPE\"\n"
            + "\"0055g00000AbCdEAAV\",\"ana@acme.example.crm\",\"Ana\",\"ana@acme.example\",\"true\",\"Support Agent\",\"2026-06-29T10:00:00.000Z\",\"2025-01-02T03:04:05.000Z\",\"Standard\"\n"
            + "\"0055g00000AbCdFAAV\",\"autoproc@x\",\"Automated Process\",\"\",\"true\",\"\",\"\",\"2025-01-02T03:04:05.000Z\",\"AutomatedProcess\"\n");
        var sets = Lists.Read("sets.csv", "AssigneeId,PermissionSet.Name,PermissionSet.Label,PermissionSet.IsOwnedByProfile\n0055g00000AbCdE,Export_Reports,Export Reports,false\n0055g00000AbCdE,X00ex0001,,true\n");
        var logins = Lists.Read("logins.csv", "Id,UserId,IsFrozen,IsPasswordLocked\n0Yw1,0055g00000AbCdE,true,false\n");

        Assert.Equal(("Support Agent", Instant.FromUtc(2026, 6, 29, 10, 0), "0055g00000AbCdEAAV"), (users.Entitlements[0].Role, users.Entitlements[0].LastLogin, users.Entitlements[0].AccountId));
        Assert.Equal((AccountKind.Service, true), (users.Entitlements[1].Kind, users.Entitlements[1].NeverUsed));
        Assert.Equal(("Export Reports", users.Entitlements[0].AccountId![..15]), (Assert.Single(sets.Entitlements).Role, sets.Entitlements[0].AccountId![..15]));
        Assert.Equal(18, sets.Entitlements[0].AccountId!.Length);
        Assert.Equal((false, sets.Entitlements[0].AccountId), (Assert.Single(logins.Entitlements).Enabled, logins.Entitlements[0].AccountId));
        Assert.Equal(["salesforce-users", "salesforce-permission-sets", "salesforce-logins"], new[] { users, sets, logins }.Select(list => list.Format));
    }

    [Theory]
    [InlineData("ACTIVE", true)]
    [InlineData("LOCKED_OUT", true)]
    [InlineData("PASSWORD_EXPIRED", true)]
    [InlineData("SUSPENDED", false)]
    [InlineData("DEPROVISIONED", false)]
    public void An_Okta_user_that_is_locked_out_gets_in_again_and_one_that_is_suspended_does_not(string status, bool enabled)
    {
        var one = Lists.One("okta.json", $$"""
            [{"id":"00u1","status":"{{status}}","created":"2025-01-02T03:04:05.000Z","lastLogin":"2026-06-29T10:00:00.000Z",
              "profile":{"login":"ana@acme.example","email":"ana@acme.example","firstName":"Ana","lastName":"Cruz"},"type":{"id":"oty1"} }]
            """);

        Assert.Equal((enabled, "okta", "ana@acme.example", "00u1", "Ana Cruz", (string?)null), (one.Enabled, one.System, one.Account, one.AccountId, one.DisplayName, one.Role));
    }

    [Fact]
    public void Okta_roles_say_whose_they_are_in_a_link()
    {
        var one = Lists.One("roles.json", """
            [{"id":"ra1","label":"Super Administrator","type":"SUPER_ADMIN","status":"ACTIVE","created":"2026-02-01T00:00:00.000Z","assignmentType":"USER",
              "_links":{"assignee":{"href":"https://acme.okta.example/api/v1/users/00u1"}}}]
            """);

        Assert.Equal(("Super Administrator", "00u1", Instant.FromUtc(2026, 2, 1, 0, 0)), (one.Role, one.AccountId, one.GrantedAt));
    }

    [Fact]
    public void An_Okta_role_of_nobody_is_refused() =>
        Assert.Contains("_links.assignee", Lists.Read("roles.json", """[{"label":"Super Administrator","type":"SUPER_ADMIN","assignmentType":"USER"}]""").RejectedSamples[0].Reason, StringComparison.Ordinal);

    [Fact]
    public void Entra_users_may_lack_sign_ins_or_have_none()
    {
        var list = Lists.Read("users.json", """
            {"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users","value":[
              {"id":"11111111-1111-1111-1111-111111111111","userPrincipalName":"ana@acme.example","accountEnabled":true,"createdDateTime":"2025-01-02T03:04:05Z",
               "signInActivity":{"lastSignInDateTime":"2026-06-29T10:00:00Z"}},
              {"id":"22222222-2222-2222-2222-222222222222","userPrincipalName":"ben_acme.example#EXT#@corp.example","accountEnabled":false,"signInActivity":{}},
              {"id":"33333333-3333-3333-3333-333333333333","userPrincipalName":"cho@acme.example","accountEnabled":true}]}
            """);

        Assert.Equal(("entra-users", 3), (list.Format, list.Entitlements.Count));
        Assert.Equal([(true, false), (false, true), (true, false)], list.Entitlements.Select(one => (one.Enabled!.Value, one.NeverUsed)));
        Assert.Null(list.Entitlements[2].LastLogin);
    }

    [Fact]
    public void Entra_directory_roles_hold_their_members()
    {
        var list = Lists.Read("roles.json", """
            {"value":[{"id":"a","displayName":"Global Administrator","roleTemplateId":"62e90394-69f5-4237-9190-012177145e10","members":[
              {"@odata.type":"#microsoft.graph.user","id":"1","userPrincipalName":"ana@acme.example"},
              {"@odata.type":"#microsoft.graph.servicePrincipal","id":"2","displayName":"sync"},
              {"@odata.type":"#microsoft.graph.group","id":"3","displayName":"admins"}]}]}
            """);

        Assert.Equal("entra-directory-roles", list.Format);
        Assert.Equal([("ana@acme.example", AccountKind.Unknown, false), ("2", AccountKind.Service, false), ("3", AccountKind.Unknown, true)], list.Entitlements.Select(one => (one.Account, one.Kind, one.IsGroup)));
        Assert.All(list.Entitlements, one => Assert.Equal(("Global Administrator", 1L), (one.Role, one.Record)));
    }

    [Fact]
    public void Entra_role_assignments_may_have_ids_only()
    {
        var list = Lists.Read("assignments.json", """
            {"value":[
              {"id":"a","principalId":"1","roleDefinitionId":"62e90394-69f5-4237-9190-012177145e10","directoryScopeId":"/"},
              {"id":"b","principalId":"2","roleDefinitionId":"99999999-0000-0000-0000-000000000000","directoryScopeId":"/","startDateTime":"2026-02-01T00:00:00Z",
               "principal":{"@odata.type":"#microsoft.graph.user","userPrincipalName":"ben@acme.example"},"roleDefinition":{"displayName":"Call Desk"}}]}
            """);

        Assert.Equal([("1", "Global Administrator", null), ("ben@acme.example", "Call Desk", (Instant?)Instant.FromUtc(2026, 2, 1, 0, 0))], list.Entitlements.Select(one => (one.Account, one.Role!, one.GrantedAt)));
    }

    [Fact]
    public void Entra_app_roles_name_the_application()
    {
        var list = Lists.Read("apps.json", """
            {"value":[
              {"id":"a","appRoleId":"00000000-0000-0000-0000-000000000000","createdDateTime":"2026-02-01T00:00:00Z","principalId":"1","principalType":"User","principalDisplayName":"Ana","resourceDisplayName":"Zendesk","resourceId":"r"},
              {"id":"b","appRoleId":"77777777-0000-0000-0000-000000000000","createdDateTime":"2026-02-01T00:00:00Z","principalId":"2","principalType":"Group","resourceDisplayName":"Zendesk","resourceId":"r"}]}
            """);

        Assert.Equal([("Zendesk", false), ("Zendesk: 77777777-0000-0000-0000-000000000000", true)], list.Entitlements.Select(one => (one.Role!, one.IsGroup)));
    }

    [Fact]
    public void Entra_registrations_tell_a_second_factor() =>
        Assert.False(Lists.One("mfa.json", """{"value":[{"id":"1","userPrincipalName":"ana@acme.example","isMfaRegistered":false,"isMfaCapable":false}]}""").MfaEnrolled);

    [Fact]
    public void Azure_role_assignments_come_from_the_service_and_from_its_command_line()
    {
        var service = Lists.One("rbac.json", """
            {"value":[{"id":"/x","name":"n","type":"Microsoft.Authorization/roleAssignments","properties":{
              "roleDefinitionId":"/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635","principalId":"1","principalType":"User","scope":"/subscriptions/s",
              "createdOn":"2026-02-01T01:02:03.1234567Z","createdBy":"1"}}]}
            """);
        var line = Lists.One("rbac.json", """
            [{"principalId":"2","principalName":"ben@acme.example","principalType":"ServicePrincipal","roleDefinitionId":"/subscriptions/s/x/acdd72a7-3385-48ef-bd42-f606fba81ae7","roleDefinitionName":"Reader","scope":"/subscriptions/s"}]
            """);

        Assert.Equal(("Owner@/subscriptions/s", "1", "1", "azure"), (service.Role, service.Account, service.GrantedBy, service.System));
        Assert.Equal(("Reader@/subscriptions/s", "ben@acme.example", AccountKind.Service), (line.Role, line.Account, line.Kind));
    }

    [Fact]
    public void Google_writes_the_beginning_of_time_for_never()
    {
        var list = Lists.Read("users.json", """
            {"kind":"admin#directory#users","users":[
              {"id":"1","primaryEmail":"ana@acme.example","name":{"fullName":"Ana Cruz"},"isAdmin":true,"isDelegatedAdmin":false,"suspended":false,"archived":false,"lastLoginTime":"1970-01-01T00:00:00.000Z","creationTime":"2025-01-02T03:04:05.000Z","isEnrolledIn2Sv":false},
              {"id":"2","primaryEmail":"ben@acme.example","isAdmin":false,"isDelegatedAdmin":false,"suspended":false,"archived":true,"lastLoginTime":"2026-06-29T10:00:00.000Z"}]}
            """);

        Assert.Equal([("Super Admin", true, true), (null, false, false)], list.Entitlements.Select(one => (one.Role, one.NeverUsed, one.Enabled!.Value)));
        Assert.Equal("google", list.System);
    }

    [Fact]
    public void The_console_of_Google_has_columns_of_its_own()
    {
        var list = Lists.Read("users.csv", "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Status [READ ONLY],Last Sign In [READ ONLY],2sv Enrolled [READ ONLY]\n"
            + "Ana,Cruz,ana@acme.example,****,Active,2026/06/29 10:00:00,True\nBen,Reyes,ben@acme.example,****,Suspended,Never logged in,False\n");

        Assert.Equal([(true, false, true), (false, true, false)], list.Entitlements.Select(one => (one.Enabled!.Value, one.NeverUsed, one.MfaEnrolled!.Value)));
        Assert.Equal(Instant.FromUtc(2026, 6, 29, 10, 0), list.Entitlements[0].LastLogin);
    }

    [Fact]
    public void A_list_is_known_by_its_beginning_alone()
    {
        var users = string.Join(",\n", Enumerable.Range(0, 20_000).Select(i => $$"""{"id":{{i}},"email":"agent{{i}}@acme.example","role":"agent","suspended":false,"last_login_at":null}"""));

        Assert.Equal(new EntitlementForm("zendesk-users", "zendesk"), Lists.Form("big.json", $$"""{"users":[{{users}}]}"""));
        Assert.Equal(new EntitlementForm("entitlements", "crm"), Lists.Form("big.csv", "system,account,role\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"crm,agent{i},agent\n"))));
        Assert.Null(Lists.Form("log.ndjson", """{"time":"2026-06-29T10:00:00Z","account":"ana","action":"ticket.read"}""" + "\n"));
    }

    [Fact]
    public void A_broken_line_of_many_costs_that_line()
    {
        var list = Lists.Read("users.ndjson", """
            {"id":"1","primaryEmail":"ana@acme.example","suspended":false}
            {"id":"2","primaryEmail":
            {"id":"3","primaryEmail":"cho@acme.example","suspended":false}
            """);

        Assert.Equal((3L, 1L), (list.Records, list.Rejected));
        Assert.Equal(["ana@acme.example", "cho@acme.example"], list.Entitlements.Select(one => one.Account));
    }
}
