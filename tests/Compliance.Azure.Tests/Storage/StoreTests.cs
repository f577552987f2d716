using Azure.Core;
using Compliance.Storage;
using Moq;

namespace Compliance.Azure.Tests.Storage;

public class StoreTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Embedded=")]
    [InlineData("http://account.table.core.windows.net")]
    [InlineData("https://account.table.core.windows.net/trail")]
    [InlineData("https://account.table.core.windows.net?sv=1")]
    [InlineData("nonsense")]
    public void A_store_that_is_not_named_rightly_is_refused(string connection) => Assert.Throws<InputException>(() => Store.Open(connection));

    [Theory]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=AAAA;EndpointSuffix=core.windows.net")]
    [InlineData("https://account.table.core.windows.net")]
    public void Opening_a_store_asks_nobody(string connection)
    {
        using var store = Store.Open(connection, Mock.Of<TokenCredential>(MockBehavior.Strict));
        Assert.DoesNotContain("AAAA", store.Location, StringComparison.Ordinal);
    }

    [Fact]
    public void Opening_an_embedded_store_makes_no_file()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"compliance-{Guid.NewGuid():N}");
        using var store = Store.Open($"embedded={Path.Combine(folder, "x.db")}");
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void An_error_does_not_repeat_the_key()
    {
        var refused = Assert.Throws<InputException>(() => Store.Open("AccountName=a;AccountKey=topsecret;EndpointSuffix="));
        Assert.DoesNotContain("topsecret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_without_tables_reads_as_empty_and_answers_a_ping()
    {
        using var test = new TestStore();
        var store = test.Open();
        await store.PingAsync();
        var vendor = TestStore.NewVendor();
        Assert.Empty((await store.Findings.ListAsync(vendor, 10)).Items);
        Assert.Empty((await store.Audits.ListAsync(vendor, 10)).Items);
        Assert.Null(await store.Vendors.FindAsync(vendor));
        await store.Names.DeleteAsync(vendor, "p:x");
    }

    [Fact]
    public async Task A_vendor_is_changed_under_its_version()
    {
        using var test = new TestStore();
        var vendors = test.Open().Vendors;
        var acme = new VendorState(TestStore.NewVendor(), "Acme", Compliance.Vendors.VendorMode.Pilot, Audits.Start);
        var added = await vendors.AddAsync(acme);
        Assert.Null(await vendors.AddAsync(acme));
        var live = await vendors.ReplaceAsync(added! with { Mode = Compliance.Vendors.VendorMode.Live });
        Assert.Null(await vendors.ReplaceAsync(added with { Name = "late" }));
        Assert.Equal(live, await vendors.FindAsync(acme.Id));
        var all = new List<VendorState>();
        await foreach (var vendor in vendors.AllAsync()) all.Add(vendor);
        Assert.Equal([live!], all);
    }
}
