using System.Text;
using System.Text.Json.Nodes;
using Compliance.Findings;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Storage;

public sealed class AuditJournalTests : IDisposable
{
    private static readonly Instant Day1 = Audits.Start;
    private static readonly Instant Day2 = Day1 + Duration.FromDays(2);
    private static readonly Instant Day3 = Day1 + Duration.FromDays(4);
    private readonly TestStore _test = new();
    private readonly VendorId _vendor = VendorId.Parse("acme-bpo");

    public void Dispose() => _test.Dispose();

    private AuditJournal Journal(Store store) =>
        new(store, new VendorKeys(new LocalSecretClient(Path.Combine(_test.Folder, "secrets.json")), store.Vendors), new StoppedClock(Day3));

    private async Task<AuditRun> ClaimedAsync(Store store, string id, Instant at)
    {
        await store.Audits.PlaceAsync(new AuditOrder { Vendor = _vendor, Id = id, StartedBy = "ann", Created = at });
        return (await store.Audits.ClaimAsync(_vendor, id, at))!;
    }

    private async Task<AuditResult> AuditAsync(Store store, string id, Instant at, params string[] principals) =>
        (await Journal(store).RecordAsync(await ClaimedAsync(store, id, at), Audits.Finding(_vendor, id, at, principals))).Result;

    private static async Task<Dictionary<string, FindingState>> StatesAsync(Store store, VendorId vendor)
    {
        var states = new Dictionary<string, FindingState>();
        await foreach (var record in store.Findings.AllAsync(vendor)) states.Add(record.Finding.Principal!, record.Finding.State);
        return states;
    }

    private async Task<List<TrailEntry>> TrailAsync(Store store)
    {
        var entries = new List<TrailEntry>();
        await foreach (var stored in store.Trail.ReadAsync(_vendor.Value)) entries.Add(stored.Entry);
        return entries;
    }

    [Fact]
    public async Task An_audit_says_in_the_trail_that_it_started_what_it_read_what_it_found_and_that_it_completed()
    {
        var store = _test.Open();
        var result = await AuditAsync(store, "a1", Day1, "ann", "bob");
        var entries = await TrailAsync(store);
        Assert.Equal(["audit started", "evidence received", "finding opened", "finding opened", "audit completed"], entries.Select(entry => entry.Type));
        Assert.All(entries, entry => Assert.Equal((Day1, "a1"), (entry.Time, entry.Audit)));
        var last = JsonNode.Parse(entries[^1].Leaf.Span)!["data"]!;
        Assert.Equal(ResultJson.Digest(result), (string)last["result"]!);
        Assert.Equal(2, (int)last["findings"]!["new"]!);
        Assert.Equal("fail", (string)last["verdict"]!);
    }

    [Fact]
    public async Task The_trail_names_nobody_and_the_name_table_tells_who_is_meant()
    {
        var store = _test.Open();
        await AuditAsync(store, "a1", Day1, "zelda.finch");
        var entries = await TrailAsync(store);
        var text = string.Concat(entries.Select(entry => Encoding.UTF8.GetString(entry.Leaf.Span)));
        foreach (var name in new[] { "zelda", "finch", "osei", "\"ann\"", Audits.FingerprintOf(_vendor, "zelda.finch").Value })
            Assert.DoesNotContain(name, text, StringComparison.OrdinalIgnoreCase);
        var found = JsonNode.Parse(entries.Single(entry => entry.Type == "finding opened").Leaf.Span)!["data"]!;
        Assert.Equal("zelda.finch", await store.Names.FindAsync(_vendor, (string)found["principal"]!));
        Assert.Equal("helpdesk/zelda.finch", await store.Names.FindAsync(_vendor, (string)found["resource"]!));
        Assert.Equal("ann", await store.Names.FindAsync(_vendor, entries[0].Actor));
        await store.Names.DeleteAsync(_vendor, (string)found["principal"]!);
        Assert.Null(await store.Names.FindAsync(_vendor, (string)found["principal"]!));
    }

