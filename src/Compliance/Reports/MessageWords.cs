using Compliance.Incidents;
using Compliance.Playbooks;

namespace Compliance.Reports;

/// <summary>A message of a case in a few words: what it is for, about what, to whom.</summary>
public static class MessageWords
{
    /// <param name="playbook">Of the case; null: steps appear by id.</param>
    public static string Of(DeliveryState delivery, Playbook? playbook)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var queued = delivery.Queued;
        var about = queued.About is not { } subject ? "" : $" {playbook?.Find(subject)?.Words ?? subject}";
        var percent = queued.Percent is { } gone ? $" ({gone} % of the time has gone)" : "";
        return $"{queued.Purpose}{about}{percent} to {queued.To}";
    }
}
