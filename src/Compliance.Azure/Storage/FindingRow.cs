using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Storage;

/// <summary>A finding as the last completed audit left it, with what people have decided about it since.</summary>
/// <param name="Finding">Its <see cref="Finding.Exemption"/> is the one decided now; what it does to the verdict is for the next audit to say.</param>
/// <param name="Audit">The audit that last found or resolved it.</param>
/// <param name="RunStarted">When that audit's run started.</param>
/// <param name="FirstSeen">Start of the run that first found it.</param>
/// <param name="LastSeen">Start of the last run that found it.</param>
public sealed record FindingRecord(Finding Finding, string Audit, Instant RunStarted, Instant FirstSeen, Instant LastSeen)
{
    /// <summary>Version of the row, for a change under If-Match.</summary>
    public ETag ETag { get; init; }
}

/// <summary>A row of table <c>findings</c>: what the last audit wrote (<c>D</c>) beside what stood there before it (<c>B</c>). Until
/// that audit has succeeded, the latter is what counts. The exemption (<c>E</c>) belongs to people; audits do not touch it.</summary>
internal sealed record FindingRow(FindingRecord Written, FindingRecord? Before, Exemption? Exemption, ETag ETag)
{
    /// <summary>What counts: as written once its audit has succeeded, else as before; null when there was nothing before.</summary>
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

    public static TableEntity WriteExemption(string vendor, Fingerprint fingerprint, Exemption? exemption) => new(vendor, fingerprint.Value)
    {
        ["E"] = exemption is null ? "" : JsonSerializer.Serialize(StoredExemption.Of(exemption), StorageJson.Default.StoredExemption),
    };

    public static FindingRow Read(TableEntity row)
    {
        var exemption = row.GetString("E") is { Length: > 0 } text ? JsonSerializer.Deserialize(text, StorageJson.Default.StoredExemption)!.ToExemption() : null;
        var before = row.GetBinary("B") is { Length: > 0 } bytes ? Record(bytes) : null;
        return new(Record(row.GetBinary("D")!), before, exemption, row.ETag);
    }

    private FindingRecord With(FindingRecord record) => record with { Finding = record.Finding with { Exemption = Exemption }, ETag = ETag };

    private static byte[] Bytes(FindingRecord record) => JsonSerializer.SerializeToUtf8Bytes(StoredFinding.Of(record), StorageJson.Default.StoredFinding);

    private static FindingRecord Record(byte[] bytes) => JsonSerializer.Deserialize(bytes, StorageJson.Default.StoredFinding)!.ToRecord();
}
