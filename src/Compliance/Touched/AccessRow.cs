using Compliance.Judging;

namespace Compliance.Touched;

/// <summary>What is needed of one event in the window, in a fixed size.</summary>
internal struct AccessRow
{
    /// <summary>100 ns ticks since 1970-01-01T00:00:00Z.</summary>
    public long Time;
    public Sequence Sequence;

    /// <summary>Keyed hash of the whole event (<see cref="EventIdentity"/>).</summary>
    public UInt128 Identity;

    /// <summary>Keyed hash of the record's type and id; meaningless where none is named.</summary>
    public UInt128 Record;

    /// <summary>Rows that the event counts; −1 when it counts none.</summary>
    public long Rows;

    /// <summary>Where the texts lie (<see cref="AccessTexts"/>); −1 when there are none.</summary>
    public long Text;
    public ActionKey Action;

    /// <summary>Index of the type's numbers.</summary>
    public int Type;
    public AccessTraits Traits;

    public readonly bool Has(AccessTraits trait) => (Traits & trait) != 0;
}

[Flags]
internal enum AccessTraits : byte
{
    None = 0,

    /// <summary>By a principal that is asked for. Others are kept only to tell who came first of two equal events.</summary>
    Asked = 1 << 0,
    Succeeded = 1 << 1,
    Denied = 1 << 2,

    /// <summary>Its source does not say how it ended; counted as a success.</summary>
    UnknownOutcome = 1 << 3,
    NamesRecord = 1 << 4,

    /// <summary>Signing in or out: touches nothing unless it names something.</summary>
    Session = 1 << 5,
}

/// <summary>An order that brings equal events together, the first in reading order first.</summary>
internal struct AccessByIdentity : ISortable<AccessByIdentity>
{
    public AccessRow Row;

    public readonly ulong Prefix => (ulong)Math.Max(Row.Time, 0);

    public static int Compare(in AccessByIdentity left, in AccessByIdentity right)
    {
        var order = left.Row.Time.CompareTo(right.Row.Time);
        if (order == 0) order = left.Row.Identity.CompareTo(right.Row.Identity);
        return order == 0 ? left.Row.Sequence.CompareTo(right.Row.Sequence) : order;
    }
}

/// <summary>An order that brings the accesses of one record together, the earliest first; before all of them what names no record.</summary>
internal struct AccessByRecord : ISortable<AccessByRecord>
{
    public AccessRow Row;

    private readonly bool Names => Row.Has(AccessTraits.NamesRecord);

    public readonly ulong Prefix => Names ? (ulong)(Row.Record >> 64) : 0;

    public static int Compare(in AccessByRecord left, in AccessByRecord right)
    {
        var order = left.Names.CompareTo(right.Names);
        if (order == 0 && left.Names) order = left.Row.Record.CompareTo(right.Row.Record);
        if (order == 0) order = left.Row.Time.CompareTo(right.Row.Time);
        return order == 0 ? left.Row.Sequence.CompareTo(right.Row.Sequence) : order;
    }
}
