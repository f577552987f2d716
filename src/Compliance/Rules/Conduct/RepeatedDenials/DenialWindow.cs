using Compliance.Judging;

namespace Compliance.Rules.Conduct;

/// <summary>The last quarter of an hour of one principal's counted denials. INVARIANT: it holds no more denials, and no more
/// resources, than make a burst.</summary>
internal sealed class DenialWindow
{
    private const long Window = 15 * Ticks.Minute;
    private const int MostDenials = 20;
    private const int MostResources = 10;

    private readonly Queue<long> _times = new(MostDenials + 1);
    private readonly List<(UInt128 Resource, long Time)> _resources = new(MostResources + 1);

    /// <summary>Adds a denial; true when a burst is under way after it.</summary>
    public bool Add(in EventRow row)
    {
        var start = row.Time - Window;
        _times.Enqueue(row.Time);
        while (_times.Count > MostDenials || _times.Peek() <= start) _times.Dequeue();
        _resources.RemoveAll(r => r.Time <= start);
        if (row.Has(EventTraits.Resource)) Touch(row.Resource, row.Time);
        return _times.Count >= MostDenials || _resources.Count >= MostResources;
    }

    private void Touch(UInt128 resource, long time)
    {
        _resources.RemoveAll(r => r.Resource == resource);
        _resources.Add((resource, time));
        if (_resources.Count > MostResources) _resources.RemoveAt(0);
    }
}
