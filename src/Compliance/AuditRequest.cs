using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance;

/// <summary>One audit to perform.</summary>
public sealed record AuditRequest
{
    /// <summary>Id of the run; part of the trail, never of a verdict.</summary>
    public required string Id { get; init; }
    public required VendorRecord Record { get; init; }

    /// <summary>Where the logs are; the contract side has been read into <see cref="Record"/>.</summary>
    public required IVendorFolder Folder { get; init; }

    /// <summary>The window <c>[From, To)</c>; null: open. Events before <see cref="From"/> fill windows but give no findings.</summary>
    public Instant? From { get; init; }
    public Instant? To { get; init; }

    /// <summary>When the run began: <em>now</em> for what is no event, where there is neither <see cref="To"/> nor an event.</summary>
    public Instant? Started { get; init; }

    /// <summary>Who asked: a person, or <c>schedule</c>.</summary>
    public required string StartedBy { get; init; }

    /// <summary>What earlier audits of the vendor remember of use; null: nothing. Part of what the result is a function of.</summary>
    public PriorUsage? Prior { get; init; }

    /// <summary>Receives every failing record of the event rules as NDJSON (UTF-8); null: not wanted.</summary>
    public Stream? Violations { get; init; }

    /// <summary>Folder for temporary files; null: the system's.</summary>
    public string? TemporaryFolder { get; init; }

    /// <summary>Memory for sorting, in bytes, before records spill to a temporary file; default 40 MiB. Less is slower, never wrong.</summary>
    public long SortMemory { get; init; } = 40L << 20;
}
