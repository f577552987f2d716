using System.Security.Cryptography;
using Compliance.Evidence;

namespace Compliance.Inspections;

/// <summary>Reads the documents of one kind of evidence, small enough to be read whole. One that cannot be read is counted and
/// shown, and keeps every rule that would have judged it from passing.</summary>
/// <param name="place">Folder of the kind: <c>probes</c>.</param>
/// <param name="kind">As in <see cref="SourceSummary.Kind"/>.</param>
internal sealed class EvidenceDocuments(IVendorFolder folder, string place, string kind)
{
    private const int Largest = 64 << 20;

    private readonly List<SourceSummary> _sources = [];

    /// <summary>One for each document, in the order of their paths.</summary>
    public IReadOnlyList<SourceSummary> Sources => _sources;

    /// <summary>Why some document could not be read; null when all could.</summary>
    public string? Unread => _sources.Find(source => source.Rejected > 0) is { } source
        ? $"{source.Source}: {source.RejectedSamples[0].Reason}"
        : null;

    /// <summary>Reads every document.</summary>
    /// <param name="read">Path and content in, the records it holds out.</param>
    public List<(string Source, T Record)> Read<T>(Func<string, byte[], IReadOnlyList<T>> read)
    {
        var records = new List<(string, T)>();
        foreach (var file in folder.List().Where(file => EvidencePlace.Holds(place, file.Path) && file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
            records.AddRange(Read(file, read).Select(record => (file.Path, record)));
        return records;
    }

    private IReadOnlyList<T> Read<T>(VendorFile file, Func<string, byte[], IReadOnlyList<T>> read)
    {
        var source = new SourceSummary { Source = file.Path, Kind = kind, Format = kind, Method = folder.Method, CollectedAt = file.CollectedAt, Sha256 = "", Bytes = file.Length };
        try
        {
            var content = Content(file);
            source = source with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)), Bytes = content.Length };
            var records = read(file.Path, content);
            _sources.Add(source with { Records = records.Count, Accepted = records.Count });
            return records;
        }
        catch (InputException refused)
        {
            _sources.Add(source with { Records = 1, Rejected = 1, RejectedSamples = [new RejectedSample(1, refused.Message)] });
            return [];
        }
    }

    private byte[] Content(VendorFile file)
    {
        using var stream = folder.Open(file);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        // The length listed is not trusted: the file may have grown since.
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (content.Length + read > Largest) throw new InputException($"{file.Path}: larger than {Largest >> 20} MiB: collect it anew");
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }
}
