using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Storage;

/// <summary>A finding as the last completed audit left it, with what people have decided about it since.</summary>
/// <param name="Finding">With what was decided as it counts now; what that does to the verdict is for the next audit to say.</param>
/// <param name="Audit">The audit that last found or resolved it.</param>
/// <param name="RunStarted">When that audit's run started.</param>
/// <param name="FirstSeen">Start of the run that first found it.</param>
/// <param name="LastSeen">Start of the last run that found it.</param>
public sealed record FindingRecord(Finding Finding, string Audit, Instant RunStarted, Instant FirstSeen, Instant LastSeen)
{
    /// <summary>Version of the row, for a change under If-Match.</summary>
    public ETag ETag { get; init; }

    /// <summary>What was decided about it alone, whether or not that counts, and what the vendor replied.</summary>
    public FindingWork? OwnWork { get; init; }

    /// <inheritdoc cref="OwnWork"/>
    internal Exemption? OwnExemption { get; init; }

    /// <summary>The same for the same decision and reply, whatever audits have written since.</summary>
    internal string OwnVersion
    {
        get
        {
            var work = OwnWork is null ? "" : JsonSerializer.Serialize(StoredWork.Of(OwnWork), StorageJson.Default.StoredWork);
            return OwnExemption is null ? work : work + JsonSerializer.Serialize(StoredExemption.Of(OwnExemption), StorageJson.Default.StoredExemption);
        }
    }
}

/// <summary>A row of table <c>findings</c>: what the last audit wrote (<c>D</c>) beside what stood there before it (<c>B</c>). Until
/// that audit has succeeded, the latter is what counts. The exemption (<c>E</c>) and what else was decided or replied (<c>W</c>) belong to
/// people; audits do not touch them.</summary>
internal sealed record FindingRow(FindingRecord Written, FindingRecord? Before, Exemption? Exemption, FindingWork? Work, ETag ETag)
{
    /// <summary>What counts, with what was decided about it alone: as written once its audit has succeeded, else as before; null when there was nothing before.</summary>
    public FindingRecord? Settled(bool succeeded) => succeeded ? With(Written) : Before is { } before ? With(before) : null;

    public static TableEntity Write(string vendor, FindingRecord written, FindingRecord? before)
    {
        var row = new TableEntity(vendor, written.Finding.Fingerprint.Value)
        {
            ["D"] = Bytes(written),
            // Empty, not absent: a merge leaves a column that is not named as it is.
            ["B"] = before is null ? [] : Bytes(before),
            ["Audit"] = written.Audit,
            ["Run"] = written.RunStarted.ToUnixTimeTicks(),
            ["Rule"] = written.Finding.Rule,
            ["Severity"] = written.Finding.Severity.ToString(),
            ["Verdict"] = written.Finding.Verdict.ToString(),
            ["State"] = written.Finding.State.ToString(),
        };
        if (written.Finding.Principal is { } principal) row["Principal"] = StoredText.Cut(principal);
        return row;
    }

    public static TableEntity WriteDecision(string vendor, Fingerprint fingerprint, FindingWork? work, Exemption? exemption) => new(vendor, fingerprint.Value)
    {
        // Bytes, of which a property has 64 KiB: what people and vendors write may be long, and is longer escaped.
        ["E"] = exemption is null ? [] : JsonSerializer.SerializeToUtf8Bytes(StoredExemption.Of(exemption), StorageJson.Default.StoredExemption),
        ["W"] = work is null ? [] : JsonSerializer.SerializeToUtf8Bytes(StoredWork.Of(work), StorageJson.Default.StoredWork),
    };

    public static FindingRow Read(TableEntity row)
    {
        // It was a text once.
        var exemption = row["E"] switch
        {
            byte[] { Length: > 0 } agreed => JsonSerializer.Deserialize(agreed, StorageJson.Default.StoredExemption)!.ToExemption(),
            string { Length: > 0 } text => JsonSerializer.Deserialize(text, StorageJson.Default.StoredExemption)!.ToExemption(),
            _ => null,
        };
        var work = row.GetBinary("W") is { Length: > 0 } said ? JsonSerializer.Deserialize(said, StorageJson.Default.StoredWork)!.ToWork() : null;
        var before = row.GetBinary("B") is { Length: > 0 } bytes ? Record(bytes) : null;
        return new(Record(row.GetBinary("D")!), before, exemption, work, row.ETag);
    }

    // When it was opened was not always kept: then it is as if it had never been resolved.
    private FindingRecord With(FindingRecord record) =>
        record with { Finding = record.Finding with { Exemption = Exemption, Work = Work, Opened = record.Finding.Opened ?? record.FirstSeen }, ETag = ETag };

    // What people wrote stands in its own columns: here it would leave less room for what was found.
    private static byte[] Bytes(FindingRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(StoredFinding.Of(record) with { Work = null }, StorageJson.Default.StoredFinding);

    private static FindingRecord Record(byte[] bytes) => JsonSerializer.Deserialize(bytes, StorageJson.Default.StoredFinding)!.ToRecord();
}
