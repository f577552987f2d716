namespace Compliance.Samples.Acme;

/// <summary>What happened, by the system that recorded it.</summary>
internal sealed class VendorLogs
{
    public List<Access> Helpdesk { get; } = [];
    public List<Access> Crm { get; } = [];
    public List<Access> Azure { get; } = [];
    public List<Access> Entra { get; } = [];
    public List<Access> CloudTrail { get; } = [];
}
