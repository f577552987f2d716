using System.Text.Json.Nodes;
using Compliance.Delivery;
using Compliance.Incidents;
using Compliance.Playbooks;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Handling;

/// <summary>What messages say. They are thin: which case, what is asked, until when, and where to read on; no title of a person's own
/// writing and no name. Only a notice that was approved is sent as it is.</summary>
/// <param name="service">Address of the service's API, ending with a slash; null: messages have no link.</param>
public sealed class IncidentMessages(Uri? service)
{
    public const string Notice = "notice";

    private const int LongestTitle = 200;
    private const int LongestKey = 255;

    /// <param name="notice">Of purpose <see cref="Notice"/>: its text.</param>
    public OutgoingMessage Of(Incident incident, Contract contract, DeliveryQueued queued, NoticeDocument? notice)
    {
        var link = service is null ? null : new Uri(service, $"vendors/{incident.Vendor}/incidents/{incident.Id}");
        var says = Says(incident, contract, queued);
        return new()
        {
            Id = queued.Delivery,
            Type = $"compliance.incident.{queued.Purpose}",
            DedupKey = Cut($"{incident.Vendor}/{incident.Id}:{queued.About ?? queued.Purpose}", LongestKey),
            Urgency = UrgencyOf(queued),
            Title = Cut(notice?.Title ?? says, LongestTitle),
            Text = notice?.Text ?? string.Join('\n', Lines(incident, contract, queued, says, link)),
            Html = notice?.Html,
            Subject = $"{incident.Vendor}/{incident.Id}",
            Time = queued.At,
            Link = notice is null ? link : null,
            Data = Data(incident, contract, queued),
            Expires = queued.NotAfter,
        };
    }

    private static IEnumerable<string> Lines(Incident incident, Contract contract, DeliveryQueued queued, string says, Uri? link)
    {
        yield return says + ".";
        yield return $"Case: {incident.Id} of {contract.Vendor.Name} ({incident.Vendor}); stage: {Lower(incident.Stage)}; opened {Time(incident.OpenedAt)}.";
        if (queued.NotAfter is { } end) yield return $"Until: {Time(end)}.";
        if (link is not null) yield return $"Read on, and acknowledge: {link} (POST {link}/deliveries/{queued.Delivery}/acknowledge).";
        yield return "Not legal advice.";
    }

    private static string Says(Incident incident, Contract contract, DeliveryQueued queued)
    {
        var (who, about) = ($"[{contract.Vendor.Id}]", About(incident, contract, queued));
        return queued.Purpose switch
        {
            "opened" => $"{who} {(incident.Rule is { } rule ? $"suspicion by rule {rule}" : "a case was opened")}",
            "triage" => $"{who} a suspicion waits for triage: {incident.Id}",
            "step" => $"{who} step waits for you: {about}",
            "approval" => $"{who} approval is asked for: {about}",
            "containment" => $"{who} containment is asked for: {about}",
            "reminder" => $"{who} {queued.Percent} % of the time has gone: {about}",
            "overdue" => $"{who} OVERDUE: {about}",
            _ => $"{who} {queued.Purpose}: {about}",
        };
    }

    // A step by what people call it; clocks and notices have readable ids.
    private static string About(Incident incident, Contract contract, DeliveryQueued queued) =>
        queued.About is not { } about ? incident.Id : TaskOf(incident, contract, about)?.Words ?? about;

    private static PlaybookTask? TaskOf(Incident incident, Contract contract, string about) =>
        incident.Playbook is { } id ? contract.Playbooks.Find(id)?.Find(about) : null;

    private static Urgency UrgencyOf(DeliveryQueued queued) => queued.Purpose switch
    {
        "overdue" => Urgency.Critical,
        "containment" => Urgency.Error,
        "reminder" when queued.Percent >= 90 => Urgency.Error,
        "reminder" or "triage" or "approval" or "opened" => Urgency.Warning,
        _ => Urgency.Info,
    };

    private static JsonObject Data(Incident incident, Contract contract, DeliveryQueued queued)
    {
        var data = new JsonObject
        {
            ["vendor"] = incident.Vendor.Value,
            ["incident"] = incident.Id,
            ["stage"] = Lower(incident.Stage),
            ["delivery"] = queued.Delivery,
            ["purpose"] = queued.Purpose,
        };
        if (queued.About is { } about)
        {
            data["about"] = about;
            if (TaskOf(incident, contract, about) is { } task) data["step"] = task.Key;
        }
        if (queued.Percent is { } percent) data["percent"] = percent;
        return data;
    }

    private static string Lower(Stage stage) => stage.ToString().ToLowerInvariant();

    private static string Time(Instant instant) => InstantPattern.General.Format(instant);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
