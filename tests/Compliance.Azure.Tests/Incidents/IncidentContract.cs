using System.Text;
using Compliance.Azure.Tests.Storage;
using Compliance.Incidents;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Incidents;

/// <summary>What <see cref="IncidentJournal"/> promises, asked of every service that it runs on.</summary>
public abstract class IncidentContract : IDisposable
{
    private readonly List<Store> _opened = [];
    private readonly TestStore _folder = new();
    private readonly VendorId _vendor = TestStore.NewVendor();

    protected virtual string? Unavailable => null;

    protected abstract string Connection { get; }

    public virtual void Dispose()
    {
        _opened.ForEach(store => store.Dispose());
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private Store Open()
    {
        Skip.If(Unavailable is not null, Unavailable);
        var store = Store.Open(Connection, options: TestStore.Plain);
        _opened.Add(store);
        return store;
    }

    private IncidentJournal Journal(Store? store = null)
    {
        store ??= Open();
        return new(store, new VendorKeys(new LocalSecretClient(Path.Combine(_folder.Folder, "secrets.json")), store.Vendors), new StoppedClock(Ledgers.Now));
    }

    private (IncidentJournal Journal, FaultTransport Transport) FaultyJournal()
    {
        Skip.If(Unavailable is not null, Unavailable);
        var (store, transport) = TestStore.Faulty(Connection, _opened);
        return (Journal(store), transport);
    }

    private static IdempotencyKey Key(string key, string body = "body") => new(key, "d.osei", body);

    private async Task<List<TrailEntry>> TrailAsync()
    {
        var entries = new List<TrailEntry>();
        await foreach (var stored in Open().Trail.ReadAsync(_vendor.Value)) entries.Add(stored.Entry);
        return entries;
    }

    private static IEnumerable<string> FactsOf(StoredIncident stored) => stored.Incident.Records.OfType<FactRecorded>().Select(record => record.Fact.Name);

    [SkippableFact]
    public async Task An_incident_is_its_records_and_each_is_an_entry_of_the_trail()
    {
        var journal = Journal();
        var opened = await journal.OpenAsync(_vendor, "20261122-x", [Ledgers.Opening(), Ledgers.Fact("detection", by: "system:suspicions")]);
        Assert.Equal((AppendOutcome.Appended, 2), (opened.Outcome, opened.Count));
        var added = await journal.AppendAsync(_vendor, "20261122-x", Key("k"), _ => [Ledgers.Fact("awareness", 5)]);
        Assert.Equal((AppendOutcome.Appended, 3, 1), (added!.Outcome, added.First, added.Count));
        var read = await Journal().FindAsync(_vendor, "20261122-x");
        Assert.Equal(["detection", "awareness"], FactsOf(read!));
        Assert.Equal([0L, 1, 2], read!.Indexes);
        Assert.Equal((3, 3, Stage.Suspicion, "mass-record-access"), (read.Head.Size, read.Head.Sealed, read.Head.Stage, read.Head.Rule));
        var trail = await TrailAsync();
        Assert.Equal(3, trail.Count);
        Assert.Equal(["system:suspicions", "system:suspicions"], trail.Take(2).Select(entry => entry.Actor));
        Assert.Equal("d.osei", await Open().Names.FindAsync(_vendor, trail[2].Actor));
        Assert.Null(await journal.FindAsync(_vendor, "20261122-y"));
        Assert.Null(await journal.FindAsync(_vendor, "../x"));
        Assert.Null(await journal.AppendAsync(_vendor, "20261122-y", null, _ => [Ledgers.Fact("awareness")]));
    }

    [SkippableFact]
    public async Task The_trail_says_neither_names_nor_free_text()
    {
        await Journal().OpenAsync(_vendor, "20261122-x", [Ledgers.Opening("Agent00017 looked up Mrs Poulter"), Ledgers.Fact("contained", note: "spoke to Mrs Poulter")]);
        var said = string.Join('\n', (await TrailAsync()).Select(entry => Encoding.UTF8.GetString(entry.Leaf.Span)));
        foreach (var word in new[] { "poulter", "agent00017", "osei" }) Assert.DoesNotContain(word, said, StringComparison.OrdinalIgnoreCase);
    }

    [SkippableFact]
    public async Task A_suspicion_that_is_opened_twice_is_one()
    {
        var journals = Enumerable.Range(0, 4).Select(_ => Journal()).ToList();
        var results = await Task.WhenAll(journals.Select(journal => Task.Run(() => journal.OpenAsync(_vendor, "20261122-x", [Ledgers.Opening()]))));
        Assert.Single(results, result => result.Outcome is AppendOutcome.Appended);
        Assert.All(results, result => Assert.Single(result.Stored.Incident.Records));
        Assert.Single(await TrailAsync());
    }

    [SkippableFact]
    public async Task An_opening_that_is_asked_for_again_under_its_key_is_the_same_incident_whatever_its_id()
    {
        var journal = Journal();
        await journal.OpenAsync(_vendor, "20261122-aaaaaa", [Ledgers.Opening()], Key("k"));
        var again = await journal.OpenAsync(_vendor, "20261123-bbbbbb", [Ledgers.Opening()], Key("k"));
        Assert.Equal((AppendOutcome.Repeated, "20261122-aaaaaa"), (again.Outcome, again.Stored.Incident.Id));
        Assert.Equal(AppendOutcome.KeyReused, (await journal.OpenAsync(_vendor, "20261123-cccccc", [Ledgers.Opening()], Key("k", "other"))).Outcome);
    }

    [SkippableFact]
    public async Task Two_recorders_at_once_lose_nothing_and_every_record_has_one_entry()
    {
        const int Recorders = 4, Each = 8;
        await Journal().OpenAsync(_vendor, "20261122-x", [Ledgers.Opening()]);
        var journals = Enumerable.Range(0, Recorders).Select(_ => Journal()).ToList();
        await Task.WhenAll(journals.Select((journal, who) => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                var fact = Ledgers.Fact($"f{who}-{i}", i);
                // Under a key, and without one where the command itself sees what is there.
                if (who % 2 == 0) await journal.AppendAsync(_vendor, "20261122-x", Key(fact.Fact.Name), _ => [fact]);
                else await journal.AppendAsync(_vendor, "20261122-x", null, now => now.Records.Contains(fact) ? [] : [fact]);
            }
        })));
        var read = (await Journal().FindAsync(_vendor, "20261122-x"))!;
        var expected = Enumerable.Range(0, Recorders).SelectMany(who => Enumerable.Range(0, Each).Select(i => $"f{who}-{i}")).Order(StringComparer.Ordinal);
        Assert.Equal(expected, FactsOf(read).Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(0, Recorders * Each + 1).Select(i => (long)i), read.Indexes);
        Assert.Equal(Recorders * Each + 1, (await TrailAsync()).Count);
    }

    [SkippableFact]
    public async Task An_act_that_is_repeated_adds_nothing_and_a_key_used_for_another_act_is_refused()
    {
        var journal = Journal();
        await journal.OpenAsync(_vendor, "20261122-x", [Ledgers.Opening()]);
        await journal.AppendAsync(_vendor, "20261122-x", Key("k"), _ => [Ledgers.Fact("awareness")]);
        await journal.AppendAsync(_vendor, "20261122-x", Key("l"), _ => [Ledgers.Fact("contained")]);
        var again = await Journal().AppendAsync(_vendor, "20261122-x", Key("k"), _ => throw new InvalidOperationException("an act that was done is not decided again"));
        Assert.Equal((AppendOutcome.Repeated, 2, 1), (again!.Outcome, again.First, again.Count));
        Assert.Equal(AppendOutcome.KeyReused, (await journal.AppendAsync(_vendor, "20261122-x", Key("k", "other"), _ => [Ledgers.Fact("awareness")]))!.Outcome);
        Assert.Equal(3, (await TrailAsync()).Count);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_at_any_request_and_asked_again_there_is_one_record_and_one_entry(bool carriedOut)
    {
        // The key of pseudonyms is made by the first; the acts below need what later acts need.
        await Journal().OpenAsync(_vendor, "20261121-first", [Ledgers.Opening()]);
        var entries = 1;
        for (var (step, died) = (1, true); died; step++)
        {
            Assert.True(step < 40, "an append does not end");
            var id = $"20261122-{step}";
            await Journal().OpenAsync(_vendor, id, [Ledgers.Opening()]);
            var (journal, transport) = FaultyJournal();
            Exception? Die(int request) => request >= step ? new KilledException() : null;
            if (carriedOut) transport.After = Die;
            else transport.Before = Die;
            died = await Record.ExceptionAsync(() => journal.AppendAsync(_vendor, id, Key("k"), _ => [Ledgers.Fact("awareness"), Ledgers.Fact("contained")])) is KilledException;
            // Whoever reads sees all of the act or nothing, and what it sees is in the trail.
            var seen = (await Journal().FindAsync(_vendor, id))!;
            Assert.Contains(seen.Incident.Records.Count, new[] { 1, 3 });
            Assert.Equal(entries + seen.Incident.Records.Count, (await TrailAsync()).Count);
            // What was written is announced: somebody will look.
            if (seen.Incident.Records.Count == 3) Assert.NotNull(await Open().Incidents.Wakeups.FindAsync(_vendor, id));
            var done = await Journal().AppendAsync(_vendor, id, Key("k"), _ => [Ledgers.Fact("awareness"), Ledgers.Fact("contained")]);
            Assert.Equal((3, 2, 2), (done!.Stored.Incident.Records.Count, done.First, done.Count));
            entries += 3;
            Assert.Equal(entries, (await TrailAsync()).Count);
        }
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_opening_killed_at_any_request_and_asked_again_is_one_incident(bool carriedOut)
    {
        await Journal().OpenAsync(_vendor, "20261121-first", [Ledgers.Opening()]);
        for (var (step, died) = (1, true); died; step++)
        {
            Assert.True(step < 40, "an opening does not end");
            var (id, key) = ($"20261122-{step}", Key($"k{step}"));
            var (journal, transport) = FaultyJournal();
            Exception? Die(int request) => request >= step ? new KilledException() : null;
            if (carriedOut) transport.After = Die;
            else transport.Before = Die;
            died = await Record.ExceptionAsync(() => journal.OpenAsync(_vendor, id, [Ledgers.Opening()], key)) is KilledException;
            var again = await Journal().OpenAsync(_vendor, $"20261123-{step}", [Ledgers.Opening()], key);
            Assert.Single(again.Stored.Incident.Records);
            Assert.Equal(1 + step, (await Journal().ListAsync(_vendor, 100)).Items.Count);
            Assert.Equal(1 + step, (await TrailAsync()).Count);
        }
    }

    [SkippableFact]
    public async Task An_answer_that_is_lost_on_the_way_is_no_second_record()
    {
        await Journal().OpenAsync(_vendor, "20261122-x", [Ledgers.Opening()]);
        for (var lost = 1; lost <= 12; lost++)
        {
            var (journal, transport) = FaultyJournal();
            var request = lost;
            transport.After = number => number == request ? new IOException("the line went dead") : null;
            var fact = Ledgers.Fact($"f{lost}", lost);
            // A read is not repeated here: its caller asks again, as the pipeline would.
            if (await Record.ExceptionAsync(() => journal.AppendAsync(_vendor, "20261122-x", Key(fact.Fact.Name), _ => [fact])) is { } failed)
            {
                Assert.IsNotType<InvalidOperationException>(failed);
                await journal.AppendAsync(_vendor, "20261122-x", Key(fact.Fact.Name), _ => [fact]);
            }
        }
        Assert.Equal(Enumerable.Range(1, 12).Select(i => $"f{i}"), FactsOf((await Journal().FindAsync(_vendor, "20261122-x"))!));
        Assert.Equal(13, (await TrailAsync()).Count);
    }

    [SkippableFact]
    public async Task What_the_trail_refuses_does_not_count_and_the_caller_hears_of_it()
    {
        await Journal().OpenAsync(_vendor, "20261122-x", [Ledgers.Opening()]);
        // Rows where the head says that nothing is: the trail takes nothing more.
        await Open().Table("trail").PutAsync(new(_vendor.Value, "e0000000000000000001") { ["D"] = new byte[1] }, default);
        await Assert.ThrowsAsync<TrailInconsistentException>(() => Journal().AppendAsync(_vendor, "20261122-x", Key("k"), _ => [Ledgers.Fact("awareness")]));
        await Assert.ThrowsAsync<TrailInconsistentException>(() => Journal().FindAsync(_vendor, "20261122-x"));
        await Open().Table("trail").DeleteAsync(_vendor.Value, "e0000000000000000001", default);
        Assert.Equal(["awareness"], FactsOf((await Journal().FindAsync(_vendor, "20261122-x"))!));
    }

    [SkippableFact]
    public async Task A_record_that_is_too_long_is_refused_and_nothing_is_added()
    {
        var journal = Journal();
        await journal.OpenAsync(_vendor, "20261122-x", [Ledgers.Opening()]);
        var refused = await Assert.ThrowsAsync<InputException>(() => journal.AppendAsync(_vendor, "20261122-x", Key("k"), _ => [Ledgers.Fact("contained", note: new string('x', 62_000))]));
        Assert.Contains("60000", refused.Message, StringComparison.Ordinal);
        Assert.Single((await journal.FindAsync(_vendor, "20261122-x"))!.Incident.Records);
        var most = await journal.AppendAsync(_vendor, "20261122-x", Key("k"), _ => [.. Enumerable.Range(0, IncidentsTable.MaxRecords).Select(i => Ledgers.Fact("contained", i, note: new string('x', 12_000)))]);
        Assert.Equal(98, most!.Stored.Indexes.Count);
    }

    [SkippableFact]
    public async Task The_register_lists_every_incident_by_page_and_none_of_its_records()
    {
        var journal = Journal();
        for (var i = 0; i < 5; i++)
        {
            await journal.OpenAsync(_vendor, $"2026112{i}-x", [Ledgers.Opening($"case {i}"), Ledgers.Fact("detection", by: "system:suspicions")]);
            await journal.AppendAsync(_vendor, $"2026112{i}-x", Key("k"), _ => [Ledgers.Fact("awareness")]);
        }
        var decided = new Decided { At = Ledgers.Now, By = "l.marsh", Notify = false, Rationale = "nothing was seen", RiskAssessment = "low" };
        var closed = new StageChanged { At = Ledgers.Now, By = "l.marsh", To = Stage.Closed, Reason = "a drill" };
        await journal.AppendAsync(_vendor, "20261123-x", Key("close"), _ => [decided, closed]);
        var lines = new List<IncidentHead>();
        string? continuation = null;
        do
        {
            var page = await journal.ListAsync(_vendor, 2, continuation);
            Assert.InRange(page.Items.Count, 1, 2);
            lines.AddRange(page.Items);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        Assert.Equal(["case 0", "case 1", "case 2", "case 3", "case 4"], lines.Select(line => line.Title));
        Assert.Equal((Stage.Closed, false, "l.marsh", Ledgers.Now), (lines[3].Stage, lines[3].Notify, lines[3].DecidedBy, lines[3].Closed));
        Assert.Equal((Stage.Suspicion, null), (lines[4].Stage, lines[4].Notify));
    }

    [SkippableFact]
    public async Task An_incident_is_looked_at_until_nobody_can_have_announced_more()
    {
        var (store, minute) = (Open(), Duration.FromMinutes(1));
        await Journal(store).OpenAsync(_vendor, "20261122-x", [Ledgers.Opening()]);
        var first = Assert.Single(await DueAsync(store, Ledgers.Now));
        // Somebody announces records while it is looked at: what the look decided does not count.
        await store.Incidents.Wakeups.PutAsync(_vendor, "20261122-x", Ledgers.Now);
        await store.Incidents.Wakeups.SettleAsync(first, Ledgers.Now, null);
        var second = Assert.Single(await DueAsync(store, Ledgers.Now));
        // What was announced a moment ago may be written a moment later.
        await store.Incidents.Wakeups.SettleAsync(second, Ledgers.Now + minute, Ledgers.Now + minute * 600);
        Assert.Empty(await DueAsync(store, Ledgers.Now + minute));
        var third = Assert.Single(await DueAsync(store, Ledgers.Now + minute * 2));
        await store.Incidents.Wakeups.SettleAsync(third, Ledgers.Now + minute * 2, Ledgers.Now + minute * 600);
        Assert.Empty(await DueAsync(store, Ledgers.Now + minute * 599));
        var last = Assert.Single(await DueAsync(store, Ledgers.Now + minute * 600));
        await store.Incidents.Wakeups.SettleAsync(last, Ledgers.Now + minute * 600, null);
        Assert.Null(await store.Incidents.Wakeups.FindAsync(_vendor, "20261122-x"));
    }

    [SkippableFact]
    public async Task Two_hundred_open_incidents_with_nothing_due_cost_one_request()
    {
        Skip.If(Unavailable is not null, Unavailable);
        var (store, transport) = TestStore.Faulty(Connection, _opened);
        for (var i = 0; i < 200; i++) await store.Incidents.Wakeups.PutAsync(_vendor, $"20261122-{i}", Ledgers.Now + Duration.FromDays(30));
        var before = transport.Requests;
        Assert.Empty(await DueAsync(store, Ledgers.Now - Duration.FromDays(30)));
        Assert.Equal(before + 1, transport.Requests);
        Assert.Equal(200, (await DueAsync(store, Ledgers.Now + Duration.FromDays(30))).Count);
    }

    [SkippableFact]
    public async Task Of_several_who_want_to_work_on_an_incident_one_may()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => Open()).ToList();
        var leases = await Task.WhenAll(stores.Select((store, i) => Task.Run(() => store.Incidents.LeaseAsync(_vendor, "20261122-x", $"o{i}", Ledgers.Now, Duration.FromMinutes(1)))));
        var held = Assert.Single(leases, lease => lease is not null);
        Assert.NotNull(await Open().Incidents.LeaseAsync(_vendor, "20261122-y", "another", Ledgers.Now, Duration.FromMinutes(1)));
        await held!.ReleaseAsync();
        Assert.NotNull(await Open().Incidents.LeaseAsync(_vendor, "20261122-x", "next", Ledgers.Now, Duration.FromMinutes(1)));
    }

    // Other tests share the partition of wake-ups.
    private async Task<List<Wakeup>> DueAsync(Store store, Instant now)
    {
        var due = new List<Wakeup>();
        await foreach (var wakeup in store.Incidents.Wakeups.DueAsync(now))
            if (wakeup.Vendor == _vendor) due.Add(wakeup);
        return due;
    }
}
