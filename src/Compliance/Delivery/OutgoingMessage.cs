using System.Text.Json.Nodes;
using NodaTime;

namespace Compliance.Delivery;

/// <summary>How urgent a message is; PagerDuty's words.</summary>
public enum Urgency
{
    Info,
    Warning,
    Error,
    Critical,
}

/// <summary>A message as every channel can say it. It is thin: ids, counts, times; no personal data.</summary>
public sealed record OutgoingMessage
{
    /// <summary>The same through all attempts: <c>webhook-id</c>, <c>ce-id</c>, part of <c>Message-ID</c>. Letters, digits, <c>_</c> and <c>-</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Reverse-DNS-like type of the event: <c>compliance.incident.reminder</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Equal for messages about one thing: <c>incident:regime:stage</c>; at most 255 characters.</summary>
    public required string DedupKey { get; init; }
    public required Urgency Urgency { get; init; }

    /// <summary>One line, at most 200 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Plain text, several lines.</summary>
    public required string Text { get; init; }

    /// <summary>Whole HTML document for mail; null: none.</summary>
    public string? Html { get; init; }

    /// <summary>Vendor id and incident id: <c>acme-bpo/20261122-mass-record-access</c>.</summary>
    public required string Subject { get; init; }
    public required Instant Time { get; init; }

    /// <summary>Where a person reads on and acknowledges; null: nowhere.</summary>
    public Uri? Link { get; init; }

    /// <summary>For programs.</summary>
    public JsonObject Data { get; init; } = [];

    /// <summary>When it is of no use any more.</summary>
    public Instant? Expires { get; init; }
}
