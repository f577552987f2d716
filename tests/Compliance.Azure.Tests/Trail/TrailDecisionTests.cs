using Compliance.Azure.Tests.Storage;
using Compliance.Azure.Tests.Writer;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;

namespace Compliance.Azure.Tests.Trail;

public sealed class TrailDecisionTests : IDisposable
{
    private static readonly VendorId Vendor = VendorId.Parse("acme-bpo");
    private readonly TestStore _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("agreed with Maria.Cruz", 12)]
    [InlineData("d.osei saw to it", 0)]
    public async Task A_reason_that_names_somebody_known_is_refused_without_repeating_the_name(string reason, int before)
    {
        var store = await HaltedAsync();
        await store.Names.AddAsync(Vendor, new Dictionary<string, string> { ["p:" + new string('a', 26)] = "maria.cruz" });

        var refused = await Assert.ThrowsAsync<InputException>(() => ResumeAsync(store, reason));

        Assert.Contains($"after {before} characters", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cruz", refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("osei", refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(await store.Halts.FindAsync(Vendor));
        Assert.Single(await store.Trail.ReadAsync(Vendor.Value).ToListAsync());
    }

    [Fact]
    public async Task A_reason_may_have_parts_of_names_resources_and_single_letters()
    {
        var store = await HaltedAsync();
        await store.Names.AddAsync(Vendor, new Dictionary<string, string>
        {
            ["p:" + new string('a', 26)] = "compare",
            ["p:" + new string('b', 26)] = "a",
            ["r:" + new string('a', 26)] = "export",
        });
        await ResumeAsync(store, "compared with a copy and an export");
        Assert.Null(await store.Halts.FindAsync(Vendor));
    }

    private Task<TrailPosition> ResumeAsync(Store store, string reason) =>
        new TrailDecisions(store, new VendorKeys(new LocalSecretClient(Path.Combine(_test.Folder, "secrets.json")), store.Vendors), TimeProvider.System)
            .ResumeAsync(Vendor, TrailDecision.Continue, reason, "d.osei");

    private async Task<Store> HaltedAsync()
    {
        var store = _test.Open();
        await store.Trail.AppendAsync(Vendor.Value, TrailWriter.KeyOf(0), TrailWriter.EntriesOf(Vendor.Value, 0));
        await TrailStep.DoAsync(store, Vendor.Value, "halt");
        return store;
    }
}
