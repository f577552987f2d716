namespace Compliance.Samples.Acme.Plants;

/// <summary>What only several records together show.</summary>
internal static class BehaviourPlants
{
    /// <summary>The local day of which the CRM's export never arrived.</summary>
    public static readonly DateOnly CrmGap = new(2026, 5, 26);

    public static void Write(Stage stage)
    {
        OwnRefunds(stage);
        Probing(stage);
        DoubleClicks(stage);
        LostExport(stage);
    }

    private static void OwnRefunds(Stage stage)
    {
        var standIn = stage.Roster.Cast("supervisor", Shift.Office);
        stage.Roster.Assignments.Add(new Assignment(standIn.Id, "tier2", Period.At(Stage.Day(1, 15), 0, 0)));
        var issued = Stage.Script(standIn, Stage.Day(6, 8), 9, 0);
        var approved = Stage.Script(standIn, Stage.Day(6, 10), 9, 0);
        stage.Desk.SignIn(standIn, issued);
        stage.Desk.SignIn(standIn, approved);
        foreach (var hours in new[] { 1, 3 })
        {
            var (refund, @case) = (stage.Desk.OpenRefund(), stage.Desk.OpenCase());
            stage.Desk.Crm(standIn, issued.AddHours(hours), "refund.issue", "refund", refund, @case);
            stage.Desk.Crm(standIn, approved.AddHours(hours), "refund.approve", "refund", refund, @case);
        }
        stage.Story.Expect("segregation-of-duties", standIn.Id, "supervisor", "refund.approve", 2, "stands in for tier2, issues two refunds and approves both two days later");
    }

    private static void Probing(Stage stage)
    {
        var agent = stage.Roster.Cast("tier1", Shift.Day);
        var time = Stage.Script(agent, Stage.Day(6, 23), 9, 40);
        stage.Desk.SignIn(agent, time);
        var @case = stage.Desk.OpenCase();
        stage.Desk.Ticket(agent, time.AddHours(5), "ticket.read", @case);
        for (var attempt = 0; attempt < 14; attempt++)
            stage.Desk.ReadCustomer(agent, time.AddHours(5).AddSeconds(60 + 25 * attempt), $"C-{90_001 + attempt}", @case, Outcome.Denied);
        stage.Story.Expect("repeated-denials", agent.Id, "tier1", "customer.read", 5, "tries 14 protected customers one after another; from the tenth on it is a pattern");
    }

    private static void DoubleClicks(Stage stage)
    {
        var agent = stage.Roster.Cast("tier1", Shift.Day);
        var time = Stage.Script(agent, Stage.Day(6, 9), 9, 40);
        stage.Desk.SignIn(agent, time);
        var @case = stage.Desk.OpenCase();
        stage.Desk.Ticket(agent, time.AddHours(2), "ticket.read", @case);
        for (var attempt = 0; attempt < 25; attempt++)
            stage.Desk.ReadCustomer(agent, time.AddHours(2).AddSeconds(30 + 2 * attempt), "C-91001", @case, Outcome.Denied);
        stage.Story.LooksWrong(agent.Id, "25 denials on 9 June are one customer clicked again and again within a minute: one counts");
    }

    private static void LostExport(Stage stage) =>
        stage.Story.Expect("evidence-gap", null, null, null, 0, $"the export of the CRM for {CrmGap:d MMMM} never arrived (source `logs/crm/*.csv.gz`, expected daily)");
}
