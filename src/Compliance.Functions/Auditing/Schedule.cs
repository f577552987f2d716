using System.Security.Cryptography;
using System.Text;
using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Functions.Auditing;

/// <summary>The audits of one tick of the schedule.</summary>
public static class Schedule
{
    /// <summary>Who orders the audits of a schedule.</summary>
    public const string Orderer = "schedule";

    // A timer may fire a moment early.
    private static readonly Duration Early = Duration.FromSeconds(5);

    /// <summary>When the tick was due; fired by hand, it is due now, to the second.</summary>
    public static Instant DueOf(TimerInfo timer, Instant now)
    {
        if (timer.ScheduleStatus?.Next is { } next && next > DateTime.UnixEpoch)
        {
            var due = Instant.FromDateTimeUtc(next.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(next, DateTimeKind.Utc) : next.ToUniversalTime());
            if (due <= now + Early) return due;
        }
        return Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
    }

    /// <summary>The order for a vendor. Its id follows from schedule, due time and vendor: a tick that is run twice orders once.</summary>
    public static AuditOrder OrderOf(string schedule, Instant due, VendorId vendor)
    {
        var text = $"{schedule}\n{InstantPattern.General.Format(due)}\n{vendor}";
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
        return new AuditOrder { Vendor = vendor, Id = id, StartedBy = Orderer, Created = due };
    }
}
