namespace Compliance.Samples.Acme.Plants;

/// <summary>Accounts nobody listed, access nobody granted, grants used too early or too late.</summary>
internal static class AccountPlants
{
    public static void Write(Stage stage)
    {
        TemporaryAccounts(stage);
        TagsOutsideTheContract(stage);
        ExportOfCustomers(stage);
        OwnerForAnAfternoon(stage);
        GrantsOutOfForce(stage);
    }

    private static void TemporaryAccounts(Stage stage)
    {
        const string temporary = "acme.temp02", trainer = "trainer3@acme-bpo.example";
        var time = Period.At(Stage.Day(5, 6), 14, 10);
        for (var read = 0; read < 3; read++)
            stage.Logs.Crm.Add(new Access
            {
                Account = temporary,
                Time = time.AddMinutes(4 * read),
                Action = "customer.read",
                ResourceType = "customer",
                Resource = stage.Desk.AnyCustomer(),
                Case = stage.Desk.OpenCase(),
                Ip = "203.0.113.44",
            });
        stage.Story.Expect("unknown-account", temporary, null, "customer.read", 3, "a temporary CRM account that is in no list");

        var training = new Access { Account = trainer, Time = Period.At(Stage.Day(6, 3), 10, 2), Action = "signin", Mfa = true, Ip = "203.0.113.45", Session = "s-trainer3" };
        stage.Logs.Helpdesk.Add(training);
        foreach (var minute in new[] { 3, 9 })
        {
            var @case = stage.Desk.OpenCase();
            stage.Logs.Helpdesk.Add(training with { Time = training.Time.AddMinutes(minute), Action = "ticket.read", Mfa = null, Case = @case, Resource = "T-" + @case[3..], ResourceType = "ticket" });
        }
        stage.Story.Expect("unknown-account", trainer, null, "signin", 1, "a trainer demonstrates the live helpdesk under an account nobody listed");
        stage.Story.Expect("unknown-account", trainer, null, "ticket.read", 2, "the same demonstration");
    }

    /// <summary>One person fewer than all: the pattern of a contract gap, not of misuse.</summary>
    private static void TagsOutsideTheContract(Stage stage)
    {
        var taggers = Enumerable.Range(0, 9).Select(_ => stage.Roster.Cast("quality", Shift.Office)).ToList();
        for (var index = 0; index < taggers.Count; index++)
        {
            var count = 1 + index % 3;
            var day = Stage.Day(6, 9);
            for (var tag = 0; tag < count; tag++, day = day.AddDays(5))
            {
                day = Stage.WorkdayFrom(taggers[index], day);
                stage.Desk.Ticket(taggers[index], Period.At(day, 16, 20 + index), "ticket.tag", stage.Desk.OpenCase());
            }
            stage.Story.Expect("unauthorized-action", taggers[index].Id, "quality", "ticket.tag", count, "quality began to tag tickets in June; the contract does not say so (9 of 10 holders: a group)");
        }
    }

    private static void ExportOfCustomers(Stage stage)
    {
        var agent = stage.Roster.Cast("tier1", Shift.Day);
        var time = Stage.Script(agent, Stage.Day(5, 14), 9, 0);
        stage.Desk.SignIn(agent, time);
        stage.Desk.Crm(agent, time.AddHours(8), "customer.export", "customer", null, stage.Desk.OpenCase(), rows: 250);
        stage.Story.Expect("unauthorized-action", agent.Id, "tier1", "customer.export", 1, "exports 250 customers at the end of the shift; tier1 is denied that in so many words");
    }

    private static void OwnerForAnAfternoon(Stage stage)
    {
        var operations = stage.Roster.Cast("azure-ops", Shift.Office);
        var time = Stage.Script(operations, Stage.Day(6, 4), 13, 30);
        stage.Desk.EntraSignIn(operations, time, "Azure Portal");
        stage.Desk.Azure(operations, time.AddMinutes(11), "MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/WRITE",
            $"{Cloud.Subscription}/RESOURCEGROUPS/ACME-CONTACT/PROVIDERS/MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/0E5D1C7A");
        stage.Story.Expect("unauthorized-action", operations.Id, "azure-ops", "MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/WRITE", 1, "grants a role on a resource group of the customer's subscription");
    }

    private static void GrantsOutOfForce(Stage stage)
    {
        var promoted = stage.Roster.Cast("tier1", Shift.Day);
        stage.Roster.Assignments.Add(new Assignment(promoted.Id, "tier2", Period.At(Stage.Day(6, 1), 0, 0)));
        var early = Stage.Script(promoted, Stage.Day(5, 30), 9, 10);
        stage.Desk.SignIn(promoted, early);
        foreach (var hours in new[] { 1, 3 })
            stage.Desk.Crm(promoted, early.AddHours(hours), "refund.issue", "refund", stage.Desk.OpenRefund(), stage.Desk.OpenCase());
        stage.Story.Expect("grant-not-in-force", promoted.Id, "tier2", "refund.issue", 2, "issues refunds two days before the promotion begins (low)");

        var demoted = stage.Roster.Cast("tier1", Shift.Day);
        stage.Roster.Assignments.Add(new Assignment(demoted.Id, "tier2", Period.At(Stage.Day(2, 1), 0, 0), Period.At(Stage.Day(6, 1), 0, 0)));
        var late = Stage.Script(demoted, Stage.Day(6, 2), 9, 0);
        stage.Desk.SignIn(demoted, late);
        foreach (var hours in new[] { 2, 4 })
            stage.Desk.Crm(demoted, late.AddHours(hours), "order.update", "order", $"O-{510_000 + hours}", stage.Desk.OpenCase());
        stage.Desk.Crm(demoted, late.AddHours(5), "refund.issue", "refund", stage.Desk.OpenRefund(), stage.Desk.OpenCase());
        const string what = "covered for tier2 until the end of May and went on (high)";
        stage.Story.Expect("grant-not-in-force", demoted.Id, "tier2", "order.update", 2, what);
        stage.Story.Expect("grant-not-in-force", demoted.Id, "tier2", "refund.issue", 1, what);
    }
}
