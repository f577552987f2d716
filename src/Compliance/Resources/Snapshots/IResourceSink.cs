namespace Compliance.Resources.Snapshots;

/// <summary>Takes what a snapshot holds, in its order.</summary>
internal interface IResourceSink
{
    void Take(Resource resource);

    /// <summary>Something of the snapshot cannot be judged.</summary>
    /// <param name="record">Where, from 1.</param>
    void Reject(long record, string reason);
}
