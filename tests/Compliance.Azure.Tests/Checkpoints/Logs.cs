using System.Text.Json.Nodes;
using Compliance.Signing;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Checkpoints;

/// <summary>Logs to sign.</summary>
internal static class Logs
{
    public static readonly Instant Now = Instant.FromUtc(2026, 7, 1, 12, 0);

    /// <summary>Appends so many entries that no other call makes.</summary>
    public static async Task GrowAsync(Store store, VendorId vendor, int count)
    {
        var act = Guid.NewGuid().ToString("N");
        var entries = Enumerable.Range(0, count).Select(i => TrailEntry.Create(
            vendor.Value, Instant.FromUtc(2026, 3, 1, 0, 0), "evidence received", "system:test", null, new JsonObject { ["act"] = act, ["i"] = i }));
        foreach (var chunk in TrailChunks.Cut(entries)) await store.Trail.AppendAsync(vendor.Value, $"{act} {chunk[0].Hash}", chunk);
    }

    /// <summary>Keys in a file of a folder; one is made where there is none.</summary>
    public static CheckpointKeys Keys(string folder, string? origin = null, string file = CheckpointKeys.FileName) =>
        CheckpointKeys.Open(null, Path.Combine(folder, file), origin);
}
