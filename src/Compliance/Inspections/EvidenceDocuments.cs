using Compliance.Evidence;
using Compliance.Evidence.Bytes;

namespace Compliance.Inspections;

/// <summary>Reads the documents of one kind of evidence, small enough to be read whole: each reader has its bound. One that cannot be read is counted and
/// shown, and keeps every rule that would have judged it from passing.</summary>
/// <param name="place">Folder of the kind: <c>probes</c>.</param>
/// <param name="kind">As in <see cref="SourceSummary.Kind"/>.</param>
internal sealed class EvidenceDocuments(IVendorFolder folder, string place, string kind)
{
    private readonly List<SourceSummary> _sources = [];

    /// <summary>One for each document, in the order of their paths.</summary>
    public IReadOnlyList<SourceSummary> Sources => _sources;

    /// <summary>Why some document could not be read; null when all could.</summary>
    public string? Unread => _sources.Find(source => source.Rejected > 0) is { } source
        ? $"{source.Source}: {source.RejectedSamples[0].Reason}"
        : null;

    /// <summary>Reads every document.</summary>
    /// <param name="read">Path and content in, the records it holds out.</param>
    public List<(string Source, T Record)> Read<T>(Func<string, Stream, IReadOnlyList<T>> read)
    {
        var records = new List<(string, T)>();
        foreach (var file in folder.List().Where(file => EvidencePlace.Holds(place, file.Path) && file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
            records.AddRange(Read(file, read).Select(record => (file.Path, record)));
        return records;
    }

    private IReadOnlyList<T> Read<T>(VendorFile file, Func<string, Stream, IReadOnlyList<T>> read)
    {
        using var received = new ReceivedStream(folder.Open(file));
        try
        {
            var records = read(file.Path, received);
            _sources.Add(Summary(file, received) with { Records = records.Count, Accepted = records.Count });
            return records;
        }
        catch (InputException refused)
        {
            _sources.Add(Summary(file, received) with { Records = 1, Rejected = 1, RejectedSamples = [new RejectedSample(1, refused.Message)] });
            return [];
        }
    }

    private SourceSummary Summary(VendorFile file, ReceivedStream received) => new()
    {
        Source = file.Path,
        Kind = kind,
        Format = kind,
        Method = folder.Method,
        CollectedAt = file.CollectedAt,
        Sha256 = received.Finish(),
        Bytes = received.Count,
    };
}
