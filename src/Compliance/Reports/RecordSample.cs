using System.Security.Cryptography;
using System.Text;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Evidence.Masking;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Reports;

/// <summary>Records for somebody to look at by hand: which were chosen, and what they were read as.</summary>
/// <param name="Seed">With which they were chosen.</param>
/// <param name="Asked">How many were asked for.</param>
/// <param name="Population">Out of how many.</param>
/// <param name="Records">In the order in which they were chosen.</param>
public sealed record RecordSample(long Seed, int Asked, long Population, IReadOnlyList<SampledRecord> Records)
{
    /// <summary>Chooses records of an audit's logs and reads them, each log once.</summary>
    /// <param name="folder">The evidence that the audit judged. A log whose bytes are other ones now is not read from.</param>
    /// <param name="entries">The entries of <c>logs:</c> by which the audit read it.</param>
    /// <exception cref="InputException">Two entries claim one file, or an entry names a format or field that does not exist.</exception>
    public static RecordSample Of(AuditResult result, long seed, int size, IVendorFolder folder, IReadOnlyList<LogEntry> entries, CancellationToken cancellation = default)
    {
        var logs = SampleChoice.Logs(result.Evidence).ToList();
        var chosen = SampleChoice.Of(logs, seed, size, cancellation);
        var reader = new LogReader(folder, entries);
        var cited = result.Findings.SelectMany(finding => finding.Evidence.Select(reference => (reference, finding.Fingerprint))).ToLookup(pair => pair.reference, pair => pair.Fingerprint);
        var read = new Dictionary<EvidenceReference, SampledRecord>();
        foreach (var source in chosen.GroupBy(one => one.Source, StringComparer.Ordinal))
        {
            var summary = logs.First(log => log.Source == source.Key);
            foreach (var record in SampleReading.Of(reader.Of(source.Key), summary, [.. source], cancellation)) read.Add(record.Reference, record);
        }
        return new(seed, size, logs.Sum(log => log.Records),
            [.. chosen.Select(one => new EvidenceReference(one.Source, one.Record)).Select(reference => read[reference] with { CitedBy = [.. cited[reference]] })]);
    }
}

/// <summary>One record of a sample, as the audit's reader understood it. Texts are those of the log, without secrets,
/// actions and resources also without card numbers and e-mail addresses.</summary>
/// <param name="Reference">Where it stands.</param>
/// <param name="Digest">By which it was chosen.</param>
public sealed record SampledRecord(EvidenceReference Reference, string Digest)
{
    /// <summary>Why there is nothing to show: the record was rejected, or the log is not what was judged; null: it was read.</summary>
    public string? Unread { get; init; }

    /// <summary>SHA-256 of the record's bytes as received, lower-case hex; null: not read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Events that it told of; what follows is of the first.</summary>
    public int Events { get; init; }
    public Instant? Time { get; init; }
    public string? Account { get; init; }
    public string? Action { get; init; }
    public string? Resource { get; init; }
    public string? Outcome { get; init; }

    /// <summary>Findings that name it among their first ten records.</summary>
    public IReadOnlyList<Fingerprint> CitedBy { get; init; } = [];
}

/// <summary>Reads chosen records of one log.</summary>
internal sealed class SampleReading : IEventSink
{
    private readonly Dictionary<long, SampledRecord> _records;
    private readonly ResourceMask _shown = new();

    private SampleReading(IEnumerable<ChosenRecord> chosen) =>
        _records = chosen.ToDictionary(one => one.Record, one => new SampledRecord(new EvidenceReference(one.Source, one.Record), one.Digest));

    /// <param name="log">Null: the folder does not have it.</param>
    /// <param name="judged">What the audit said of it.</param>
    public static IReadOnlyCollection<SampledRecord> Of(LogReader? log, SourceSummary judged, IReadOnlyList<ChosenRecord> chosen, CancellationToken cancellation)
    {
        if (log is null) return Unread(chosen, "the log is not there any more");
        var reading = new SampleReading(chosen);
        var now = log.Read(reading, null, cancellation)[0];
        // Positions mean something only in the very bytes that were judged.
        if (now.Sha256 != judged.Sha256) return Unread(chosen, $"the log is not what the audit read: its SHA-256 is {now.Sha256} now");
        return [.. reading._records.Values.Select(record => record.Events > 0 || record.Unread is not null ? record : record with { Unread = "the log has no such record" })];
    }

    public void Begin(LogSource source) { }

    public void Accept(in AccessEvent accessEvent)
    {
        if (!_records.TryGetValue(accessEvent.Record, out var record)) return;
        _records[accessEvent.Record] = record.Events > 0 ? record with { Events = record.Events + 1 } : record with
        {
            Events = 1,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(accessEvent.Bytes)),
            Time = Instant.FromUnixTimeTicks(accessEvent.Time),
            Account = Encoding.UTF8.GetString(accessEvent.Account),
            Action = Text(_shown.Shown(accessEvent.Action)),
            Resource = Text(_shown.Shown(accessEvent.Resource)),
            Outcome = accessEvent.Outcome.ToString().ToLowerInvariant(),
        };
    }

    public void Reject(in RejectedRecord record)
    {
        if (_records.TryGetValue(record.Record, out var chosen)) _records[record.Record] = chosen with { Unread = $"rejected by the reader: {record.Reason}" };
    }

    private static List<SampledRecord> Unread(IEnumerable<ChosenRecord> chosen, string why) =>
        [.. chosen.Select(one => new SampledRecord(new EvidenceReference(one.Source, one.Record), one.Digest) { Unread = why })];

    private static string? Text(ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? null : Encoding.UTF8.GetString(utf8);
}
