using Compliance.Touched;
using static Compliance.Tests.Touched.TouchedVendor;

namespace Compliance.Tests.Touched;

public sealed class TouchedRecordsTests
{
    [Fact]
    public void A_record_is_a_line_with_its_actions_times_and_references()
    {
        var (result, list) = new TouchedVendor().Log("crm1",
            "1,2026-03-02T08:00:00Z,acme.ann,customer.read,customer,C-2,success,",
            "2,2026-03-02T08:01:00Z,acme.ann,customer.read,customer,C-1,success,",
            "3,2026-03-02T08:02:00Z,ANN,customer.update,customer,C-1,success,").Compute("Ann");

        Assert.Equal(
            """
            {"resourceType":"customer","resource":"C-1","actions":["customer.read","customer.update"],"count":2,"first":"2026-03-02T08:01:00.000Z","last":"2026-03-02T08:02:00.000Z","evidence":[{"source":"logs/crm1.csv","record":2},{"source":"logs/crm1.csv","record":3}]}
            {"resourceType":"customer","resource":"C-2","actions":["customer.read"],"count":1,"first":"2026-03-02T08:00:00.000Z","last":"2026-03-02T08:00:00.000Z","evidence":[{"source":"logs/crm1.csv","record":1}]}

            """, list);
        Assert.Equal((2, 0, 0), (result.Accessed, result.Rows, result.Denied));
    }

    [Fact]
    public void The_window_holds_its_start_and_not_its_end()
    {
        var vendor = new TouchedVendor().Log("crm1",
            "1,2026-03-02T08:00:00Z,ann,customer.read,customer,C-1,success,",
            "2,2026-03-02T09:00:00Z,ann,customer.read,customer,C-2,success,");

        var (_, list) = vendor.Compute(new TouchedQuestion(["ann"], March(2, 8), March(2, 9)));

        Assert.Equal("C-1", Assert.Single(Lines(list)).GetProperty("resource").GetString());
    }

    [Fact]
    public void What_was_denied_or_failed_is_not_touched()
    {
        var (result, list) = new TouchedVendor().Log("crm1",
            "1,2026-03-02T08:00:00Z,ann,customer.read,customer,C-1,denied,",
            "2,2026-03-02T08:00:01Z,ann,customer.read,customer,C-2,failure,").Compute("ann");

        Assert.Equal((0, 1, ""), (result.Accessed, result.Denied, list));
        // Denied and failed attempts may name what does not exist.
        Assert.Equal(0, result.Reachable);
    }

    [Fact]
    public void A_record_delivered_twice_counts_once()
    {
        const string row = "1,2026-03-02T08:00:00Z,ann,customer.export,customer,,success,500";
        var (result, _) = new TouchedVendor().Log("crm1", row).Log("crm2", row, row).Compute("ann");

        Assert.Equal((500, 1), (result.Rows, result.Unnamed.Count));
        Assert.Equal("logs/crm1.csv", result.Unnamed[0].Source);
    }

    [Fact]
    public void Equal_events_of_an_account_of_two_persons_are_of_the_first()
    {
        const string row = "1,2026-03-02T08:00:00Z,shared,customer.read,customer,C-1,success,";
        var vendor = new TouchedVendor().Log("crm1", row).Log("crm2", row);

        Assert.Equal(1, vendor.Compute("ann").Result.Accessed);
        Assert.Equal(0, vendor.Compute("bob").Result.Accessed);
    }

    [Theory]
    [InlineData("", "4800", 4800, 0)]
    [InlineData("R-7", "4800", 4800, 1)]
    [InlineData("C-1", "1", 0, 1)]
    [InlineData("", "0", 0, 0)]
    [InlineData("", "", 0, 0)]
    public void Rows_that_nobody_names_are_counted_apart(string resource, string records, long rows, long accessed)
    {
        var (result, _) = new TouchedVendor().Log("crm1", $"1,2026-03-02T08:00:00Z,ann,report.export,customer,{resource},success,{records}").Compute("ann");

        Assert.Equal((rows, accessed), (result.Rows, result.Accessed));
        Assert.Equal(rows > 0 ? 1 : 0, result.Unnamed.Count);
    }

