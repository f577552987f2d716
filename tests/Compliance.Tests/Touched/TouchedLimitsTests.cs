using Compliance.Touched;
using static Compliance.Tests.Touched.TouchedVendor;

namespace Compliance.Tests.Touched;

/// <summary>Not seen is never not touched.</summary>
public sealed class TouchedLimitsTests
{
    private const string Read = "1,2026-03-02T08:00:00Z,ann,customer.read,customer,C-1,success,";
    private const string Later = "2,2026-03-04T08:00:00Z,ann,customer.read,customer,C-1,success,";

    [Fact]
    public void Evidence_without_a_flaw_leaves_what_no_log_can_show()
    {
        var (result, _) = new TouchedVendor().Log("crm1", Read).Compute("ann");

        Assert.Equal(["reachable is a lower bound: it counts only records that some event named with an action their roles allow"], result.Limits);
        Assert.False(result.Incomplete);
    }

    [Fact]
    public void Records_that_could_not_be_read() =>
        AssertMissing(new TouchedVendor().Log("crm1", Read, "2,yesterday,ann,x,,,,").Compute("ann").Result, "1 record could not be read, the first in logs/crm1.csv");

    [Fact]
    public void A_log_that_is_not_there()
    {
        var result = new TouchedVendor().File("logs/other.csv", System.Text.Encoding.UTF8.GetBytes(Header + Read + "\n")).Compute("ann").Result;

        AssertMissing(result, "vendor.yaml names `logs/crm*.csv`, and no file matches");
        Assert.Contains("1 log without `expect` in vendor.yaml: nobody would notice a missing day", result.Limits);
    }

    [Fact]
    public void No_evidence_at_all() => AssertMissing(new TouchedVendor().Compute("ann").Result, "there is no event in any log");

    [Fact]
    public void A_log_that_holds_nothing_readable() => AssertMissing(new TouchedVendor().Log("crm1").Compute("ann").Result, "`logs/crm*.csv` has no record that could be read");

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 5)]
    public void A_window_beyond_the_evidence(int from, int to) => AssertMissing(
        new TouchedVendor().Log("crm1", Read, Later).Compute(new TouchedQuestion(["ann"], March(from, 9), March(to))).Result,
        "`logs/crm*.csv` has records from 2026-03-02T08:00:00Z to 2026-03-04T08:00:00Z, which is not all of the window");

    [Fact]
    public void A_window_that_ends_with_the_last_event_is_covered() => Assert.False(new TouchedVendor().Log("crm1", Read)
        .Compute(new TouchedQuestion(["ann"], March(2, 8), March(2, 8) + NodaTime.Duration.FromTicks(1))).Result.Incomplete);

    [Fact]
    public void A_missing_day()
    {
        var vendor = new TouchedVendor().Log("crm1", Read, Later);

        AssertMissing(vendor.Compute("ann").Result, "`logs/crm*.csv` has no record of 2026-03-03");
        // Of a day that the window only touches, too: it is local to Manila, eight hours ahead.
        AssertMissing(vendor.Compute(new TouchedQuestion(["ann"], March(2, 16), March(2, 17))).Result, "`logs/crm*.csv` has no record of 2026-03-03");
        Assert.False(vendor.Compute(new TouchedQuestion(["ann"], March(2, 10), March(2, 16))).Result.Incomplete);
    }

    [Fact]
    public void A_principal_that_no_log_knows()
    {
        var result = new TouchedVendor().Log("crm1", Read).Compute("ann", "nobody", "NOBODY").Result;

        AssertMissing(result, "1 of 2 principals asked for is in no event of the logs: not seen is not that nothing was touched");
        Assert.Contains("1 of 2 principals asked for is without a role in the window: nothing counts as reachable by them", result.Limits);
    }

    [Fact]
    public void A_principal_that_is_seen_at_another_time() => Assert.Contains(
        "1 of 1 principal asked for is in the logs, but not in the window",
        new TouchedVendor().Log("crm1", Read, Later).Compute(new TouchedQuestion(["ann"], March(3), March(4))).Result.Limits);

    [Fact]
    public void An_account_in_place_of_its_person() => Assert.Contains(
        "1 name asked for is of an account that accounts.csv gives to a person: its events count for the person alone",
        new TouchedVendor().Log("crm1", Read).Compute("ACME.ann").Result.Limits);

    [Fact]
    public void Sources_that_name_no_record() => Assert.Contains(
        "1 of 2 sources names no record in any event, the first logs/crm2.csv: what was touched there cannot be listed",
        new TouchedVendor().Log("crm1", Read).Log("crm2", "9,2026-03-02T08:00:00Z,bob,customer.search,,,success,").Compute("ann").Result.Limits);

    [Fact]
    public void Rows_without_names_and_events_without_either()
    {
        var result = new TouchedVendor().Log("crm1", Read,
            "2,2026-03-02T09:00:00Z,ann,report.export,customer,,success,12400",
            "3,2026-03-02T10:00:00Z,ann,report.export,customer,,,600",
            "4,2026-03-02T11:00:00Z,ann,customer.search,customer,,success,",
            "5,2026-03-02T12:00:00Z,ann,signin,,,success,").Compute("ann").Result;

        Assert.Contains("2 events count 13,000 rows without naming them, the first logs/crm1.csv#2 with 12,400 at 2026-03-02T09:00:00Z", result.Limits);
        Assert.Contains("1 successful event names no record and counts no rows, as a search does: what they showed is not known", result.Limits);
    }

    [Fact]
    public void Outcomes_that_nobody_said() => Assert.Contains(
        "1 event whose outcome is not known counts as successful",
        new TouchedVendor().Log("crm1", Read, "2,2026-03-02T09:00:00Z,ann,customer.read,customer,C-3,perhaps,").Compute("ann").Result.Limits);

    private static void AssertMissing(TouchedResult result, string limit)
    {
        Assert.Contains(limit, result.Limits);
        Assert.True(result.Incomplete);
    }
}
