using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Judging;

/// <summary>What is known once every event has been read; the rules without an event judge this.</summary>
internal sealed record AuditFacts
{
    public required VendorRecord Record { get; init; }
    public required AuditTables Tables { get; init; }

    /// <summary>Start of the window; null: open.</summary>
    public long? From { get; init; }

    /// <summary>End of the window; null: open.</summary>
    public long? To { get; init; }

    /// <summary>Earliest and latest accepted event of all logs; null: none.</summary>
    public long? Earliest { get; init; }
    public long? Latest { get; init; }
    public required SourceDays Days { get; init; }
    public required UsageFacts Usage { get; init; }
    public required IReadOnlyList<LogEntry> UnmatchedEntries { get; init; }
    public required IReadOnlyList<SourceSummary> Sources { get; init; }

    /// <summary>What was to be read and was not.</summary>
    public required IReadOnlyList<UnreadLogs> Unread { get; init; }

    /// <summary>Events in scope inside the window.</summary>
    public long Judged { get; init; }

    /// <summary>What "now" means to rules without an event: the end of the window, else the latest event.</summary>
    public long? Now => To ?? Latest;
}
