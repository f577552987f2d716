using System.Text;
using Compliance.Azure.Tests.Storage;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Handling;
using Compliance.Secrets;
using Compliance.Slices;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Handling;

/// <summary>An audit on record, and what becomes of it when its files change.</summary>
public sealed class ReplayTests : IDisposable
{
    private const string Log = "logs/help.ndjson";
    private static readonly Instant Started = Instant.FromUtc(2026, 4, 1, 6, 0);
    private readonly TestStore _test = new();
    private readonly VendorId _vendor = VendorId.Parse("acme-bpo");
    private readonly DirectoryEvidenceStore _evidence;
    private readonly Store _store;
    private readonly VendorKeys _keys;

    public ReplayTests()
    {
        _evidence = new DirectoryEvidenceStore(Path.Combine(_test.Folder, "evidence"));
        _store = _test.Open();
        _keys = new VendorKeys(new LocalSecretClient(Path.Combine(_test.Folder, "secrets.json")), _store.Vendors);
    }

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_repetition_gives_the_same_result_to_the_letter()
    {
        await PutVendorAsync();
        var run = await AuditAsync("a1", Started);

        var replayed = await ReplayAsync(run);

        Assert.True(replayed.IsIdentical);
        Assert.True(replayed.IsSame);
        Assert.NotEmpty(replayed.Recorded.Findings);
    }

    [Fact]
    public async Task It_is_given_what_was_known_then_and_not_what_later_audits_saw()
    {
        await PutVendorAsync();
        await AuditAsync("a1", Started);
        var second = await AuditAsync("a2", Started + Duration.FromDays(1));
        await PutAsync(Log, Record("2026-03-30T08:00:00Z", "ticket.read") + Record("2026-03-31T08:00:00Z", "ticket.export"));
        await AuditAsync("a3", Started + Duration.FromDays(2));
        await PutVendorAsync();

        var replayed = await ReplayAsync(second);

        Assert.Contains(replayed.Recorded.Evidence, source => source.Kind == "usage");
        Assert.All(replayed.Recorded.Findings, finding => Assert.Equal(FindingState.Persisting, finding.State));
        Assert.True(replayed.IsIdentical);
    }

    [Fact]
    public async Task A_contract_that_has_changed_since_is_taken_from_what_was_kept()
    {
        await PutVendorAsync();
        var run = await AuditAsync("a1", Started);
        await PutAsync("access.yaml", Access.Replace("ticket.read", "ticket.*", StringComparison.Ordinal));

        Assert.True((await ReplayAsync(run)).IsIdentical);
    }

