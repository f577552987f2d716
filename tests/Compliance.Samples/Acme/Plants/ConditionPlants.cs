namespace Compliance.Samples.Acme.Plants;

/// <summary>Allowed work under the wrong conditions: without MFA, from elsewhere, off shift, without a case, too much of it.</summary>
internal static class ConditionPlants
{
    public static void Write(Stage stage)
    {
        WithoutMfa(stage);
        OffNetwork(stage);
        OffShift(stage);
        WithoutCase(stage);
        MassAccess(stage);
    }

    private static void WithoutMfa(Stage stage)
    {
        var agent = stage.Roster.Cast("tier1", Shift.Day);
        var time = Stage.Script(agent, Stage.Day(5, 12), 9, 30);
        stage.Desk.SignIn(agent, time, mfa: false);
        var @case = stage.Desk.OpenCase();
        stage.Desk.Ticket(agent, time.AddMinutes(20), "ticket.read", @case);
        stage.Desk.ReadCustomer(agent, time.AddMinutes(21), stage.Desk.AnyCustomer(), @case);
        stage.Desk.Ticket(agent, time.AddMinutes(26), "ticket.reply", @case);
        stage.Desk.Ticket(agent, time.AddMinutes(80), "ticket.read", stage.Desk.OpenCase());
        const string what = "lost the phone, was let in with a password for a morning";
        stage.Story.Expect("mfa-missing", agent.Id, "tier1", "ticket.read", 2, what);
        stage.Story.Expect("mfa-missing", agent.Id, "tier1", "ticket.reply", 1, what);
        stage.Story.Expect("mfa-missing", agent.Id, "tier1", "customer.read", 1, what + " (the CRM has no flag: that of the sign-in counts)");

        var operations = stage.Roster.Cast("aws-ops", Shift.Office);
        var morning = Stage.Script(operations, Stage.Day(5, 20), 11, 0);
        foreach (var minute in new[] { 0, 2 })
            stage.Desk.Aws(operations, morning.AddMinutes(minute), "s3:GetObject", $"arn:aws:s3:::harborline-call-recordings/2026/call-77{minute}1.wav", mfa: false);
        stage.Story.Expect("mfa-missing", operations.Id, "aws-ops", "s3:GetObject", 2, "fetches recordings with a long-lived key, `mfaAuthenticated` false");
    }

    private static void OffNetwork(Stage stage)
    {
        var agent = stage.Roster.Cast("tier1", Shift.Day, person => person.Site == Site.Manila);
        var time = Stage.Script(agent, Stage.Day(5, 21), 9, 0);
        stage.Desk.SignIn(agent, time, ip: Networks.Home);
        foreach (var minute in new[] { 10, 45, 90 })
            stage.Desk.Ticket(agent, time.AddMinutes(minute), "ticket.read", stage.Desk.OpenCase(), ip: Networks.Home, twice: minute == 45);
        stage.Desk.Ticket(agent, time.AddMinutes(95), "ticket.reply", stage.Desk.OpenCase(), ip: Networks.Home);
        const string what = "a typhoon day at home, on the household line";
        stage.Story.Expect("off-network-access", agent.Id, "tier1", "ticket.read", 3, what + " (one record delivered twice counts once)");
        stage.Story.Expect("off-network-access", agent.Id, "tier1", "ticket.reply", 1, what);

        var cebu = stage.Roster.Cast("tier1", Shift.Day, person => person.Site == Site.Cebu);
        var old = Stage.Script(cebu, Stage.Day(5, 5), 9, 0);
        stage.Desk.SignIn(cebu, old, ip: "192.0.2.17");
        foreach (var minute in new[] { 30, 50 })
            stage.Desk.Ticket(cebu, old.AddMinutes(minute), "ticket.read", stage.Desk.OpenCase(), ip: "192.0.2.17");
        stage.Story.Expect("off-network-access", cebu.Id, "tier1", "ticket.read", 2, "works from the old Cebu office three weeks after its network was withdrawn");

        var supervisor = stage.Roster.Cast("supervisor", Shift.Office);
        var evening = Stage.Script(supervisor, Stage.Day(6, 11), 8, 30);
        stage.Desk.SignIn(supervisor, evening);
        stage.Desk.Ticket(supervisor, evening.AddHours(11), "ticket.assign", stage.Desk.OpenCase(), ip: Networks.PhoneTethering);
        stage.Story.Expect("off-network-access", supervisor.Id, "supervisor", "ticket.assign", 1, "assigns a ticket over a phone's IPv6 line");
    }

