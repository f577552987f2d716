using Compliance.Trail.Merkle;

namespace Compliance.Tests.Trail.Merkle;

public class TileTests
{
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 999, 256, "tile/0/999")]
    [InlineData(0, 1_000, 256, "tile/0/x001/000")]
    [InlineData(0, 1_234_067, 256, "tile/0/x001/x234/067")]
    [InlineData(1, 1_234_067, 8, "tile/1/x001/x234/067.p/8")]
    [InlineData(7, 0, 1, "tile/7/000.p/1")]
    public void A_tile_lies_at_its_path(int level, long number, int width, string path) =>
        Assert.Equal(path, new Tile(level, number, width).Path);

    [Theory]
    [InlineData(1_234_067, 256, "tile/entries/x001/x234/067")]
    [InlineData(273, 112, "tile/entries/273.p/112")]
    public void Entries_lie_beside_the_tiles(long number, int width, string path) => Assert.Equal(path, Tile.EntriesPath(number, width));

    // The example of C2SP tlog-tiles: 70,000 entries.
    [Fact]
    public void A_log_of_70000_entries_has_these_tiles()
    {
        var bottom = Tile.OfLevel(0, 70_000).ToList();
        Assert.Equal(274, bottom.Count);
        Assert.All(bottom[..273], tile => Assert.Equal(256, tile.Width));
        Assert.Equal("tile/0/273.p/112", bottom[273].Path);
        Assert.Equal(["tile/1/000", "tile/1/001.p/17"], Tile.OfLevel(1, 70_000).Select(tile => tile.Path));
        Assert.Equal(["tile/2/000.p/1"], Tile.OfLevel(2, 70_000).Select(tile => tile.Path));
        Assert.Empty(Tile.OfLevel(3, 70_000));
    }

    [Fact]
    public void A_log_of_256_entries_has_a_full_tile_and_a_hash_above_it()
    {
        Assert.Equal(["tile/0/000"], Tile.OfLevel(0, 256).Select(tile => tile.Path));
        Assert.Equal(["tile/1/000.p/1"], Tile.OfLevel(1, 256).Select(tile => tile.Path));
        Assert.Empty(Tile.OfLevel(0, 0));
    }
}
