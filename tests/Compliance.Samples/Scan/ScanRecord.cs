namespace Compliance.Samples.Scan;

internal enum Origin
{
    Vendor,
    UnknownAccount,
    Customer,
}

/// <summary>What varies from one record to the next.</summary>
internal struct ScanRecord
{
    public long Time;
    public Origin Origin;
    public int Person;
    public ulong Session;
    public int Action;
    public int Resource;
    public int Rows;
    public bool? Mfa;
    public bool HasCase;
    public bool Denied;
    public bool Failed;
    public bool Elsewhere;
}

/// <summary>One thing the helpdesk can do, as its records name it.</summary>
internal sealed record Operation(string Name, string Type, string Prefix, string Method, int Activity)
{
    public const int SignIn = 0, SignOut = 1, TicketRead = 2, TicketReply = 3, KnowledgeSearch = 4, CustomerRead = 5, CustomerUpdate = 6, OrderUpdate = 7,
        RefundIssue = 8, RefundApprove = 9, TicketAssign = 10, ReportExport = 11, RecordingPlay = 12, CustomerExport = 13, SettingsUpdate = 14;

    public static readonly Operation[] All =
    [
        new("signin", "", "", "POST", 1),
        new("signout", "", "", "POST", 2),
        new("ticket.read", "ticket", "T-", "GET", 2),
        new("ticket.reply", "ticket", "T-", "POST", 3),
        new("kb.search", "", "", "GET", 2),
        new("customer.read", "customer", "C-", "GET", 2),
        new("customer.update", "customer", "C-", "PATCH", 3),
        new("order.update", "order", "O-", "PATCH", 3),
        new("refund.issue", "refund", "RF-", "POST", 1),
        new("refund.approve", "refund", "RF-", "POST", 3),
        new("ticket.assign", "ticket", "T-", "POST", 3),
        new("report.export", "customer", "RP-", "GET", 2),
        new("recording.play", "recording", "REC-", "GET", 2),
        new("customer.export", "customer", "C-", "GET", 2),
        new("settings.update", "settings", "S-", "PUT", 3),
    ];
}