    [Fact]
    public async Task Findings_are_new_then_persist_then_are_resolved_and_only_changes_are_entries()
    {
        var store = _test.Open();
        await AuditAsync(store, "a1", Day1, "ann", "bob");
        await AuditAsync(store, "a2", Day2, "ann");
        Assert.Equal(new Dictionary<string, FindingState> { ["ann"] = FindingState.Persisting, ["bob"] = FindingState.Resolved }, await StatesAsync(store, _vendor));
        var types = (await TrailAsync(store)).Where(entry => entry.Audit == "a2").Select(entry => entry.Type);
        Assert.Equal(["audit started", "evidence received", "finding changed", "finding resolved", "audit completed"], types);
        var bob = (await store.Findings.FindAsync(_vendor, Audits.FingerprintOf(_vendor, "bob")))!;
        Assert.Equal(("a2", Day1, Day1), (bob.Audit, bob.FirstSeen, bob.LastSeen));
        await AuditAsync(store, "a3", Day3, "bob");
        Assert.Equal(FindingState.New, (await StatesAsync(store, _vendor))["bob"]);
    }

    [Fact]
    public async Task A_finding_as_it_was_is_no_entry()
    {
        var store = _test.Open();
        await AuditAsync(store, "a1", Day1, "ann");
        await Journal(store).RecordAsync(await ClaimedAsync(store, "a2", Day2), Audits.Finding(_vendor, "a2", Day1, "ann"));
        Assert.DoesNotContain(await TrailAsync(store), entry => entry.Audit == "a2" && entry.Type.StartsWith("finding", StringComparison.Ordinal));
        Assert.Equal(Day2, (await store.Findings.FindAsync(_vendor, Audits.FingerprintOf(_vendor, "ann")))!.LastSeen);
    }

    [Fact]
    public async Task More_findings_than_a_transaction_takes_are_recorded_whole()
    {
        var store = _test.Open();
        var principals = Enumerable.Range(0, 230).Select(i => $"agent{i:D3}").ToArray();
        var (run, result) = await Journal(store).RecordAsync(await ClaimedAsync(store, "a1", Day1), Audits.Finding(_vendor, "a1", Day1, principals));
        Assert.Equal(233, (await TrailAsync(store)).Count);
        Assert.Equal(230, (await StatesAsync(store, _vendor)).Count);
        Assert.Equal(RunState.Succeeded, run.State);
        Assert.Equal(230, (int)JsonNode.Parse(run.Summary!)!["states"]!["new"]!);
        Assert.Equal(CanonicalJson.Write(ResultJson.WithoutFindings(result)), await store.Audits.ResultAsync(run));
    }

    [Fact]
    public async Task An_accepted_risk_counts_from_the_next_audit_until_it_expires()
    {
        var store = _test.Open();
        await AuditAsync(store, "a1", Day1, "ann");
        var finding = (await store.Findings.FindAsync(_vendor, Audits.FingerprintOf(_vendor, "ann")))!;
        // As it stood when an exemption was all there was to decide.
        var exemption = new Exemption("owner", "asker", "boss", "replaced soon", Day3);
        Assert.Equal(ChangeOutcome.Changed, await store.Findings.DecideAsync(_vendor, finding.Finding.Fingerprint, null, exemption, finding.ETag));
        Assert.Equal(ChangeOutcome.Stale, await store.Findings.DecideAsync(_vendor, finding.Finding.Fingerprint, null, null, finding.ETag));
        Assert.Equal(ChangeOutcome.NotFound, await store.Findings.DecideAsync(_vendor, Audits.FingerprintOf(_vendor, "eve"), null, null, finding.ETag));
        Assert.Equal(Verdict.Pass, (await AuditAsync(store, "a2", Day2, "ann")).Verdict);
        Assert.Equal(Verdict.Exempt, (await store.Findings.FindAsync(_vendor, finding.Finding.Fingerprint))!.Finding.Verdict);
        Assert.Equal(Verdict.Fail, (await AuditAsync(store, "a3", Day3, "ann")).Verdict);
    }

