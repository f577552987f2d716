using Compliance.Judging;

namespace Compliance.Rules.Conditions;

/// <summary>The volume of one principal in a moving window: distinct resources of events that carry no number of records,
/// plus the numbers of those that do.</summary>
/// <remarks>INVARIANT: it holds no more than one resource and one number beyond the largest limit. A volume above the
/// limit stays above it when older parts are forgotten, so memory is bounded by the contract, not by the log.</remarks>
internal sealed class VolumeWindow(LimitKey key, long largest)
{
    private readonly Dictionary<UInt128, LinkedListNode<(UInt128 Resource, long Time)>> _byResource = [];
    private readonly LinkedList<(UInt128 Resource, long Time)> _resources = [];
    private readonly Queue<(long Time, long Records)> _numbers = [];
    private long _sum;

    public LimitKey Key { get; } = key;

    public void Add(in EventRow row)
    {
        Expire(row.Time - Key.Per);
        if (row.Records >= 0) AddNumber(row.Time, Math.Min(row.Records, largest + 1));
        else AddResource(row.Resource, row.Time);
    }

    public bool Exceeds(long max) => _resources.Count + _sum > max;

    public void Clear()
    {
        _byResource.Clear();
        _resources.Clear();
        _numbers.Clear();
        _sum = 0;
    }

    private void AddResource(UInt128 resource, long time)
    {
        if (_byResource.TryGetValue(resource, out var node))
        {
            _resources.Remove(node);
            node.Value = (resource, time);
        }
        else
        {
            node = new((resource, time));
            _byResource.Add(resource, node);
        }
        _resources.AddLast(node);
        if (_resources.Count > largest + 1) DropOldest();
    }

    private void AddNumber(long time, long records)
    {
        if (records == 0) return;
        _numbers.Enqueue((time, records));
        _sum += records;
        while (_sum - _numbers.Peek().Records > largest) _sum -= _numbers.Dequeue().Records;
    }

    // The window (t − length, t] no longer holds what happened at or before its beginning.
    private void Expire(long until)
    {
        while (_resources.First is { } oldest && oldest.Value.Time <= until) DropOldest();
        while (_numbers.Count > 0 && _numbers.Peek().Time <= until) _sum -= _numbers.Dequeue().Records;
    }

    private void DropOldest()
    {
        _byResource.Remove(_resources.First!.Value.Resource);
        _resources.RemoveFirst();
    }
}
