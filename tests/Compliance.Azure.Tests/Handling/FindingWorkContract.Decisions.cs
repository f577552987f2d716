using System.Text;
using System.Text.Json.Nodes;
using Compliance.Azure.Tests.Storage;
using Compliance.Findings;
using Compliance.Handling;
using Compliance.Storage;
using NodaTime;

namespace Compliance.Azure.Tests.Handling;

public abstract partial class FindingWorkContract
{
    [SkippableFact]
    public async Task An_accepted_risk_is_on_record_without_names_and_counts_from_the_next_audit()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann");

        Assert.Equal(ChangeOutcome.Changed, await Deciding(store).DecideAsync(Vendor, "d.osei", await FindAsync(store, "ann"), Risk));

        var found = (await FindAsync(store, "ann")).Finding;
        Assert.Equal((Verdict.Fail, FindingStatus.RiskAccepted, "zelda watches"), (found.Verdict, found.Work!.Status, found.Exemption!.CompensatingControl));
        var entry = Assert.Single(await EntriesAsync(store), one => one.Type == "exemption decided");
        var leaf = Encoding.UTF8.GetString(entry.Leaf.Span);
        foreach (var name in new[] { "zelda", "o.wner", "asker", "boss", "ann", found.Fingerprint.Value }) Assert.DoesNotContain($"{name}\"", leaf, StringComparison.Ordinal);
        Assert.StartsWith("sha256:", (string)JsonNode.Parse(leaf)!["data"]!["control"]!, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, (await AuditAsync(store, "a2", Day2, "ann")).Verdict);
    }

    [SkippableFact]
    public async Task What_stands_already_said_again_is_no_second_entry_and_a_version_that_is_gone_is_refused()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann");
        var read = await FindAsync(store, "ann");
        var order = new DecisionOrder { Status = FindingStatus.Assigned, Owner = "bob" };

        Assert.Equal(ChangeOutcome.Changed, await Deciding(store).DecideAsync(Vendor, "d.osei", read, order));
        Assert.Equal(ChangeOutcome.Changed, await Deciding(store).DecideAsync(Vendor, "d.osei", await FindAsync(store, "ann"), order));
        Assert.Single(await EntriesAsync(store), one => one.Type == "finding decided");

        Assert.Equal(ChangeOutcome.Stale, await Deciding(store).DecideAsync(Vendor, "eve", read, new() { Status = FindingStatus.Fixed }));
        Assert.Equal("bob", (await FindAsync(store, "ann")).Finding.Work!.Owner);
        Assert.Equal(["finding decided", "change refused"], (await EntriesAsync(store)).TakeLast(2).Select(one => one.Type));
    }

    [SkippableFact]
    public async Task A_decision_that_stands_is_not_said_to_be_refused()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann");
        var (read, order) = (await FindAsync(store, "ann"), new DecisionOrder { Status = FindingStatus.Assigned, Owner = "bob" });

        Assert.Equal(ChangeOutcome.Changed, await Deciding(store).DecideAsync(Vendor, "d.osei", read, order));
        Assert.Equal(ChangeOutcome.Changed, await Deciding(store).DecideAsync(Vendor, "d.osei", read, order));

        Assert.DoesNotContain(await EntriesAsync(store), one => one.Type == "change refused");
    }

    [SkippableFact]
    public async Task A_decision_about_many_counts_for_later_findings_until_it_is_withdrawn()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann");
        var selector = new FindingSelector(Audits.Rule, null, null);

        Assert.Equal(ChangeOutcome.Changed, (await Deciding(store).DecideAsync(Vendor, "d.osei", selector, Risk)).Outcome);
        Assert.Equal(ChangeOutcome.Changed, (await Deciding(store).DecideAsync(Vendor, "d.osei", selector with { Rule = "MFA-Missing" }, Risk)).Outcome);
        Assert.Single(await EntriesAsync(store), one => one.Type == "findings decided");
        Assert.Single(await store.Decisions.ListAsync(Vendor));
        Assert.Equal(Verdict.Pass, (await AuditAsync(store, "a2", Day2, "ann", "bob")).Verdict);
        var listed = (await store.Findings.ListAsync(Vendor, 10, new FindingFilter { Status = FindingStatus.RiskAccepted })).Items;
        Assert.Equal(["ann", "bob"], listed.Select(record => record.Finding.Principal).Order());

        Assert.Equal(ChangeOutcome.Changed, (await Deciding(store).DecideAsync(Vendor, "d.osei", selector, null)).Outcome);
        Assert.Equal(ChangeOutcome.Changed, (await Deciding(store).DecideAsync(Vendor, "d.osei", selector, null)).Outcome);
        Assert.Equal(ChangeOutcome.NotFound, (await Deciding(store).DecideAsync(Vendor, "d.osei", new FindingSelector(null, "tier9", null), null)).Outcome);
        Assert.Single(await EntriesAsync(store), one => one.Type == "findings decision withdrawn");
        Assert.Empty(await store.Decisions.ListAsync(Vendor));
        Assert.Equal(Verdict.Fail, (await AuditAsync(store, "a3", Day3, "ann")).Verdict);
        // Said once more, it is another act.
        Assert.Equal(ChangeOutcome.Changed, (await Deciding(store).DecideAsync(Vendor, "d.osei", selector, Risk)).Outcome);
        Assert.Equal(2, (await EntriesAsync(store)).Count(one => one.Type == "findings decided"));
    }

    [SkippableFact]
    public async Task Two_who_decide_about_the_same_findings_at_once_do_not_overwrite_one_another_unseen()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann");
        var orders = Enumerable.Range(0, 4).Select(i => Deciding(store).DecideAsync(Vendor, $"person{i}", new FindingSelector(null, "tier1", null), new() { Status = FindingStatus.Assigned, Owner = $"o{i}" }));

        var outcomes = (await Task.WhenAll(orders)).Select(done => done.Outcome).ToList();

        Assert.Contains(ChangeOutcome.Changed, outcomes);
        var entries = await EntriesAsync(store);
        Assert.Equal(4, entries.Count(one => one.Type == "findings decided"));
        Assert.Equal(outcomes.Count(outcome => outcome is ChangeOutcome.Stale), entries.Count(one => one.Type == "change refused"));
    }

    [SkippableFact]
    public async Task What_is_called_a_false_positive_of_many_is_so_up_to_the_worst_that_there_was()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann");
        await Deciding(store).DecideAsync(Vendor, "d.osei", new FindingSelector(Audits.Rule, null, null), new() { Status = FindingStatus.FalsePositive, Reason = "why" });
        await Deciding(store).DecideAsync(Vendor, "d.osei", new FindingSelector("unknown-account", null, null), new() { Status = FindingStatus.FalsePositive, Reason = "why" });

        Assert.Equal([Severity.Info, Severity.High], (await store.Decisions.ListAsync(Vendor)).Select(decision => decision.Work.Upto!.Value).Order());
    }

    [SkippableFact]
    public async Task What_was_said_to_be_fixed_is_open_again_when_something_later_is_found()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann");
        await Deciding(store, Day1 + Duration.FromDays(1)).DecideAsync(Vendor, "d.osei", await FindAsync(store, "ann"), new() { Status = FindingStatus.Fixed, Owner = "bob" });

        await AuditSinceAsync(store, "a2", Day2, Day1, "ann");
        Assert.Equal(FindingStatus.Fixed, (await FindAsync(store, "ann")).Finding.Work!.Status);

        var result = await AuditAsync(store, "a3", Day3, "ann");
        var work = Assert.Single(result.Findings).Work!;
        Assert.Equal((FindingStatus.Assigned, "bob"), (work.Status, work.Owner));
        Assert.StartsWith("found again, 2026-03-05T07:00:00Z, after it was said to be fixed on 2026-03-02T06:00:00Z", work.Reason, StringComparison.Ordinal);
        Assert.Equal(work, (await FindAsync(store, "ann")).Finding.Work);
        var changed = (await EntriesAsync(store)).Last(one => one.Type == "finding changed");
        Assert.Equal("assigned", (string)JsonNode.Parse(changed.Leaf.Span)!["data"]!["status"]!);
    }

    [SkippableFact]
    public async Task A_report_shows_no_accepted_risk_that_was_withdrawn_since()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann");
        await Deciding(store).DecideAsync(Vendor, "d.osei", await FindAsync(store, "ann"), Risk);
        await AuditAsync(store, "a2", Day2, "ann");
        var run = (await store.Audits.FindAsync(Vendor, "a2"))!;
        var reporting = new AuditReporting(store, Keys(store));
        Assert.NotNull(Assert.Single((await reporting.OfAsync(run, Day3))!.Result.Findings).Exemption);

        await Deciding(store).DecideAsync(Vendor, "d.osei", await FindAsync(store, "ann"), null);

        var reported = Assert.Single((await reporting.OfAsync(run, Day3))!.Result.Findings);
        Assert.Equal((Verdict.Exempt, null, null), (reported.Verdict, reported.Exemption, reported.Work));
    }

    [SkippableFact]
    public async Task A_role_that_no_finding_has_is_in_the_trail_by_its_digest()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann");
        var fixedNow = new DecisionOrder { Status = FindingStatus.Fixed };
        await Deciding(store).DecideAsync(Vendor, "d.osei", new FindingSelector(Audits.Rule, "zelda's team", "ask zelda"), fixedNow);
        await Deciding(store).DecideAsync(Vendor, "d.osei", new FindingSelector(Audits.Rule, "TIER1", null), fixedNow);

        var leaves = (await EntriesAsync(store)).Where(one => one.Type == "findings decided").Select(one => Encoding.UTF8.GetString(one.Leaf.Span)).ToList();
        Assert.DoesNotContain("zelda", leaves[0], StringComparison.Ordinal);
        Assert.Equal("tier1", (string)JsonNode.Parse(leaves[1])!["data"]!["selector"]!["role"]!);
    }
}
