using System.Text;
using System.Text.Json.Nodes;
using Compliance.Azure.Tests.Storage;
using Compliance.Handling;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Handling;

/// <summary>A vendor with two audits, one of long ago and one of late, and their evidence in a folder.</summary>
internal sealed class PrunedVendor : IDisposable
{
    public const string OldLog = "logs/old.ndjson", ReadLog = "logs/read.ndjson", NewLog = "logs/new.ndjson", OldProbe = "collected/a1/probes/e.json", NewProbe = "collected/a2/probes/e.json";

    public static readonly Retention Month = Retention.Of(Duration.FromDays(30));
    public static readonly Instant First = Audits.Start, Second = First + Duration.FromDays(50), Now = First + Duration.FromDays(60);
    public static readonly VendorId Whose = VendorId.Parse("acme-bpo");

    private readonly TestStore _test = new();

    public string Folder => _test.Folder;

    public string Evidence => Path.Combine(Folder, "evidence");

    public static TimeProvider Clock { get; } = new StoppedClock(Now);

    public Store Open() => _test.Open();

    public void CopyTo(string name)
    {
        _test.CopyTo($"{name}.db");
        File.Copy(Path.Combine(Folder, "secrets.json"), Path.Combine(Folder, $"{name}.json"));
        CopyFolder(Evidence, Path.Combine(Folder, name));
    }

    public VendorKeys Keys(Store store, string name = "secrets") => new(new LocalSecretClient(Path.Combine(Folder, $"{name}.json")), store.Vendors);

    /// <summary>What goes, in the order of the list: a copy and what was collected long ago, and a log that only the first audit read.</summary>
    public async Task<string[]> PrepareAsync()
    {
        using var store = Store.Open(_test.Connection, options: TestStore.Plain);
        var evidence = new DirectoryEvidenceStore(Evidence);
        foreach (var (path, text) in new[] { ("vendor.yaml", "id: acme-bpo\n"), ("access.yaml", "first"), (OldLog, "old"), (ReadLog, "read"), (OldProbe, "{}") }) await PutAsync(evidence, path, text, First);
        var before = await AuditAsync(store, evidence, "a1", First);
        File.Delete(Path.Combine(Evidence, Whose.Value, OldLog));
        foreach (var (path, text) in new[] { ("access.yaml", "second"), (NewLog, "new"), (NewProbe, "{}") }) await PutAsync(evidence, path, text, Second);
        await AuditAsync(store, evidence, "a2", Second);
        // It lay elsewhere while the second ran.
        await PutAsync(evidence, OldLog, "old", First);
        return [OldProbe, KeptEvidence.PathOf(before.Single(file => file.Path == "access.yaml").Sha256).Value, OldLog];
    }

    public static async Task<List<(TrailEntry Entry, List<string> Files)>> EntriesAsync(Store store)
    {
        var entries = new List<(TrailEntry, List<string>)>();
        await foreach (var stored in store.Trail.ReadAsync(Whose.Value))
            if (stored.Entry.Type == "evidence pruned")
                entries.Add((stored.Entry, [.. JsonNode.Parse(stored.Entry.Leaf.Span)!["data"]!["evidence"]!.AsArray().Select(file => (string)file!["source"]!)]));
        return entries;
    }

    public static async Task<string[]> PathsAsync(IEvidenceStore evidence) => [.. (await evidence.ListAsync(Whose)).Select(file => file.Path)];

    public void Dispose() => _test.Dispose();

    private async Task<IReadOnlyList<FrozenFile>> AuditAsync(Store store, DirectoryEvidenceStore evidence, string id, Instant at)
    {
        await store.Audits.PlaceAsync(new AuditOrder { Vendor = Whose, Id = id, StartedBy = "ann", Created = at });
        var run = (await store.Audits.ClaimAsync(Whose, id, at))!;
        (run, var files) = await store.Audits.FreezeEvidenceAsync(run, async ct =>
            [.. (await evidence.ListAsync(Whose, ct)).Where(file => !file.Path.StartsWith("collected/", StringComparison.Ordinal) || file.Path.StartsWith($"collected/{id}/", StringComparison.Ordinal)).Select(file => file.Freeze())]);
        await new KeptEvidence(evidence).KeepAsync(Whose, files.Where(file => file.Path.EndsWith(".yaml", StringComparison.Ordinal)), file => evidence.Open(Whose, EvidencePath.Parse(file.Path)));
        foreach (var copy in files.Select(file => Path.Combine(Evidence, Whose.Value, KeptEvidence.PathOf(file.Sha256).Value)).Where(File.Exists))
            if (File.GetLastWriteTimeUtc(copy) > Now.ToDateTimeUtc()) File.SetLastWriteTimeUtc(copy, at.ToDateTimeUtc());
        await new AuditJournal(store, Keys(store), new StoppedClock(at)).RecordAsync(run, Audits.Finding(Whose, id, at, "agent01"));
        return files;
    }

    private async Task PutAsync(DirectoryEvidenceStore evidence, string path, string text, Instant at)
    {
        await evidence.PutAsync(Whose, EvidencePath.Parse(path), new MemoryStream(Encoding.UTF8.GetBytes(text)));
        File.SetLastWriteTimeUtc(Path.Combine(Evidence, Whose.Value, path), at.ToDateTimeUtc());
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in new DirectoryInfo(from).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            file.CopyTo(target);
            File.SetLastWriteTimeUtc(target, file.LastWriteTimeUtc);
        }
    }
}