    private static void OffShift(Stage stage)
    {
        var agent = stage.Roster.Cast("tier1", Shift.Day);
        var time = Stage.Script(agent, Stage.Day(5, 28), 11, 0);
        stage.Desk.SignIn(agent, time);
        stage.Desk.Ticket(agent, Period.At(Stage.Day(5, 28), 19, 29, 59), "ticket.read", stage.Desk.OpenCase());
        stage.Desk.Ticket(agent, Period.At(Stage.Day(5, 28), 19, 30), "ticket.read", stage.Desk.OpenCase());
        stage.Desk.Ticket(agent, Period.At(Stage.Day(5, 28), 19, 52), "ticket.read", stage.Desk.OpenCase());
        stage.Desk.Ticket(agent, Period.At(Stage.Day(5, 28), 20, 3), "ticket.reply", stage.Desk.OpenCase());
        const string what = "stays after the end of the shift (19:30, which itself is outside)";
        stage.Story.Expect("off-shift-access", agent.Id, "tier1", "ticket.read", 2, what);
        stage.Story.Expect("off-shift-access", agent.Id, "tier1", "ticket.reply", 1, what);

        var saturday = stage.Roster.Cast("tier1", Shift.Night);
        var night = Stage.Script(saturday, Stage.Day(5, 16), 21, 40);
        stage.Desk.SignIn(saturday, night);
        foreach (var minute in new[] { 15, 200 })
            stage.Desk.Ticket(saturday, night.AddMinutes(minute), "ticket.read", stage.Desk.OpenCase());
        stage.Story.Expect("off-shift-access", saturday.Id, "tier1", "ticket.read", 2, "comes in on Saturday night, which no night shift begins (one record is on Sunday, 01:00)");
    }

    private static void WithoutCase(Stage stage)
    {
        var agent = stage.Roster.Cast("tier1", Shift.Day);
        var time = Stage.Script(agent, Stage.Day(6, 10), 9, 0);
        stage.Desk.SignIn(agent, time);
        foreach (var minute in new[] { 180, 184, 197 })
            stage.Desk.ReadCustomer(agent, time.AddMinutes(minute), stage.Desk.AnyCustomer(), null);
        var @case = stage.Desk.OpenCase();
        stage.Desk.ReadCustomer(agent, time.AddMinutes(300), stage.Desk.AnyCustomer(), null);
        stage.Desk.Ticket(agent, time.AddMinutes(315), "ticket.read", @case);
        stage.Story.Expect("access-without-case", agent.Id, "tier1", "customer.read", 3, "looks up three customers over lunch with no case open");
        stage.Story.LooksWrong(agent.Id, "reads a customer at 14:00 on 10 June without a case, exactly 15 minutes before opening one");

        var second = stage.Roster.Cast("tier2", Shift.Day);
        var day = Stage.Script(second, Stage.Day(6, 18), 9, 20);
        stage.Desk.SignIn(second, day);
        stage.Desk.Ticket(second, day.AddMinutes(30), "ticket.read", stage.Desk.OpenCase());
        stage.Desk.Crm(second, day.AddMinutes(33), "refund.issue", "refund", stage.Desk.OpenRefund(), null);
        stage.Story.Expect("access-without-case", second.Id, "tier2", "refund.issue", 1, "a refund must carry its own case; one opened three minutes before does not do");
    }

    private static void MassAccess(Stage stage)
    {
        var curious = stage.Roster.Cast("tier1", Shift.Day);
        var time = Stage.Script(curious, Stage.Day(5, 27), 9, 0);
        stage.Desk.SignIn(curious, time);
        ReadInARow(stage, curious, time.AddHours(7), 75, again: 2);
        stage.Story.Expect("mass-record-access", curious.Id, "tier1", "customer.read", 17, "75 customers in 50 minutes under one case, two of them twice (limit: 60 an hour)");

        var diligent = stage.Roster.Cast("tier1", Shift.Day);
        var busy = Stage.Script(diligent, Stage.Day(6, 16), 9, 0);
        stage.Desk.SignIn(diligent, busy);
        ReadInARow(stage, diligent, busy.AddHours(7), 60, again: 0);
        stage.Story.LooksWrong(diligent.Id, "reads exactly 60 customers within an hour on 16 June, which is the limit");

        // Friday, and nothing until Monday: the window of 24 hours holds no other record of this person.
        var supervisor = stage.Roster.Cast("supervisor", Shift.Office);
        var friday = Stage.Script(supervisor, Stage.Day(6, 5), 8, 20);
        stage.Desk.SignIn(supervisor, friday);
        stage.Desk.Crm(supervisor, friday.AddHours(9), "report.export", "customer", null, null, rows: 4_800);
        stage.Story.Expect("mass-record-access", supervisor.Id, "supervisor", "report.export", 1, "exports 4,800 customers on a Friday evening (limit: 2,000 a day)");
    }

    private static void ReadInARow(Stage stage, Person person, DateTimeOffset time, int customers, int again)
    {
        var @case = stage.Desk.OpenCase();
        var first = 50_000 + person.Number * 100;
        for (var read = 0; read < customers + again; read++)
            stage.Desk.ReadCustomer(person, time.AddSeconds(39 * read), $"C-{first + read % customers}", @case);
    }
}