    [Fact]
    public async Task A_run_that_failed_says_so_and_leaves_the_findings_as_they_were()
    {
        var store = _test.Open();
        await AuditAsync(store, "a1", Day1, "ann");
        var (faulty, transport) = _test.OpenFaulty();
        var run = await ClaimedAsync(faulty, "a2", Day2);
        var seen = transport.Requests;
        // Everything but the last two requests: the result and the run row.
        var total = await RequestsAsync("counted.db", "a2", Day2, "bob");
        transport.Before = request => request > seen + total - 2 ? new KilledException() : null;
        await Assert.ThrowsAsync<KilledException>(() => Journal(faulty).RecordAsync(run, Audits.Finding(_vendor, "a2", Day2, "bob")));
        Assert.Equal(new Dictionary<string, FindingState> { ["ann"] = FindingState.New }, await StatesAsync(store, _vendor));
        var failed = await Journal(store).FailAsync((await store.Audits.FindAsync(_vendor, "a2"))!, "gave-up", "tried five times");
        Assert.Equal((RunState.Failed, "gave-up"), (failed.State, failed.ErrorCode));
        Assert.Equal("audit failed", (await TrailAsync(store))[^1].Type);
        var fresh = _test.Open();
        Assert.Equal(new Dictionary<string, FindingState> { ["ann"] = FindingState.New }, await StatesAsync(fresh, _vendor));
        Assert.Empty((await fresh.Findings.ListAsync(_vendor, 10, new FindingFilter { State = FindingState.Resolved })).Items);
        await AuditAsync(fresh, "a3", Day3, "bob");
        Assert.Equal(new Dictionary<string, FindingState> { ["ann"] = FindingState.Resolved, ["bob"] = FindingState.New }, await StatesAsync(fresh, _vendor));
    }

    [Fact]
    public async Task An_audit_that_lost_its_lease_does_not_overwrite_a_later_one()
    {
        var store = _test.Open();
        var late = await ClaimedAsync(store, "a1", Day1);
        await AuditAsync(store, "a2", Day2, "ann");
        await Assert.ThrowsAsync<AuditSupersededException>(() => Journal(store).RecordAsync(late, Audits.Finding(_vendor, "a1", Day1, "ann")));
        Assert.Equal("a2", (await store.Findings.FindAsync(_vendor, Audits.FingerprintOf(_vendor, "ann")))!.Audit);
    }

    [Fact]
    public async Task What_is_decided_while_an_audit_is_cut_off_does_not_change_what_it_says()
    {
        var store = _test.Open();
        await AuditAsync(store, "a1", Day1, "ann");
        var total = await RequestsAsync("counted.db", "a2", Day2, "ann");
        var (faulty, transport) = _test.OpenFaulty();
        var run = await ClaimedAsync(faulty, "a2", Day2);
        var seen = transport.Requests;
        transport.Before = request => request > seen + total - 3 ? new KilledException() : null;
        await Assert.ThrowsAsync<KilledException>(() => Journal(faulty).RecordAsync(run, Audits.Finding(_vendor, "a2", Day2, "ann")));
        var finding = (await store.Findings.FindAsync(_vendor, Audits.FingerprintOf(_vendor, "ann")))!;
        await store.Findings.DecideAsync(_vendor, finding.Finding.Fingerprint, null, new Exemption("o", "r", "a", "why", Day3 + Duration.FromDays(9)), finding.ETag);
        var (_, result) = await Journal(store).RecordAsync((await store.Audits.ClaimAsync(_vendor, "a2", Day3))!, Audits.Finding(_vendor, "a2", Day2, "ann"));
        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.Equal(Verdict.Pass, (await AuditAsync(store, "a3", Day3, "ann")).Verdict);
    }

    [Fact]
    public async Task What_is_decided_about_many_while_an_audit_is_cut_off_does_not_change_what_it_says()
    {
        var store = _test.Open();
        await AuditAsync(store, "a1", Day1, "ann");
        var total = await RequestsAsync("counted.db", "a2", Day2, "ann");
        var (faulty, transport) = _test.OpenFaulty();
        var run = await ClaimedAsync(faulty, "a2", Day2);
        var seen = transport.Requests;
        transport.Before = request => request > seen + total - 3 ? new KilledException() : null;
        await Assert.ThrowsAsync<KilledException>(() => Journal(faulty).RecordAsync(run, Audits.Finding(_vendor, "a2", Day2, "ann")));
        var standing = new StandingDecision(new(Audits.Rule, null, null), new() { Status = FindingStatus.FalsePositive, Reason = "a test", By = "ann", At = Day2, Expires = Day3 + Duration.FromDays(9) }, null);
        Assert.True(await store.Decisions.WriteAsync(_vendor, standing.Selector, standing, null, default));
        var (_, result) = await Journal(store).RecordAsync((await store.Audits.ClaimAsync(_vendor, "a2", Day3))!, Audits.Finding(_vendor, "a2", Day2, "ann"));
        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.Equal(Verdict.Pass, (await AuditAsync(store, "a3", Day3, "ann")).Verdict);
    }

