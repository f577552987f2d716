using System.IO.Compression;
using System.Text;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Evidence;

/// <summary>Reads log text that a test writes down.</summary>
internal static class LogText
{
    public static ReadResult Read(string text, string? format = "ocsf", LogEntry? entry = null, int block = 256 * 1024) =>
        Read(Encoding.UTF8.GetBytes(text), format, entry, block);

    public static ReadResult Read(byte[] bytes, string? format = "ocsf", LogEntry? entry = null, int block = 256 * 1024)
    {
        var folder = new MemoryFolder { ["logs/a"] = bytes };
        var owner = entry ?? new LogEntry { Path = new Pattern("logs/a"), Format = format };
        return Read(folder, [owner with { Format = owner.Format ?? format }], block);
    }

    public static ReadResult Read(MemoryFolder folder, IReadOnlyList<LogEntry> entries, int block = 256 * 1024)
    {
        var sink = new ReadResult();
        sink.Summaries = new LogReader(folder, entries, new ReadLimits { Block = block }).Read(sink, null, CancellationToken.None);
        return sink;
    }

    public static LogEntry Entry(string? format, params (string Field, string Path)[] fields) => new()
    {
        Path = new Pattern("logs/a"),
        Format = format,
        Fields = fields.ToDictionary(field => field.Field, field => field.Path),
    };

    public static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal)) gzip.Write(bytes);
        return target.ToArray();
    }
}

/// <summary>What a reading gave.</summary>
internal sealed class ReadResult : IEventSink
{
    public List<LogSource> Sources { get; } = [];
    public List<EventCopy> Events { get; } = [];
    public List<RejectedRecord> Rejected { get; } = [];
    public IReadOnlyList<SourceSummary> Summaries { get; set; } = [];

    public SourceSummary Summary => Assert.Single(Summaries);

    public EventCopy Event
    {
        get
        {
            Assert.True(Rejected.Count == 0, Rejected.Count == 0 ? "" : Rejected[0].Reason);
            return Assert.Single(Events);
        }
    }

    public void Begin(LogSource source) => Sources.Add(source);

    public void Accept(in AccessEvent accessEvent) => Events.Add(EventCopy.From(accessEvent));

    public void Reject(in RejectedRecord record) => Rejected.Add(record);
}

/// <summary>A vendor folder held in memory.</summary>
internal sealed class MemoryFolder : Dictionary<string, byte[]>, IVendorFolder
{
    public string Location => "memory";

    public string Method => "upload";

    public IReadOnlyList<VendorFile> List() =>
        [.. this.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => new VendorFile(file.Key, file.Value.Length, Instant.FromUtc(2026, 3, 1, 0, 0)))];

    public Stream Open(VendorFile file) => new MemoryStream(this[file.Path]);
}
