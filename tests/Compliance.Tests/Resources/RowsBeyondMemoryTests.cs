using Compliance.Resources;
using Compliance.Resources.Catalogue;
using Compliance.Tests.Evidence;

namespace Compliance.Tests.Resources;

/// <summary>Alone, because what others hold would be measured too.</summary>
[CollectionDefinition(nameof(RowsBeyondMemoryTests), DisableParallelization = true)]
[Collection(nameof(RowsBeyondMemoryTests))]
public sealed class RowsBeyondMemoryTests
{
    [Fact]
    public void Rows_are_not_held()
    {
        const int rows = 200_000;
        const string row = """{"type": "Microsoft.Storage/storageAccounts", "properties": {"supportsHttpsTrafficOnly": true, "minimumTlsVersion": "TLS1_2"}}""" + "\n";
        var file = new SnapshotFile("rows.ndjson", "folder", null, () => new RepeatedStream("", row, (long)row.Length * rows, ""));
        var snapshots = ResourceSnapshots.Survey([file], CheckCatalogue.Default, tolerant: false, default);
        var live = GC.GetTotalMemory(forceFullCollection: true);
        var (count, most) = (0L, 0L);
        snapshots.Judge(Given.At, _ =>
        {
            if (++count % 500_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }, default);

        Assert.Equal(rows, snapshots.Resources);
        Assert.True(count > rows);
        Assert.InRange(most - live, long.MinValue, 16 << 20);
    }
}
