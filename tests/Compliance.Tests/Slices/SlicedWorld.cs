using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Slices;
using Compliance.Tests.SecondReading;
using Compliance.Vendors;

namespace Compliance.Tests.Slices;

/// <summary>A made world, audited in one piece or in slices.</summary>
internal sealed class SlicedWorld(World world, long sortMemory = 8L << 20)
{
    private readonly SliceKey _key = SliceKey.Draw();

    private IReadOnlyList<VendorFile> Files { get; } = [.. world.Sources.Select(source => new VendorFile(source.Path, 100 + source.Index, null))];

    public SliceKey Key => _key;

    public string InOnePiece()
    {
        using var violations = new MemoryStream();
        var request = Request(violations);
        var result = Auditor.Audit(request, sink =>
        {
            world.Feed(sink);
            return new LogsRead(Summaries(world.Sources), Unmatched);
        }, default);
        return Shown(result, violations);
    }

    public SlicePlan PlanOf(IEnumerable<int> counts) => SlicePlan.OfCounts(Files, counts);

    /// <param name="counts">Sources in each slice.</param>
    /// <param name="order">Gives the slices in the order in which they are read, and their files in the order in which they are given.</param>
    public string InSlices(IEnumerable<int> counts, Func<IEnumerable<Slice>, IEnumerable<Slice>>? order = null)
    {
        var plan = PlanOf(counts);
        return InSlices(plan, [.. (order ?? (all => all))(plan.Slices).Select(slice => SliceFile.Read(slice.Number, () => new MemoryStream(Read(slice))))]);
    }

    public string InSlices(SlicePlan plan, IReadOnlyList<SliceFile> files)
    {
        using var violations = new MemoryStream();
        return Shown(Audit(plan, files, violations), violations);
    }

    public AuditResult Audit(SlicePlan plan, IReadOnlyList<SliceFile> files, Stream? violations = null) =>
        SliceAudit.Audit(Request(violations), plan, [.. world.Sources.Select(source => source.Entry)], Unmatched, files, _key, default);

    /// <summary>What reading a slice writes.</summary>
    public byte[] Read(Slice slice, SliceKey? key = null)
    {
        using var output = new MemoryStream();
        var sources = world.Sources.Skip(slice.First).Take(slice.Files.Count).ToList();
        SliceAudit.Read(Request(null), slice, key ?? _key, output, sink =>
        {
            EvidenceFeed.Feed(sink, sources, world.Events, world.Rejected);
            return Summaries(sources);
        });
        return output.ToArray();
    }

    public byte[] ContextOf(Slice slice) => SliceSeal.ContextOf(Request(null), slice);

    private AuditRequest Request(Stream? violations) => new()
    {
        Id = "audit-1",
        Record = world.Record,
        Folder = new NoFolder(),
        From = world.From,
        To = world.To,
        StartedBy = "tester",
        Violations = violations,
        SortMemory = sortMemory,
    };

    private List<LogEntry> Unmatched => [.. world.Record.Vendor.Logs.Where(entry => !world.Sources.Any(source => ReferenceEquals(source.Entry, entry)))];

    private List<SourceSummary> Summaries(IEnumerable<LogSource> sources) => [.. sources.Select(source =>
    {
        var times = world.Events.Where(e => e.Source == source.Index).Select(e => e.Time).ToList();
        var rejected = world.Rejected.Where(r => r.Source == source.Index).ToList();
        return new SourceSummary
        {
            Source = source.Path,
            Format = source.Format,
            Method = "folder",
            Sha256 = $"{source.Index:x64}",
            Bytes = 100 + source.Index,
            Records = times.Count + rejected.Count,
            Accepted = times.Count,
            Rejected = rejected.Count,
            First = times.Count == 0 ? null : times.Min(),
            Last = times.Count == 0 ? null : times.Max(),
            RejectedSamples = [.. rejected.Select(r => new RejectedSample(r.Record, r.Reason))],
        };
    })];

    private static string Shown(AuditResult result, MemoryStream violations)
    {
        using var json = new MemoryStream();
        AuditJson.Write(result, json);
        return $"{Utf8(json)}\n{UsageText.Of(result.Usage)}\n{Utf8(violations)}";
    }

    private static string Utf8(MemoryStream stream) => System.Text.Encoding.UTF8.GetString(stream.ToArray());

    private sealed class NoFolder : IVendorFolder
    {
        public string Location => "nowhere";
        public string Method => "folder";
        public IReadOnlyList<VendorFile> List() => [];
        public Stream Open(VendorFile file) => throw new InvalidOperationException("a made world has no files");
    }
}
