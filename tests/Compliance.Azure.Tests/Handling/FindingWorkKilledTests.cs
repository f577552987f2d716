using System.Text;
using Compliance.Azure.Tests.Storage;
using Compliance.Findings;
using Compliance.Handling;
using Compliance.Reports;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Handling;

/// <summary>A decision or an import of replies, killed anywhere and repeated.</summary>
public sealed class FindingWorkKilledTests : IDisposable
{
    private static readonly VendorId Vendor = KilledAct.Vendor;
    private static readonly Instant Later = Audits.Start + Duration.FromDays(1);
    private static readonly DecisionOrder Risk = new()
    {
        Status = FindingStatus.RiskAccepted,
        Owner = "owner",
        RequestedBy = "asker",
        ApprovedBy = "boss",
        Reason = "why",
        Control = "watched",
        Expires = Later + Duration.FromDays(30),
    };

    private readonly KilledAct _act = new(Later);

    public void Dispose() => _act.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Deciding_about_a_finding_killed_anywhere_and_repeated_has_the_same_end(bool carriedOut) => KillAsync(
        async (store, journal, clock) =>
        {
            var finding = (await store.Findings.FindAsync(Vendor, Audits.FingerprintOf(Vendor, "agent1")))!;
            Assert.Equal(ChangeOutcome.Changed, await new FindingDeciding(store, journal, clock).DecideAsync(Vendor, "d.osei", finding, Risk));
        },
        carriedOut);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Deciding_about_many_killed_anywhere_and_repeated_has_the_same_end(bool carriedOut) => KillAsync(
        async (store, journal, clock) => Assert.Equal(
            ChangeOutcome.Changed, (await new FindingDeciding(store, journal, clock).DecideAsync(Vendor, "d.osei", new FindingSelector(Audits.Rule, null, "signin"), Risk)).Outcome),
        carriedOut);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Importing_replies_killed_anywhere_and_repeated_has_the_same_end(bool carriedOut) => KillAsync(
        async (store, journal, _) =>
        {
            var csv = $"id,answer,reply\n{Id("agent1")},fixed,gone\n{Id("agent2")},disputed,not us\n{Id("agent3")},,who?\n";
            var replies = VendorReplies.Read("list.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv)));
            Assert.Empty((await new ReplyImporting(store, journal).ImportAsync(Vendor, "vm", replies, new string('a', 64))).Refused);
        },
        carriedOut);

    private static string Id(string principal) => VendorFinding.ShortId(Audits.FingerprintOf(Vendor, principal));

    private async Task KillAsync(Func<Store, VendorJournal, TimeProvider, Task> act, bool carriedOut)
    {
        await _act.PrepareAsync(PrepareAsync);
        await _act.AssertSameEndAsync((store, keys, clock) => act(store, new VendorJournal(store, keys, clock), clock), carriedOut, 8);
    }

    private static async Task PrepareAsync(Store store, VendorKeys keys)
    {
        await store.Audits.PlaceAsync(new AuditOrder { Vendor = Vendor, Id = "a1", StartedBy = "ann", Created = Audits.Start });
        var run = (await store.Audits.ClaimAsync(Vendor, "a1", Audits.Start))!;
        await new AuditJournal(store, keys, new StoppedClock(Later)).RecordAsync(run, Audits.Finding(Vendor, "a1", Audits.Start, "agent1", "agent2", "agent3"));
    }
}
