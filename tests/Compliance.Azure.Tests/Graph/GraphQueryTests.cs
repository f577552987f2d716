using Compliance.Graph;

namespace Compliance.Azure.Tests.Graph;

public sealed class GraphQueryTests
{
    [Theory]
    [InlineData("Microsoft.Storage/storageAccounts")]
    [InlineData("Microsoft.Sql/servers/databases")]
    [InlineData("Dell.Storage/fileSystems")]
    public void A_type_of_resources_is_asked_for(string type) => Assert.Contains($"'{type.ToLowerInvariant()}'", new GraphQuery([type]).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("Microsoft.Storage")]
    [InlineData("Microsoft.Storage/")]
    [InlineData("Microsoft.Storage/a') or (true) //")]
    [InlineData("Microsoft.Storage/a'b")]
    [InlineData("Microsoft.Storage/a\n")]
    [InlineData("Microsoft.KeyVault/vaults/certificates (data plane)")]
    public void What_could_be_more_than_a_type_never_goes_into_a_query(string type)
    {
        var refused = Assert.Throws<InputException>(() => new GraphQuery([type])).Message;
        Assert.DoesNotContain(refused, char.IsControl);
    }

    [Fact]
    public void Types_are_neither_none_nor_too_many()
    {
        Assert.Throws<InputException>(() => new GraphQuery([]));
        Assert.Throws<InputException>(() => new GraphQuery([.. Enumerable.Range(0, 501).Select(i => $"A.B/c{i}")]));
    }

    [Fact]
    public void Tags_are_not_asked_for() => Assert.DoesNotContain("tags", new GraphQuery(["A.B/c"]).Text, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Scopes_are_checked()
    {
        var query = new GraphQuery(["A.B/c"]);
        var id = Guid.Empty.ToString();
        Assert.Equal([id], (query with { Subscriptions = [id] }).Checked().Subscriptions);
        Assert.Throws<InputException>(() => (query with { Subscriptions = ["production"] }).Checked());
        Assert.Throws<InputException>(() => (query with { Subscriptions = [.. Enumerable.Repeat(id, 1_001)] }).Checked());
        Assert.Throws<InputException>(() => (query with { ManagementGroups = ["a b"] }).Checked());
        Assert.Throws<InputException>(() => (query with { ManagementGroups = [.. Enumerable.Repeat("m", 11)] }).Checked());
        Assert.Throws<InputException>(() => (query with { Subscriptions = [id], ManagementGroups = ["m"] }).Checked());
    }

    [Fact]
    public void Options_out_of_range_are_named_together()
    {
        var options = new ResourceGraphOptions { PageRows = 1_001, Pages = 0, Time = TimeSpan.Zero, Cloud = new(new Uri("http://management.azure.com/")) };
        Assert.Equal(["PageRows", "Pages", "Time", "Cloud"], Assert.Throws<InputException>(() => options.Checked()).Message.Split('\n').Select(line => line.Split('`')[1]));
    }
}
