using System.Collections.Frozen;
using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Which files of a vendor's evidence have outlived the time that they are kept for. Pure.</summary>
/// <remarks>INVARIANT: what an audit that began within that time had before it is never among them, nor is anything that came within it, or
/// that is not known to be a log, a copy of what was read, or what a known audit collected.</remarks>
public static class EvidenceRetention
{
    /// <summary>An audit that has not ended after so long never will: messages that ask for one live for a week, and are tried five times.</summary>
    public static readonly Duration LongestAudit = Duration.FromDays(30);

    private const string Collected = "collected/";
    private const int DigestDigits = 64;

    // Beside the folders of audits, whose ids could have these names.
    private static readonly FrozenSet<string> NoAudits = new[] { "kept", "incidents" }.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="files">Everything in the store of the vendor.</param>
    /// <param name="audits">Every audit of the vendor; of those for which <see cref="Counts"/> is true, with all that they had before them.</param>
    public static EvidenceAges Of(IReadOnlyList<StoredEvidence> files, IReadOnlyList<AuditedEvidence> audits, Retention retain, Instant now)
    {
        var counting = audits.Where(audit => Counts(audit, retain, now)).ToList();
        var paths = counting.SelectMany(audit => audit.Files).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var digests = counting.SelectMany(audit => audit.Files).Select(file => file.Sha256).ToHashSet(StringComparer.Ordinal);
        var over = audits.Where(audit => audit.HasEnded && IsOlder(audit.Began, retain, now)).Select(audit => audit.Id).ToHashSet(StringComparer.Ordinal);
        var (outlived, needed) = (new List<OutlivedEvidence>(), new List<StoredEvidence>());
        foreach (var file in files.Where(file => IsOlder(file.CollectedAt, retain, now)))
        {
            if (KindOf(file.Path, over, retain) is not { } kind) continue;
            // A repetition looks for a file under its path, and for a copy by its digest.
            if (paths.Contains(file.Path) || (kind is OutlivedKind.Copy && digests.Contains(NameOf(file.Path)))) needed.Add(file);
            else outlived.Add(new(file, kind));
        }
        return new(outlived, needed);
    }

    /// <summary>Whether what an audit had before it is kept for its sake: it began within the time, or may still be under way.</summary>
    public static bool Counts(AuditedEvidence audit, Retention retain, Instant now) =>
        !IsOlder(audit.Began, retain, now) || (!audit.HasEnded && now - audit.Began < LongestAudit);

    private static bool IsOlder(Instant then, Retention retain, Instant now) => now - then >= (retain.Span ?? Duration.Zero);

    /// <returns>Null: it is none of the files that go.</returns>
    private static OutlivedKind? KindOf(string path, HashSet<string> over, Retention retain)
    {
        // That no copies are wanted says nothing of how long a log is: it is what the next audit judges.
        if (LogReader.IsAmongLogs(path)) return retain.IsNone ? null : OutlivedKind.Log;
        if (!path.StartsWith(Collected, StringComparison.Ordinal)) return null;
        if (IsCopy(path)) return OutlivedKind.Copy;
        var end = path.IndexOf('/', Collected.Length);
        var audit = end < 0 ? "" : path[Collected.Length..end];
        return !NoAudits.Contains(audit) && over.Contains(audit) ? OutlivedKind.Collected : null;
    }

    private static bool IsCopy(string path) =>
        path.StartsWith(KeptEvidence.Folder, StringComparison.Ordinal) && path.Length == KeptEvidence.Folder.Length + DigestDigits && NameOf(path).All(char.IsAsciiHexDigitLower);

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}

/// <summary>An audit, and what it had before it.</summary>
/// <param name="Began">When; of one that waits, when it was ordered.</param>
public sealed record AuditedEvidence(string Id, Instant Began, bool HasEnded, IReadOnlyList<FrozenFile> Files);

/// <param name="Outlived">What may go, in the order of the store's list.</param>
/// <param name="Needed">What is as old and stays, because an audit that began since had it before it.</param>
public sealed record EvidenceAges(IReadOnlyList<OutlivedEvidence> Outlived, IReadOnlyList<StoredEvidence> Needed);

public sealed record OutlivedEvidence(StoredEvidence File, OutlivedKind Kind);

/// <summary>What a file is that has outlived its time.</summary>
public enum OutlivedKind
{
    /// <summary>Was received too long ago, and no audit within the time had it before it.</summary>
    Log,

    /// <summary>A copy of what no audit within the time had before it.</summary>
    Copy,

    /// <summary>Was collected by an audit that began too long ago and has ended.</summary>
    Collected,
}
