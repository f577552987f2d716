namespace Compliance.Samples.Acme;

/// <summary>
/// A hundred days on which nobody does anything wrong. INVARIANT: nothing written here breaks a rule — every shift begins with a sign-in
/// with MFA and ends within 12 hours, inside the hours of its role, from a network in force, and a customer is read while the case is open.
/// </summary>
internal sealed class OrdinaryDays(Roster roster, Desk desk, Prng prng, int scale)
{
    private readonly Queue<(string Refund, string Case)> _toApprove = new();

    public void Write(Period period)
    {
        foreach (var day in period.EachDay())
        {
            var present = roster.People.Where(person => person.WorksOn(day) && !person.Scripted.Contains(day)).ToList();
            // Supervisors first: they approve what was issued before today.
            foreach (var person in present.Where(person => person.Role == "supervisor"))
                Supervise(person, day);
            foreach (var person in present)
                Work(person, day, period);
        }
    }

    private void Work(Person person, DateOnly day, Period period)
    {
        switch (person.Role)
        {
            case "tier1" or "tier2" when person.Shift == Shift.Day || day < period.Last:
                ServeCustomers(person, day);
                break;
            case "quality":
                ReviewQuality(person, day);
                break;
            case "crm-admin":
                AdministerCrm(person, day);
                break;
            case "azure-ops":
                OperateAzure(person, day);
                break;
            case "aws-ops":
                OperateAws(person, day);
                break;
        }
    }

    private void ServeCustomers(Person person, DateOnly day)
    {
        var start = (person.Shift == Shift.Day ? Period.At(day, 7, 5) : Period.At(day, 21, 5)) + prng.Seconds(0, person.Shift == Shift.Day ? 9_000 : 2_400);
        if (prng.Chance(0.015))
            desk.SignIn(person, start - prng.Seconds(15, 40), outcome: Outcome.Failure);
        desk.SignIn(person, start);
        for (var contact = prng.Between(1, 2) * scale; contact > 0; contact--)
            ServeCustomer(person, start + prng.Seconds(60, 27_600));
        if (prng.Chance(0.35))
            desk.SignOut(person, start + prng.Seconds(29_000, 29_700));
    }

    private void ServeCustomer(Person person, DateTimeOffset time)
    {
        var @case = desk.OpenCase();
        desk.Ticket(person, time, "ticket.read", @case);
        if (prng.Chance(0.65))
        {
            // Some agents leave the ticket field of the CRM empty: the open ticket is near enough (`within: 15m`).
            var outcome = prng.Chance(0.01) ? Outcome.Denied : Outcome.Success;
            desk.ReadCustomer(person, time + prng.Seconds(20, 90), desk.AnyCustomer(), prng.Chance(0.85) ? @case : null, outcome);
        }
        if (prng.Chance(0.3))
            desk.SearchKnowledge(person, time + prng.Seconds(95, 150));
        if (person.Role == "tier2")
            SettleOrder(person, time + prng.Seconds(120, 170), @case);
        if (prng.Chance(0.75))
            desk.Ticket(person, time + prng.Seconds(180, 540), "ticket.reply", @case);
    }

    private void SettleOrder(Person person, DateTimeOffset time, string @case)
    {
        if (prng.Chance(0.25))
        {
            var refund = desk.OpenRefund();
            desk.Crm(person, time, "refund.issue", "refund", refund, @case);
            _toApprove.Enqueue((refund, @case));
        }
        else if (prng.Chance(0.3))
            desk.Crm(person, time, "order.update", "order", $"O-{prng.Between(500_000, 599_999)}", @case);
        else if (prng.Chance(0.3))
            desk.Crm(person, time, "customer.update", "customer", desk.AnyCustomer(), @case);
    }

    private void Supervise(Person person, DateOnly day)
    {
        var start = Period.At(day, 8, 5) + prng.Seconds(0, 3_000);
        desk.SignIn(person, start);
        desk.Ticket(person, start + prng.Seconds(120, 3_000), "ticket.read", desk.OpenCase());
        if (prng.Chance(0.5))
            desk.Ticket(person, start + prng.Seconds(3_100, 9_000), "ticket.assign", desk.OpenCase());
        if (prng.Chance(0.3))
            desk.ReadCustomer(person, start + prng.Seconds(3_100, 20_000), desk.AnyCustomer(), desk.OpenCase());
        if (day.DayOfWeek == DayOfWeek.Monday)
            desk.Crm(person, start + prng.Seconds(20_100, 25_000), "report.export", "customer", null, null, rows: prng.Between(200, 900));
        for (var approvals = prng.Between(0, 3) * scale; approvals > 0 && _toApprove.TryDequeue(out var pending); approvals--)
            desk.Crm(person, start + prng.Seconds(600, 28_000), "refund.approve", "refund", pending.Refund, pending.Case);
    }

    private void ReviewQuality(Person person, DateOnly day)
    {
        var start = Period.At(day, 8, 5) + prng.Seconds(0, 3_000);
        desk.SignIn(person, start);
        for (var reviews = prng.Between(1, 2); reviews > 0; reviews--)
        {
            var time = start + prng.Seconds(120, 28_000);
            desk.Ticket(person, time, "ticket.read", desk.OpenCase());
            desk.PlayRecording(person, time + prng.Seconds(30, 300));
        }
    }

    private void AdministerCrm(Person person, DateOnly day)
    {
        var start = Period.At(day, 8, 30) + prng.Seconds(0, 3_000);
        desk.EntraSignIn(person, start, "Tideway CRM");
        var user = prng.Pick(roster.People).CrmAccount;
        desk.Crm(person, start + prng.Seconds(300, 20_000), prng.Pick(["crm.user.update", "crm.user.unlock"]), "user", user, null);
        if (prng.Chance(0.2))
            desk.Crm(person, start + prng.Seconds(300, 20_000), "crm.field.update", "field", prng.Pick(["loyalty_tier", "callback_window", "locale"]), null);
    }

    private void OperateAzure(Person person, DateOnly day)
    {
        var start = Period.At(day, 9, 0) + prng.Seconds(0, 3_000);
        desk.EntraSignIn(person, start, "Azure Portal");
        for (var operations = prng.Between(1, 3); operations > 0; operations--)
        {
            var (operation, resource) = prng.Pick(Cloud.AzureOperations);
            desk.Azure(person, start + prng.Seconds(300, 25_000), operation, resource, announced: operation.EndsWith("/WRITE", StringComparison.Ordinal));
        }
    }

    private void OperateAws(Person person, DateOnly day)
    {
        var start = Period.At(day, 9, 0) + prng.Seconds(0, 3_000);
        for (var calls = prng.Between(2, 5); calls > 0; calls--)
        {
            var (action, resource) = prng.Pick(Cloud.AwsCalls);
            var outcome = prng.Chance(0.01) ? Outcome.Denied : Outcome.Success;
            desk.Aws(person, start + prng.Seconds(60, 25_000), action, resource?.Replace("{n}", $"{prng.Between(1000, 9999)}", StringComparison.Ordinal), outcome: outcome);
        }
    }
}
