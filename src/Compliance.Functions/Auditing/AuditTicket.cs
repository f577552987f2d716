using System.Diagnostics.CodeAnalysis;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Functions.Auditing;

/// <summary>A message that asks for an audit: <c>vendor/audit</c>. Neither part holds a slash.</summary>
public sealed record AuditTicket(VendorId Vendor, string Audit)
{
    public static AuditTicket Of(AuditRun run) => new(run.Vendor, run.Id);

    public static bool TryParse(string? text, [NotNullWhen(true)] out AuditTicket? ticket)
    {
        ticket = (text ?? "").Split('/') is [var vendor, var audit] && VendorId.TryParse(vendor, out var id) && AuditRun.IsId(audit) ? new(id, audit) : null;
        return ticket is not null;
    }

    /// <summary>A message that is none, as the log may show it.</summary>
    public static string Shown(string? text) => new([.. (text ?? "").Take(100).Select(c => char.IsControl(c) ? '?' : c)]);

    public override string ToString() => $"{Vendor}/{Audit}";
}
