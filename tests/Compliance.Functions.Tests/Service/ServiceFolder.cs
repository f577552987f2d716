using Compliance.Storage;
using Compliance.Trail;

namespace Compliance.Functions.Tests.Service;

/// <summary>Where a service keeps its state, gone after the test.</summary>
public sealed class ServiceFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("compliance-service-").FullName;

    /// <summary>Every file that the evidence store has of a vendor, its own and those under way included.</summary>
    public IEnumerable<string> FilesOf(string vendor)
    {
        var folder = System.IO.Path.Combine(Path, ".compliance", "evidence", vendor);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [];
    }

    public Store OpenStore() => Store.Open($"Embedded={System.IO.Path.Combine(Path, ".compliance", "service.db")}");

    /// <summary>A vendor's trail as it is stored, held to its root while it is read.</summary>
    public async Task<List<TrailEntry>> TrailAsync(string vendor)
    {
        using var store = OpenStore();
        var entries = new List<TrailEntry>();
        await foreach (var (index, entry) in store.Trail.ReadAsync(vendor))
        {
            Assert.Equal(entries.Count, index);
            entries.Add(entry);
        }
        return entries;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
