using NodaTime;

namespace Compliance.Evidence;

/// <summary>What one log file held: provenance, digest and counts. <c>Records = Accepted + Rejected</c>.
/// Of the events, <c>Accepted + FurtherEvents</c>, <c>Duplicates</c> are a part; <c>OutOfScope</c> counts what is left and not in scope.</summary>
public sealed record SourceSummary
{
    /// <summary>Path relative to the vendor folder, with <c>/</c>; or the file given.</summary>
    public required string Source { get; init; }

    /// <summary>What the file is evidence of: <c>log</c>, <c>resources</c>, <c>probe</c>, <c>vault</c>, <c>entitlements</c>, <c>attestations</c>, <c>incidents</c>;
    /// <c>usage</c>: what earlier audits remember.</summary>
    public string Kind { get; init; } = "log";

    /// <summary>Name of the format it was read as (<c>ocsf</c>, <c>csv</c> …).</summary>
    public required string Format { get; init; }

    /// <summary>How it came here: <c>folder</c> or <c>upload</c>.</summary>
    public required string Method { get; init; }

    /// <summary>When it came here (last write of the file, or the upload).</summary>
    public Instant? CollectedAt { get; init; }

    /// <summary>SHA-256 of the bytes as received, compressed if they were; lower-case hex. Empty: the log could not be read, and nobody else said.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Length as received.</summary>
    public required long Bytes { get; init; }
    public long Records { get; init; }
    public long Accepted { get; init; }
    public long Rejected { get; init; }

    /// <summary>Events of accepted records beyond the first of each: <c>Accepted + FurtherEvents</c> events were read.</summary>
    public long FurtherEvents { get; init; }
    public long Duplicates { get; init; }

    /// <summary>Records whose id another, different record of the same log has.</summary>
    public long Conflicts { get; init; }
    public long OutOfScope { get; init; }

    /// <summary>Accepted records whose outcome the source does not say in a known word.</summary>
    public long UnknownOutcomes { get; init; }
    public Instant? First { get; init; }
    public Instant? Last { get; init; }

    /// <summary>The first rejected records (at most 20), each with position and reason.</summary>
    public IReadOnlyList<RejectedSample> RejectedSamples { get; init; } = [];
}

/// <summary>One rejected record, to be shown.</summary>
public sealed record RejectedSample(long Record, string Reason);
