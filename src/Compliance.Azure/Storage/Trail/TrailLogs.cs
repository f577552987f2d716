using System.Collections.Concurrent;

namespace Compliance.Storage;

/// <summary>The logs as this process knows them, one for each vendor: shared by all who write to them.</summary>
internal sealed class TrailLogs(StoreTable table)
{
    private readonly ConcurrentDictionary<string, TrailLog> _logs = new(StringComparer.Ordinal);

    public StoreTable Table => table;

    public TrailLog Of(string vendor) => _logs.GetOrAdd(vendor, id => new TrailLog(table, id));
}
