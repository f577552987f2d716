using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>Operations that are committed in one transaction, and who waits for each.</summary>
internal sealed class AppendGroup : IDisposable
{
    private const int MaxRows = 100;

    // A marker and the parts around it; the head is within what the entries count for generously.
    private const long MarkerBytes = 1_200;

    private readonly List<PendingAppend> _appends = [];
    private readonly List<TrailOperation> _operations = [];
    private readonly CancellationTokenSource _abandoned = new();
    private readonly Lock _lock = new();
    private bool _sealed, _ended;
    private int _rows = 1;
    private long _bytes;

    /// <summary>What is still to be committed, each operation once, in the order in which they came.</summary>
    public IReadOnlyList<TrailOperation> Operations => _operations;

    /// <summary>Fires when nobody waits for any of them.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>Takes an append in; false: it does not fit, in rows, in bytes, or as another act under a key that is here.</summary>
    public bool TryAdd(PendingAppend append)
    {
        var operation = append.Operation;
        // The same act asked for twice at once is appended once, and both are answered.
        if (_operations.Find(other => other.Id == operation.Id) is { } same)
        {
            if (!same.Leaves.AsSpan().SequenceEqual(operation.Leaves)) return false;
        }
        else
        {
            var (rows, bytes) = (_rows + 1 + operation.Entries.Count, _bytes + MarkerBytes + operation.EncodedBytes);
            // One that is as large as an append may be goes alone.
            if (_operations.Count > 0 && (rows > MaxRows || bytes > TrailChunks.MaxBytes)) return false;
            (_rows, _bytes) = (rows, bytes);
            _operations.Add(operation);
        }
        _appends.Add(append);
        append.Join(this);
        return true;
    }

    /// <summary>The operation is in the log.</summary>
    public void Committed(TrailOperation operation, TrailPosition position) => TakeOut(operation, append => append.Committed(position));

    /// <summary>The operation cannot be appended; the others can.</summary>
    public void Refused(TrailOperation operation, Exception refusal) => TakeOut(operation, append => append.Failed(refusal));

    /// <summary>All that is left failed.</summary>
    public void Failed(Exception failure) => _appends.ForEach(append => append.Failed(failure));

    /// <summary>Takes out operations that nobody waits for; only while none of them may have been sent.</summary>
    public void DropAbandoned() => _operations.RemoveAll(operation => CallersOf(operation).All(append => append.IsSettled));

    /// <summary>Nothing is added from now on: those who gave up while it was filled count now.</summary>
    public void Seal()
    {
        lock (_lock) _sealed = true;
        StopIfAbandoned();
    }

    /// <summary>Stops the work on it when nobody waits for it any more.</summary>
    public void StopIfAbandoned()
    {
        lock (_lock)
        {
            // Until it is sealed, more are added by whoever fills it, and one of them may wait.
            // Who is told of it goes on elsewhere: a caller that gives up has no time for the work of others.
            if (_sealed && !_ended && _appends.All(append => append.IsSettled)) _ = _abandoned.CancelAsync();
        }
    }

    public void Dispose()
    {
        lock (_lock) _ended = true;
        _abandoned.Dispose();
    }

    private void TakeOut(TrailOperation operation, Action<PendingAppend> answer)
    {
        _operations.Remove(operation);
        foreach (var append in CallersOf(operation)) answer(append);
    }

    private IEnumerable<PendingAppend> CallersOf(TrailOperation operation) => _appends.Where(append => append.Operation.Id == operation.Id);
}
