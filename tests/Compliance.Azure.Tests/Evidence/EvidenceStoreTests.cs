using Compliance.Azure.Tests.Azurite;
using Compliance.Azure.Tests.Storage;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Azure.Tests.Evidence;

[Collection(AzuriteFixture.Collection)]
public sealed class BlobEvidenceStoreTests(AzuriteFixture azurite) : EvidenceStoreContract
{
    protected override string? Unavailable => azurite.Unavailable;

    protected override string Connection => azurite.ConnectionString;
}

public sealed class DirectoryEvidenceStoreTests : EvidenceStoreContract, IDisposable
{
    private readonly TestStore _test = new();

    protected override string Connection => $"Directory={Path.Combine(_test.Folder, "evidence")}";

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_file_changed_by_hand_has_another_version_and_its_own_digest()
    {
        var vendor = TestStore.NewVendor();
        var store = EvidenceStore.Open(Connection);
        var stored = await store.PutAsync(vendor, EvidencePath.Parse("a.csv"), new MemoryStream([1]));
        await File.WriteAllBytesAsync(Path.Combine(_test.Folder, "evidence", vendor.Value, "a.csv"), [1, 2]);
        var listed = Assert.Single(await store.ListAsync(vendor));
        Assert.NotEqual((stored.ETag, stored.Sha256), (listed.ETag, listed.Sha256));
        Assert.Equal(2, listed.Length);
    }

    [Fact]
    public async Task A_path_beneath_a_file_is_refused()
    {
        var store = EvidenceStore.Open(Connection);
        await store.PutAsync(VendorId.Parse("acme-bpo"), EvidencePath.Parse("logs"), new MemoryStream([1]));
        await Assert.ThrowsAsync<InputException>(() => store.PutAsync(VendorId.Parse("acme-bpo"), EvidencePath.Parse("logs/a.csv"), new MemoryStream([1])));
    }
}

public class EvidencePathTests
{
    [Theory]
    [InlineData("logs/a.csv")]
    [InlineData("a")]
    [InlineData("logs/ä b/c...d")]
    public void A_relative_path_is_taken(string path) => Assert.Equal(path, EvidencePath.Parse(path).Value);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("/etc/passwd")]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("a\0")]
    [InlineData(".hidden/a")]
    [InlineData("a/.hidden")]
    [InlineData("a./b")]
    [InlineData("a /b")]
    public void A_path_that_could_name_something_else_is_refused(string? path) => Assert.Throws<InputException>(() => EvidencePath.Parse(path));

    [Fact]
    public void A_path_has_at_most_512_characters()
    {
        var longest = $"{new string('a', 255)}/{new string('b', 254)}/c";
        Assert.Equal(512, longest.Length);
        Assert.True(EvidencePath.TryParse(longest, out _));
        Assert.False(EvidencePath.TryParse($"{longest}d", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Directory=")]
    [InlineData("http://account.blob.core.windows.net")]
    [InlineData("AccountName=a")]
    public void A_store_that_is_not_named_rightly_is_refused(string connection) => Assert.Throws<InputException>(() => EvidenceStore.Open(connection));
}