    [Fact]
    public async Task Evidence_that_has_changed_and_was_not_kept_is_said_by_name_and_nothing_is_judged()
    {
        await PutVendorAsync();
        var run = await AuditAsync("a1", Started);
        await PutAsync(Log, Record("2026-03-30T08:00:00Z", "ticket.read"));
        File.Delete(Path.Combine(_test.Folder, "evidence", _vendor.Value, "people.csv"));
        Directory.Delete(Path.Combine(_test.Folder, "evidence", _vendor.Value, "collected"), recursive: true);

        var differs = await Assert.ThrowsAsync<EvidenceDiffersException>(() => ReplayAsync(run));

        Assert.Equal([(Log, true), ("people.csv", false)], differs.Differences.Select(file => (file.Path, file.IsThere)));
        Assert.Contains($"`{Log}` is not what the audit `a1` read", differs.Message, StringComparison.Ordinal);
        Assert.Contains("`people.csv`, which the audit `a1` read", differs.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_a_result_is_not_repeated()
    {
        await PutVendorAsync();
        var run = await ClaimedAsync("a1", Started);
        (run, _) = await _store.Audits.FreezeEvidenceAsync(run, ListAsync);

        var refused = await Assert.ThrowsAsync<InputException>(() => ReplayAsync(run));

        Assert.Contains("has no result to compare with", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_judged_without_a_slice_is_not_repeated_and_says_which()
    {
        await PutVendorAsync();
        var run = await AuditAsync("a1", Started, request =>
        {
            var plan = SlicePlan.Of(new LogReader(request.Folder, request.Record.Vendor.Logs).Files, 1);
            return Auditor.Audit(request, plan, [SliceFile.Unread(1, "reading it was begun 5 times")], SliceKey.Draw(), default);
        });

        var refused = await Assert.ThrowsAsync<InputException>(() => ReplayAsync(run));

        Assert.Contains($"slice 1 of 1 was not read ({Log})", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_is_shown_of_the_file_that_was_judged_also_when_another_lies_in_its_place()
    {
        await PutVendorAsync();
        var run = await AuditAsync("a1", Started);
        await new KeptEvidence(_evidence).KeepAsync(_vendor, (await _store.Audits.EvidenceAsync(run))!, file => _evidence.Open(_vendor, EvidencePath.Parse(file.Path)));
        await PutAsync(Log, "{}\n");
        var evidence = (await RecordedEvidence.OpenAsync(_store.Audits, run, _evidence, null))!;

        var read = new RecordReader(evidence, VendorReader.Read(evidence).Vendor.Logs).Read(Log, [2]);

        Assert.Equal(Record("2026-03-31T08:00:00Z", "ticket.export").TrimEnd('\n'), Encoding.UTF8.GetString(read.Records[2]));
    }

    [Fact]
    public async Task A_folder_comes_before_what_was_kept_and_a_file_that_nobody_read_is_refused()
    {
        await PutVendorAsync();
        var run = await ClaimedAsync("a1", Started);
        var folder = Directory.CreateDirectory(Path.Combine(_test.Folder, "acme"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "vendor.yaml"), Vendor);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "notes.txt"), "notes");
        (run, _) = await _store.Audits.FreezeEvidenceAsync(run, async ct =>
            [new FrozenFile("notes.txt", "", 5, "", null), .. (await ListAsync(ct)).Where(file => file.Path == "vendor.yaml").Select(file => file with { ETag = "" })]);
        var evidence = (await RecordedEvidence.OpenAsync(_store.Audits, run, null, new DiskFolder(folder.FullName)))!;

        Assert.Equal("folder", evidence.Method);
        Assert.Empty(evidence.Differences());
        using (var stream = new StreamReader(evidence.Open(evidence.List().Single(file => file.Path == "vendor.yaml")))) Assert.Equal(Vendor, await stream.ReadToEndAsync());
        Assert.Throws<InputException>(() => evidence.Open(evidence.List().Single(file => file.Path == "notes.txt")));
        await File.AppendAllTextAsync(Path.Combine(folder.FullName, "vendor.yaml"), "#");
        Assert.Equal("vendor.yaml", Assert.Single((await RecordedEvidence.OpenAsync(_store.Audits, run, null, new DiskFolder(folder.FullName)))!.Differences()).Path);
    }

    [Fact]
    public async Task A_copy_is_made_once_and_of_nothing_but_what_was_read()
    {
        await PutVendorAsync();
        var files = await ListAsync(default);
        var kept = new KeptEvidence(_evidence);
        var opened = new List<string>();
        Stream Open(FrozenFile file)
        {
            opened.Add(file.Path);
            return file.Path == Log ? new MemoryStream([1]) : _evidence.Open(_vendor, EvidencePath.Parse(file.Path));
        }

        Assert.Equal([Log], await kept.KeepAsync(_vendor, files, Open));
        Assert.Equal([Log], await kept.KeepAsync(_vendor, files, Open));

        Assert.Equal(files.Select(file => file.Path).Append(Log), opened);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_test.Folder, "evidence", _vendor.Value, ".incoming")));
    }

    private async Task<ReplayedAudit> ReplayAsync(AuditRun run) => await new AuditReplay(_store, _keys).RunAsync(
        (await RecordedEvidence.OpenAsync(_store.Audits, run, _evidence, null))!, request => Auditor.Audit(request, progress: null, default));

    // As the service does it.
    private async Task<AuditRun> AuditAsync(string id, Instant at, Func<AuditRequest, AuditResult>? perform = null)
    {
        var run = await ClaimedAsync(id, at);
        (run, var files) = await _store.Audits.FreezeEvidenceAsync(run, ListAsync);
        await new KeptEvidence(_evidence).KeepAsync(_vendor, files.Where(file => file.Path != Log), file => _evidence.Open(_vendor, EvidencePath.Parse(file.Path), file.ETag));
        var folder = new StoredFolder(_evidence, _vendor, files);
        var record = VendorReader.Read(folder);
        (run, var prior) = await new UsageRecall(_store, _keys).FreezeAsync(run, record);
        var request = new AuditRequest { Id = id, Record = record, Folder = folder, Started = run.Started, StartedBy = run.StartedBy, Prior = prior };
        return (await new AuditJournal(_store, _keys, new StoppedClock(at)).RecordAsync(run, perform?.Invoke(request) ?? Auditor.Audit(request, progress: null, default))).Run;
    }

    private async Task<AuditRun> ClaimedAsync(string id, Instant at)
    {
        await _store.Audits.PlaceAsync(new AuditOrder { Vendor = _vendor, Id = id, StartedBy = "ann", Created = at });
        return (await _store.Audits.ClaimAsync(_vendor, id, at))!;
    }

    private async Task<IReadOnlyList<FrozenFile>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await _evidence.ListAsync(_vendor, cancellationToken)).Where(file => !file.Path.StartsWith("collected/", StringComparison.Ordinal)).Select(file => file.Freeze())];

    private async Task PutVendorAsync()
    {
        await PutAsync("vendor.yaml", Vendor);
        await PutAsync("access.yaml", Access);
        await PutAsync("people.csv", "person,name,status\nagent1,Ann,active\n");
        await PutAsync(Log, Record("2026-03-30T08:00:00Z", "ticket.read") + Record("2026-03-31T08:00:00Z", "ticket.export"));
    }

    private async Task PutAsync(string path, string text) => await _evidence.PutAsync(_vendor, EvidencePath.Parse(path), new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static string Record(string time, string action) => $$"""{"when":"{{time}}","who":"agent1","what":"{{action}}"}""" + "\n";

    private const string Vendor = """
        id: acme-bpo
        logs:
          - { path: "logs/*.ndjson", format: ndjson, fields: { time: when, account: who, action: what } }

        """;

    private const string Access = """
        timezone: Asia/Manila
        approved: { by: d.osei, on: 2026-01-15 }
        roles:
          tier1: { allow: [ { actions: [ticket.read] } ] }
        assignments:
          - { principal: agent1, role: tier1, from: 2026-01-01T00:00:00Z }

        """;
}
