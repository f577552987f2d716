namespace Compliance.Resources.Snapshots;

/// <summary>Takes what a snapshot holds, in its order.</summary>
internal interface IResourceSink
{
    void Take(Resource resource);

    /// <summary>Whether of a row of this type nothing but id, name and type is asked for.</summary>
    bool OutlineSuffices(ReadOnlySpan<byte> type) => false;

    /// <summary>Something of the snapshot cannot be judged.</summary>
    /// <param name="record">Where, from 1.</param>
    /// <param name="at">Line and column, from 1, where the text itself is at fault.</param>
    void Reject(long record, string reason, (long Line, long Column)? at = null);
}
