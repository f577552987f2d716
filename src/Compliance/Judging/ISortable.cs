namespace Compliance.Judging;

/// <summary>A fixed-size record with one total order.</summary>
internal interface ISortable<T> where T : unmanaged, ISortable<T>
{
    /// <summary>A number that never contradicts the order: a smaller one means an earlier record.</summary>
    ulong Prefix { get; }

    static abstract int Compare(in T left, in T right);
}
