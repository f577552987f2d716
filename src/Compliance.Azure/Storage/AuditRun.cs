using System.Text.RegularExpressions;
using Azure;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Where a run stands. The last two are final.</summary>
public enum RunState
{
    NotStarted,
    Running,
    Succeeded,
    Failed,
}

/// <summary>One audit as the service keeps track of it. With the frozen evidence it determines all that the audit writes.</summary>
public sealed partial record AuditRun
{
    public required VendorId Vendor { get; init; }

    /// <summary><c>[a-z0-9][a-z0-9-]{0,63}</c>.</summary>
    public required string Id { get; init; }

    public RunState State { get; init; }

    public required Instant Created { get; init; }

    /// <summary>When it was first claimed: the time of all its entries. Null while NotStarted.</summary>
    public Instant? Started { get; init; }

    public Instant? Completed { get; init; }

    /// <summary>A person, or <c>schedule</c>.</summary>
    public required string StartedBy { get; init; }

    /// <summary>The window <c>[From, To)</c>; null: open.</summary>
    public Instant? From { get; init; }

    public Instant? To { get; init; }

    /// <summary>How often it was claimed.</summary>
    public int Deliveries { get; init; }

    /// <summary>Of <see cref="Deliveries"/>, those that came to their end as planned: the run was laid aside until its slices are read. No attempt that failed.</summary>
    public int Forgiven { get; init; }

    /// <summary>Whether its logs are read in slices.</summary>
    public bool IsSliced => SlicesReference is not null;

    /// <summary>Whether all its slices were put down and it has been laid aside until they are read.</summary>
    public bool IsLaidAside => IsSliced && !IsFinal && Forgiven > 0;

    /// <summary>Of a run that succeeded: verdict, counts, checks, the digest of the whole result; JSON.</summary>
    public string? Summary { get; init; }

    /// <summary>Of a run that failed: a stable code.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Of a run that failed: what happened and what to do, for a person.</summary>
    public string? ErrorMessage { get; init; }

    public bool IsFinal => State is RunState.Succeeded or RunState.Failed;

    /// <summary>Version of the row.</summary>
    public ETag ETag { get; init; }

    /// <summary>References to what was frozen for it; null: not yet.</summary>
    internal string? EvidenceReference { get; init; }

    /// <summary>What a run that succeeded saw of use and nobody has remembered yet; null: it is remembered, or there was nothing.</summary>
    internal string? SeenReference { get; init; }

    internal string? UsageReference { get; init; }

    internal string? SlicesReference { get; init; }

    internal string? BeforeReference { get; init; }

    internal string? ResultReference { get; init; }

    internal string? WholeReference { get; init; }

    /// <summary>Whether a text can be the id of a run.</summary>
    public static bool IsId(string? text) => text is not null && IdShape().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdShape();
}

/// <summary>A wish for an audit.</summary>
public sealed record AuditOrder
{
    public required VendorId Vendor { get; init; }

    /// <summary>A fresh id, or one that follows from what is asked for: an order repeated under it is the same audit.</summary>
    public required string Id { get; init; }

    public required string StartedBy { get; init; }

    public required Instant Created { get; init; }

    public Instant? From { get; init; }

    public Instant? To { get; init; }

    /// <summary>The caller's own name for the request; null: none.</summary>
    public IdempotencyKey? Idempotency { get; init; }
}

/// <summary>A caller's <c>Idempotency-Key</c> with what it was sent with.</summary>
/// <param name="BodySha256">SHA-256 of the request's body, lower-case hex.</param>
public sealed record IdempotencyKey(string Key, string Caller, string BodySha256);

/// <summary>What became of an order.</summary>
public enum OrderOutcome
{
    /// <summary>The run is new.</summary>
    Placed,

    /// <summary>It was asked for before: the run is the one of then.</summary>
    Repeated,

    /// <summary>The idempotency key was used for another request; there is no run.</summary>
    KeyReused,
}

public sealed record OrderResult(OrderOutcome Outcome, AuditRun? Run);

/// <summary>One file of a run's evidence, as it was when the run began.</summary>
/// <param name="ETag">The evidence store's version of it.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record FrozenFile(string Path, string ETag, long Length, string Sha256, Instant? CollectedAt);

/// <summary>A page of a list, and where the next begins.</summary>
/// <param name="Continuation">Null: this is the last.</param>
public sealed record Listing<T>(IReadOnlyList<T> Items, string? Continuation);