    [Fact]
    public async Task What_was_frozen_before_there_were_decisions_about_many_is_read_all_the_same()
    {
        var store = _test.Open();
        await AuditAsync(store, "a1", Day1, "ann");
        var run = await ClaimedAsync(store, "a2", Day2);
        var records = new List<StoredFinding>();
        await foreach (var record in store.Findings.OwnAsync(_vendor, default)) records.Add(StoredFinding.Of(record) with { Opened = null });
        (run, _) = await store.Audits.FreezeAsync(run, "before", r => r.BeforeReference, (r, reference) => r with { BeforeReference = reference },
            _ => Task.FromResult(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(records, StorageJson.Default.ListStoredFinding)), default);

        var (_, result) = await Journal(store).RecordAsync(run, Audits.Finding(_vendor, "a2", Day2, "ann"));

        Assert.Equal(FindingState.Persisting, Assert.Single(result.Findings).State);
    }

    // How many requests a recording takes on a copy of the store.
    private async Task<int> RequestsAsync(string copy, string id, Instant at, params string[] principals)
    {
        _test.CopyTo(copy);
        var opened = new List<Store>();
        var (store, transport) = TestStore.Faulty($"Embedded={Path.Combine(_test.Folder, copy)}", opened);
        var run = await ClaimedAsync(store, id, at);
        var before = transport.Requests;
        await Journal(store).RecordAsync(run, Audits.Finding(_vendor, id, at, principals));
        store.Dispose();
        return transport.Requests - before;
    }

    [Fact]
    public async Task The_whole_result_is_read_back_as_it_was_whatever_later_audits_find()
    {
        var store = _test.Open();
        var found = Audits.Finding(_vendor, "a1", Day1, "ann", "bob");
        found = found with
        {
            Evidence = [found.Evidence[0] with { Kind = "probe", Duplicates = 1, Conflicts = 2, OutOfScope = 3, UnknownOutcomes = 4, RejectedSamples = [new(7, "not JSON")] }, new() { Source = "b", Format = "f", Method = "folder", Sha256 = "4", Bytes = 0 }],
            Checks = [found.Checks[0] with { Unevaluated = "b was not read", Judged = 12 }, new("tls-version", Verdict.NotEvaluable, 0, "it was never probed")],
            Groups = [new(Audits.Rule, "tier1", "signin", 5, 9, "allow: signin")],
        };
        found = found with { Audit = found.Audit with { Remediation = new Dictionary<Severity, Duration> { [Severity.High] = Duration.FromDays(7) } } };
        var standing = new StandingDecision(new(null, "tier1", null), new() { Status = FindingStatus.FalsePositive, Owner = "bob", Reason = "a test", By = "ann", At = Day1, Due = Day3, Expires = Day3 }, null);
        Assert.True(await store.Decisions.WriteAsync(_vendor, standing.Selector, standing, null, default));
        var (run, result) = await Journal(store).RecordAsync(await ClaimedAsync(store, "a1", Day1), found);
        await AuditAsync(store, "a2", Day2, "ann");
        Assert.Equal(("bob", Day1 + Duration.FromDays(7)), (result.Findings[0].Work!.Owner, result.Findings[0].Due!.Value));

        var read = await store.Audits.WholeResultAsync((await store.Audits.FindAsync(_vendor, run.Id))!);

        Assert.Equivalent(result, read, strict: true);
        Assert.Equal(ResultJson.Digest(result), ResultJson.Digest(read!));
    }

    [Fact]
    public async Task A_run_that_has_not_succeeded_has_no_result()
    {
        var store = _test.Open();
        var run = await Journal(store).FailAsync(await ClaimedAsync(store, "a1", Day1), "input-refused", "vendor.yaml is empty");

        Assert.Null(await store.Audits.WholeResultAsync(run));
    }
}
