using System.Reflection;
using Azure.Data.Tables;
using Compliance.Surface;

namespace Compliance.Azure.Tests.Surface;

public sealed class DataTablesSurfaceTests
{
    private static readonly OfficialSurface Official = OfficialSurface.Parse(Read("official-surface.txt"));

    [SkippableFact]
    public void The_local_client_shows_nothing_that_the_official_one_does_not()
    {
        var client = typeof(TableClient).Assembly;
        Skip.If(client.GetName().Name == "Azure.Data.Tables", "this build uses the official client itself");
        Assert.Empty(Official.Missing(client));
    }

    [Fact]
    public void A_type_that_is_not_official_is_named() =>
        Assert.Contains(Official.Missing(typeof(DataTablesSurfaceTests).Assembly), line => line.Contains(nameof(DataTablesSurfaceTests), StringComparison.Ordinal));

    [Fact]
    public void A_member_that_is_not_official_is_named()
    {
        var lacking = OfficialSurface.Parse(Read("official-surface.txt").Replace("Method Void Clear()", "", StringComparison.Ordinal));
        Assert.Contains(lacking.Missing(typeof(TableEntity).Assembly), line => line.EndsWith("TableEntity: Method Void Clear()", StringComparison.Ordinal));
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
