namespace Compliance.Samples.Acme.Plants;

/// <summary>People who left, who are not cleared yet, whose training lapsed; assignments that outlived their use.</summary>
internal static class EmploymentPlants
{
    public static void Write(Stage stage)
    {
        KeptSession(stage);
        AccessNotWithdrawn(stage);
        Trainee(stage);
        LapsedTraining(stage);
        Unused(stage);
    }

    private static void KeptSession(Stage stage)
    {
        var left = Stage.Day(6, 12);
        var agent = stage.Roster.Cast("tier1", Shift.Night, person => person.Site == Site.Vdi);
        Dismiss(agent, left);

        var lastShift = Stage.Script(agent, left, 21, 10);
        stage.Desk.SignIn(agent, lastShift);
        stage.Desk.Ticket(agent, lastShift.AddHours(8), "ticket.read", stage.Desk.OpenCase());
        stage.Story.LooksWrong(agent.Id, "reads a ticket at 05:10 on 13 June after leaving on the 12th: the night shift ends before noon of the next day");

        var back = Period.At(Stage.Day(6, 15), 22, 5);
        foreach (var minute in new[] { 0, 6, 15 })
            stage.Desk.Ticket(agent, back.AddMinutes(minute), "ticket.read", stage.Desk.OpenCase(), sessionMfa: true);
        stage.Desk.Ticket(agent, back.AddMinutes(18), "ticket.reply", stage.Desk.OpenCase(), sessionMfa: true);
        const string what = "left on 12 June; a session kept on the virtual desktop still works three days later";
        stage.Story.Expect("access-after-termination", agent.Id, "tier1", "ticket.read", 3, what);
        stage.Story.Expect("access-after-termination", agent.Id, "tier1", "ticket.reply", 1, what);
        stage.Story.Expect("orphaned-account", agent.Id, null, null, 0, "left on 12 June, the assignment is open");
    }

    private static void AccessNotWithdrawn(Stage stage)
    {
        var agent = stage.Roster.Cast("tier2", Shift.Day);
        Dismiss(agent, Stage.Day(6, 19));
        stage.Story.Expect("orphaned-account", agent.Id, null, null, 0, "left on 19 June, the assignment is open; not used since");

        const string contractor = "agent09001";
        stage.Roster.Assignments.Add(new Assignment(contractor, "tier1", Period.At(Stage.Day(6, 1), 0, 0)));
        stage.Story.Expect("orphaned-account", contractor, null, null, 0, "assigned for a contractor who was never put on the list of people");
    }

    // The assignment stays as it was: that is the plant.
    private static void Dismiss(Person person, DateOnly left)
    {
        person.Employments[0] = person.Current with { Left = left };
        person.Status = "terminated";
    }

    private static void Trainee(Stage stage)
    {
        var agent = stage.Roster.Cast("tier1", Shift.Day);
        var hired = Stage.Day(5, 18);
        agent.Employments[0] = new Employment(hired, null, Stage.Day(5, 20));
        stage.Roster.Assignments[stage.Roster.Assignments.FindIndex(a => a.Principal == agent.Id)] = new Assignment(agent.Id, "tier1", Period.At(hired, 0, 0));
        foreach (var day in new[] { hired, hired.AddDays(1) })
        {
            var time = Stage.Script(agent, day, 9, 0);
            stage.Desk.SignIn(agent, time);
            foreach (var hours in new[] { 1, 2, 4 })
                stage.Desk.Ticket(agent, time.AddHours(hours), "ticket.read", stage.Desk.OpenCase());
            stage.Desk.SignOut(agent, time.AddHours(8));
        }
        const string what = "hired on 18 May, cleared on the 20th, already shadowing live tickets";
        stage.Story.Expect("access-before-clearance", agent.Id, "everyone", "signin", 2, what);
        stage.Story.Expect("access-before-clearance", agent.Id, "everyone", "signout", 2, what);
        stage.Story.Expect("access-before-clearance", agent.Id, "tier1", "ticket.read", 6, what);
    }

    private static void LapsedTraining(Stage stage)
    {
        var reviewer = stage.Roster.Cast("quality", Shift.Office);
        reviewer.TrainingExpires = Stage.Day(6, 26);
        foreach (var day in new[] { Stage.Day(6, 29), Stage.Day(6, 30) })
        {
            var time = Stage.Script(reviewer, day, 8, 40);
            stage.Desk.SignIn(reviewer, time);
            stage.Desk.Ticket(reviewer, time.AddHours(1), "ticket.read", stage.Desk.OpenCase());
            stage.Desk.PlayRecording(reviewer, time.AddMinutes(63));
        }
        const string what = "the privacy training expired on Friday 26 June; worked on Monday and Tuesday";
        stage.Story.Expect("training-lapsed", reviewer.Id, "everyone", "signin", 2, what);
        stage.Story.Expect("training-lapsed", reviewer.Id, "quality", "ticket.read", 2, what);
        stage.Story.Expect("training-lapsed", reviewer.Id, "quality", "recording.play", 2, what);
    }

    private static void Unused(Stage stage)
    {
        foreach (var (role, action) in new[] { ("tier2", "order.cancel"), ("crm-admin", "customer.merge"), ("azure-ops", "Microsoft.Compute/virtualMachines/*") })
            stage.Story.Expect("unused-permission", null, role, action, 0, "no holder used it in the last 90 days");

        foreach (var (role, last) in new[] { ("tier1", Stage.Day(5, 6)), ("supervisor", Stage.Day(4, 28)) })
        {
            var absent = role == "tier1" ? stage.Roster.Cast(role, Shift.Day) : stage.Roster.Cast(role, Shift.Office);
            absent.LastDay = last;
            stage.Story.Expect("inactive-account", absent.Id, null, null, 0, $"moved to another customer's account after {last:d MMMM}; nobody told us");
        }
        foreach (var onLeave in stage.Roster.People.Where(person => person.Status == "leave"))
            stage.Story.LooksWrong(onLeave.Id, $"nothing since {onLeave.LastDay:d MMMM}, but on leave");
    }
}
