namespace Compliance.Samples.Scan;

internal enum Streak
{
    None,

    /// <summary>Reads one customer after another, more than an hour's limit.</summary>
    ReadsEverything,

    /// <summary>Is denied one customer after another.</summary>
    IsDenied,
}

/// <summary>One person at work, from the sign-in to the last record.</summary>
internal struct Session
{
    public int Person;
    public ulong Id;
    public long Start;
    public int Left;
    public int LastRefund;
    public Streak Streak;
}

/// <summary>What runs through a whole session.</summary>
internal static class Streaks
{
    public static Streak Draw(Prng prng) => prng.Below(2_000) switch
    {
        0 => Streak.ReadsEverything,
        1 => Streak.IsDenied,
        _ => Streak.None,
    };

    public static void Apply(ref Session session, ref ScanRecord record)
    {
        if (session.Streak == Streak.None || record.Action != Operation.CustomerRead)
            return;
        if (session.Streak == Streak.IsDenied)
            record.Denied = true;
        else
            // A list of customers is one record that says how many rows it showed.
            record.Rows = 40;
    }
}

/// <summary>What each role does all day.</summary>
internal static class Duties
{
    private static readonly int[] Tier1 =
        [Operation.TicketRead, Operation.TicketRead, Operation.TicketRead, Operation.CustomerRead, Operation.CustomerRead, Operation.TicketReply, Operation.TicketReply, Operation.KnowledgeSearch];

    private static readonly int[] Tier2 =
        [Operation.TicketRead, Operation.TicketRead, Operation.CustomerRead, Operation.CustomerUpdate, Operation.TicketReply, Operation.OrderUpdate, Operation.RefundIssue, Operation.KnowledgeSearch];

    private static readonly int[] Supervisor =
        [Operation.TicketRead, Operation.TicketRead, Operation.TicketAssign, Operation.CustomerRead, Operation.RefundApprove, Operation.ReportExport];

    private static readonly int[] Quality = [Operation.TicketRead, Operation.RecordingPlay, Operation.RecordingPlay];

    public static int Draw(StaffRole role, Prng prng) => prng.Pick(role switch
    {
        StaffRole.Tier1 => Tier1,
        StaffRole.Tier2 => Tier2,
        StaffRole.Supervisor => Supervisor,
        _ => Quality,
    });

    /// <summary>Issues refunds, and now and then approves one of them.</summary>
    public static void StandIn(ref Session session, ref ScanRecord record, Prng prng)
    {
        if (record.Action != Operation.RefundApprove)
            return;
        if (session.LastRefund > 0 && prng.Chance(0.2))
            record.Resource = session.LastRefund;
        else
        {
            record.Action = Operation.RefundIssue;
            session.LastRefund = record.Resource;
        }
    }
}

/// <summary>The small share of records that break a rule by themselves.</summary>
internal static class Trouble
{
    public static void Draw(ref ScanRecord record, Prng prng)
    {
        switch (prng.Below(20_000))
        {
            case < 20:
                (record.Action, record.Rows) = (prng.Chance(0.5) ? Operation.CustomerExport : Operation.SettingsUpdate, 0);
                break;
            case < 30:
                record.Mfa = false;
                break;
            case < 40:
                record.Elsewhere = true;
                break;
            case < 50:
                record.HasCase = false;
                break;
            case < 52:
                (record.Origin, record.Person) = (Origin.UnknownAccount, prng.Between(1, 40));
                break;
            case < 110:
                record.Denied = true;
                break;
            case < 310:
                // The customer's own staff, out of scope.
                (record.Origin, record.Person, record.HasCase, record.Mfa) = (Origin.Customer, prng.Between(1, 200), false, false);
                break;
        }
    }
}
