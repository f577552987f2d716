using System.Text;
using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Functions.Tests.Slicing;

/// <summary>The evidence of one vendor in a folder, and beside it as many stores as there are tests of it. Every run has the same id, so that what comes of one can be compared with what comes of another.</summary>
internal sealed class SlicedWorld : IDisposable
{
    public const string Audit = "large-1";

    public static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 6, 0);

    /// <param name="logs">How many; each is a slice of its own.</param>
    public SlicedWorld(int logs = 4)
    {
        foreach (var (path, bytes) in FilesOf(Vendor.Value, logs)) PutAsync(path, bytes).GetAwaiter().GetResult();
    }

    public VendorId Vendor { get; } = VendorId.Parse("large");

    public string Folder { get; } = Directory.CreateTempSubdirectory("compliance-slices-").FullName;

    public string EvidenceConnection => $"Directory={Path.Combine(Folder, "evidence")}";

    public string SliceFolder => Path.Combine(Folder, "evidence.slices");

    /// <summary>A vendor whose log is cut into several, with some records in two of them.</summary>
    public static Dictionary<string, byte[]> FilesOf(string vendor, int logs, int agents = 4, int days = 28)
    {
        var files = new SmallVendor(vendor, agents, days).Files.ToDictionary();
        files.Remove("logs/help.ndjson", out var log);
        var lines = Encoding.UTF8.GetString(log!).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var (number, part) in lines.Chunk((lines.Length + logs - 1) / logs).Index())
            files[$"logs/help-{number}.ndjson"] = Encoding.UTF8.GetBytes(string.Concat(part.Concat(number == 0 ? [] : lines.Take(3)).Select(line => line + "\n")));
        return files;
    }

    public Task<StoredEvidence> PutAsync(string path, byte[] bytes) =>
        EvidenceStore.Open(EvidenceConnection).PutAsync(Vendor, EvidencePath.Parse(path), new MemoryStream(bytes));

    /// <summary>A new store in which the audit is ordered. All have the vendor's key, so that people have the same pseudonyms.</summary>
    public async Task<string> OrderAsync(string name)
    {
        var first = Path.Combine(Folder, "first.db");
        if (!File.Exists(first))
        {
            using var store = Store.Open($"Embedded={first}");
            await new VendorKeys(new LocalSecretClient(Path.Combine(Folder, "secrets.json")), store.Vendors).OfAsync(Vendor);
            await store.Audits.PlaceAsync(new AuditOrder { Vendor = Vendor, Id = Audit, StartedBy = "ann", Created = Start });
        }
        foreach (var suffix in new[] { "", "-wal" })
            if (File.Exists(first + suffix)) File.Copy(first + suffix, Path.Combine(Folder, name) + suffix);
        return $"Embedded={Path.Combine(Folder, name)}";
    }

    /// <summary>All that an audit leaves, as text: without the times, which tell when it was begun.</summary>
    public async Task<string> LeftAsync(string connection, string audit = Audit)
    {
        using var store = Store.Open(connection);
        var run = (await store.Audits.FindAsync(Vendor, audit))!;
        var text = new StringBuilder().AppendLine($"{run.State} {run.ErrorCode} {run.ErrorMessage}");
        if (await store.Audits.ResultAsync(run) is { } result) text.AppendLine(Encoding.UTF8.GetString(result));
        await foreach (var record in store.Findings.AllAsync(Vendor))
        {
            var finding = ResultJson.Of(record.Finding);
            finding.Remove("opened");
            finding.Remove("due");
            text.AppendLine(finding.ToJsonString());
        }
        await foreach (var (index, entry) in store.Trail.ReadAsync(Vendor.Value)) text.AppendLine($"{index} {Timeless(entry.Leaf)}");
        await foreach (var row in store.Table("audits").RowsAsync($"PartitionKey eq {Vendor.Value} and RowKey ge {"h"} and RowKey lt {"i"}")) text.AppendLine($"left: {row.RowKey}");
        await foreach (var row in store.Table("audits").RowsAsync($"PartitionKey eq {Vendor.Value} and RowKey ge {"s"} and RowKey lt {"t"}")) text.AppendLine($"left: {row.RowKey}");
        await foreach (var row in store.Table("audits").RowsAsync($"PartitionKey eq {Vendor.Value} and RowKey ge {$"z-{audit}-slices"} and RowKey lt {$"z-{audit}-slicet"}")) text.AppendLine($"left: {row.RowKey}");
        await foreach (var row in store.Table("outbox").RowsAsync($"PartitionKey eq {"audits"}")) text.AppendLine($"left: {row.RowKey}");
        foreach (var file in FilesLeft()) text.AppendLine($"left: {file}");
        return text.ToString();
    }

    /// <summary>Slice files that lie there, whole or not.</summary>
    public IReadOnlyList<string> FilesLeft() => Directory.Exists(SliceFolder) ? [.. Directory.EnumerateFiles(SliceFolder, "*", SearchOption.AllDirectories)] : [];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    // The digest is of findings that say when they were opened.
    private static string Timeless(ReadOnlyMemory<byte> leaf)
    {
        var entry = JsonNode.Parse(leaf.Span)!.AsObject();
        entry.Remove("time");
        foreach (var member in new[] { "due", "result" }) entry["data"]!.AsObject().Remove(member);
        return entry.ToJsonString();
    }
}