    [Fact]
    public void Reachable_is_what_the_roles_held_in_the_window_allow_whoever_did_it()
    {
        var vendor = new TouchedVendor().Log("crm1",
            "1,2026-02-02T08:00:00Z,stranger,customer.read,customer,C-1,success,",
            "2,2026-03-02T08:00:00Z,stranger,CUSTOMER.READ,Customer,C-1,success,",
            "3,2026-03-02T08:00:00Z,stranger,customer.read,customer,C-vip-1,success,",
            "4,2026-03-02T08:00:00Z,stranger,customer.read,customer,X-1,success,",
            "5,2026-03-02T08:00:00Z,stranger,order.update,order,O-1,success,");

        // C-1 in either spelling of its type; the others are denied, not allowed, and of a role held later.
        Assert.Equal(1, vendor.Compute(new TouchedQuestion(["ann"], March(1), March(10))).Result.Reachable);
        Assert.Equal(2, vendor.Compute(new TouchedQuestion(["ann"], March(1), March(11))).Result.Reachable);
        Assert.Equal(0, vendor.Compute(new TouchedQuestion(["bob"], March(1), March(11))).Result.Reachable);
        Assert.Equal(2, vendor.Compute("bob", "ann").Result.Reachable);
    }

    [Fact]
    public void Beyond_fifty_types_the_rest_is_one()
    {
        var rows = Enumerable.Range(0, 60).SelectMany(type => Enumerable.Range(0, type == 3 ? 2 : 1).Select(n =>
            $"{type}-{n},2026-03-02T08:00:00Z,ann,customer.read,type{type:D2},C-{n},success,"));

        var (result, _) = new TouchedVendor().Log("crm1", [.. rows]).Compute("ann");

        Assert.Equal(51, result.Types.Count);
        Assert.Equal(new TouchedType("type03", IsOther: false, 2, 0, 2), result.Types[0]);
        Assert.Equal(new TouchedType(null, IsOther: true, 10, 0, 10), result.Types[^1]);
        Assert.Equal((result.Accessed, result.Reachable), (result.Types.Sum(t => t.Accessed), result.Types.Sum(t => t.Reachable)));
    }

    [Fact]
    public void Nobody_asked_for_is_refused()
    {
        Assert.Contains("at least one principal", Assert.Throws<InputException>(() => new TouchedVendor().Compute()).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => new TouchedVendor().Compute(" "));
        Assert.Throws<InputException>(() => new TouchedVendor().Compute(new TouchedQuestion(["ann"], March(2), March(2))));
    }

    [Fact]
    public void A_list_that_cannot_be_written_is_no_list()
    {
        var vendor = new TouchedVendor().Log("crm1", "1,2026-03-02T08:00:00Z,ann,customer.read,customer,C-1,success,");
        using var full = new FileStream(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Options = FileOptions.DeleteOnClose });

        Assert.ThrowsAny<Exception>(() => TouchedRecords.Compute(Compliance.Vendors.VendorReader.Read(vendor.Folder), vendor.Folder, new TouchedQuestion(["ann"], null, null), full, default));
    }

    [Fact]
    public void It_can_be_broken_off()
    {
        var vendor = new TouchedVendor().Log("crm1", "1,2026-03-02T08:00:00Z,ann,customer.read,customer,C-1,success,");

        Assert.ThrowsAny<OperationCanceledException>(() => TouchedRecords.Compute(
            Compliance.Vendors.VendorReader.Read(vendor.Folder), vendor.Folder, new TouchedQuestion(["ann"], null, null), Stream.Null, new CancellationToken(canceled: true)));
    }
}
