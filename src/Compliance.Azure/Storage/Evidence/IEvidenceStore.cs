using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Evidence as it was received, each vendor's apart. What is stored is judged by nobody here.</summary>
/// <remarks>A file is there whole or not at all: an upload that breaks off leaves what was there before.</remarks>
public interface IEvidenceStore
{
    /// <summary>Where this is, for messages.</summary>
    string Location { get; }

    /// <summary>Stores a body while it is read, in place of the file at that path, if any.</summary>
    /// <exception cref="EvidenceTooLargeException">The body is longer than <see cref="EvidenceLimits.MaxBytes"/>.</exception>
    /// <exception cref="InputException">The path is that of a folder, or beneath a file.</exception>
    Task<StoredEvidence> PutAsync(VendorId vendor, EvidencePath path, Stream body, CancellationToken cancellationToken = default);

    /// <summary>Stores a body while it is read where no file is yet; what is there stays as it is, also where another puts it there meanwhile.</summary>
    /// <returns>The file that is there with just these bytes, stored now or before; null: there is another.</returns>
    /// <inheritdoc cref="PutAsync"/>
    Task<StoredEvidence?> AddAsync(VendorId vendor, EvidencePath path, Stream body, CancellationToken cancellationToken = default);

    /// <summary>Every file of a vendor, in ordinal order of the paths.</summary>
    Task<IReadOnlyList<StoredEvidence>> ListAsync(VendorId vendor, CancellationToken cancellationToken = default);

    /// <summary>Opens a file for one sequential read.</summary>
    /// <param name="etag">The version that is meant; null: whatever is there.</param>
    /// <exception cref="EvidenceChangedException">There is no such file, or it has another version.</exception>
    Stream Open(VendorId vendor, EvidencePath path, string? etag = null);

    /// <summary>Deletes a file, where it has the version that is meant. Asked for by people alone: the service has no right to.</summary>
    /// <returns>What became of it: what stands in the way is no error.</returns>
    Task<EvidenceDeletion> DeleteAsync(VendorId vendor, EvidencePath path, string etag, CancellationToken cancellationToken = default);
}

/// <summary>What became of a file that was to be deleted.</summary>
/// <param name="KeptUntil">Of one that a policy keeps: until when, where the store says so.</param>
public sealed record EvidenceDeletion(DeletionOutcome Outcome, Instant? KeptUntil = null);

public enum DeletionOutcome
{
    Deleted,

    /// <summary>There was no such file any more.</summary>
    Gone,

    /// <summary>It has another version than was meant, and stays.</summary>
    Changed,

    /// <summary>A policy of the store keeps it.</summary>
    Kept,

    /// <summary>Whoever asks has no right to.</summary>
    Refused,
}

/// <summary>A stored file.</summary>
/// <param name="ETag">Its version, quotes included.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
/// <param name="CollectedAt">When it came here.</param>
public sealed record StoredEvidence(string Path, string ETag, long Length, string Sha256, Instant CollectedAt)
{
    /// <summary>As a run's list of evidence has it.</summary>
    public FrozenFile Freeze() => new(Path, ETag, Length, Sha256, CollectedAt);
}

public static class EvidenceLimits
{
    /// <summary>One file, 100 MiB: what the host of the service takes as one body. Larger logs are several files.</summary>
    public const long MaxBytes = 100L << 20;
}

/// <summary>Evidence is not what it was when the audit began, or is gone.</summary>
public sealed class EvidenceChangedException(string path, string what)
    : Exception($"the evidence `{path}` {what} since the audit began: nothing was judged. Start another audit")
{
    public string Path { get; } = path;
}

/// <summary>A body is longer than a file may be.</summary>
public sealed class EvidenceTooLargeException(string path)
    : Exception($"the evidence `{path}` is longer than {EvidenceLimits.MaxBytes >> 20} MiB: send it as several files, or compressed");
