using Compliance.Regimes;

namespace Compliance.Reports;

/// <summary>The words of deadlines, the same in every output.</summary>
public static class DeadlineWording
{
    /// <summary>Stands under every table and beside every other output.</summary>
    public const string Disclaimer = "not legal advice: a data set with doubts, which each answer names; a rule that is not in it may bind all the same";

    /// <summary><c>due</c>, <c>soft_standard</c>, <c>disabled</c>, <c>not_yet_effective</c>, <c>pending_anchor</c>, <c>not_triggered</c>,
    /// <c>calendar_missing</c>, <c>unconfirmed</c> or <c>no_rule</c>.</summary>
    public static string Of(DeadlineStatus status) => status switch
    {
        DeadlineStatus.Due => "due",
        DeadlineStatus.SoftStandard => "soft_standard",
        DeadlineStatus.Disabled => "disabled",
        DeadlineStatus.NotYetEffective => "not_yet_effective",
        DeadlineStatus.PendingAnchor => "pending_anchor",
        DeadlineStatus.NotTriggered => "not_triggered",
        DeadlineStatus.CalendarMissing => "calendar_missing",
        DeadlineStatus.Unconfirmed => "unconfirmed",
        DeadlineStatus.NoRule => "no_rule",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a status of a deadline"),
    };

    /// <summary><c>customer</c>, <c>vendor</c>, <c>both</c> or <c>third_party</c>.</summary>
    public static string Of(Duty duty) => duty switch
    {
        Duty.Customer => "customer",
        Duty.Vendor => "vendor",
        Duty.Both => "both",
        Duty.ThirdParty => "third_party",
        _ => throw new ArgumentOutOfRangeException(nameof(duty), duty, "nobody's duty"),
    };
}
