namespace Compliance.Samples.Acme;

/// <summary>What a person at a desk does, written to the log of the system it is done in.</summary>
internal sealed class Desk(VendorLogs logs, Prng prng)
{
    private int _nextCase = 400_000;
    private int _nextRefund = 70_000;

    public string OpenCase() => $"CS-{++_nextCase}";

    public string OpenRefund() => $"RF-{++_nextRefund}";

    public string AnyCustomer() => $"C-{prng.Between(10_000, 49_999)}";

    public void SignIn(Person person, DateTimeOffset time, bool mfa = true, string? ip = null, Outcome outcome = Outcome.Success) =>
        logs.Helpdesk.Add(Helpdesk(person, time, "signin", ip) with { Mfa = outcome == Outcome.Success ? mfa : null, Outcome = outcome });

    public void SignOut(Person person, DateTimeOffset time, string? ip = null) =>
        logs.Helpdesk.Add(Helpdesk(person, time, "signout", ip));

    public void Ticket(Person person, DateTimeOffset time, string action, string @case, string? ip = null, bool? sessionMfa = null, bool twice = false) =>
        logs.Helpdesk.Add(Helpdesk(person, time, action, ip) with
        {
            Resource = "T-" + @case[3..],
            ResourceType = "ticket",
            Case = @case,
            Mfa = sessionMfa,
            DeliveredTwice = twice,
        });

    public void SearchKnowledge(Person person, DateTimeOffset time) => logs.Helpdesk.Add(Helpdesk(person, time, "kb.search", null));

    public void PlayRecording(Person person, DateTimeOffset time) => logs.Helpdesk.Add(Helpdesk(person, time, "recording.play", null) with
    {
        Resource = $"REC-{prng.Between(100_000, 999_999)}",
        ResourceType = "recording",
    });

    public void Crm(Person person, DateTimeOffset time, string action, string type, string? resource, string? @case,
        Outcome outcome = Outcome.Success, int? rows = null, string? ip = null) =>
        logs.Crm.Add(new Access
        {
            Account = person.CrmAccount,
            Time = time,
            Action = action,
            ResourceType = type,
            Resource = resource,
            Case = @case,
            Rows = rows,
            Outcome = outcome,
            Ip = ip ?? person.Ip(time),
        });

    public void ReadCustomer(Person person, DateTimeOffset time, string customer, string? @case, Outcome outcome = Outcome.Success) =>
        Crm(person, time, "customer.read", "customer", customer, @case, outcome);

    public void EntraSignIn(Person person, DateTimeOffset time, string application) => logs.Entra.Add(new Access
    {
        Account = person.SignInName,
        DisplayName = person.Name,
        Time = time,
        Action = "signin",
        Resource = application,
        Ip = person.Ip(time),
        Mfa = true,
    });

    public void Azure(Person person, DateTimeOffset time, string operation, string resource, bool announced = false)
    {
        var ended = new Access
        {
            Account = person.SignInName,
            DisplayName = person.Name,
            Time = time,
            Action = operation,
            Resource = resource,
            Ip = person.Ip(time),
            Mfa = true,
            Id = prng.NextGuid().ToString(),
        };
        if (announced)
            logs.Azure.Add(ended with { Time = time.AddSeconds(-3), Outcome = Outcome.Started });
        logs.Azure.Add(ended);
    }

    public void Aws(Person person, DateTimeOffset time, string action, string? resource = null, bool mfa = true, Outcome outcome = Outcome.Success) =>
        logs.CloudTrail.Add(new Access
        {
            Account = person.AwsAccount,
            Time = time,
            Action = action,
            Resource = resource,
            Ip = person.Ip(time),
            Mfa = mfa,
            Outcome = outcome,
        });

    // The helpdesk starts one session a person and working day; a night shift keeps that of the evening.
    private static Access Helpdesk(Person person, DateTimeOffset time, string action, string? ip) => new()
    {
        Account = person.SignInName,
        DisplayName = person.Name,
        Time = time,
        Action = action,
        Ip = ip ?? person.Ip(time),
        Session = $"s{person.Number:x4}{Period.LocalDay(time.AddHours(-7)):MMdd}",
    };
}
