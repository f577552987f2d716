namespace Compliance.Judging;

/// <summary>What the rules need of one event, in a fixed size: rows are sorted by principal, time, source and record,
/// so that a rule sees one principal's events in order and holds state for that one alone.</summary>
internal struct EventRow : ISortable<EventRow>
{
    public PrincipalKey Principal;

    /// <summary>100 ns ticks since 1970-01-01T00:00:00Z.</summary>
    public long Time;
    public Sequence Sequence;

    /// <summary>Keyed hash of the event's own id; 0 when it has none.</summary>
    public UInt128 Id;

    /// <summary>Keyed hash of the whole event, its id included; of the record's bytes when it has no id.</summary>
    public UInt128 Identity;

    /// <summary>Keyed hash of the resource's id; 0 when none is named.</summary>
    public UInt128 Resource;

    /// <summary>Address as IPv6 (IPv4 mapped); meaningful with <see cref="EventTraits.Address"/>.</summary>
    public UInt128 Address;

    /// <summary>Where the texts lie (<see cref="TextSpill"/>); −1 when there are none.</summary>
    public long Text;

    /// <summary>Records returned; −1 when not said.</summary>
    public long Records;
    public ActionKey Action;

    /// <summary>Index of the <see cref="Grant"/>.</summary>
    public int Grant;

    /// <summary>Index of the type among those that the model names; 0: another, or none.</summary>
    public ushort ResourceType;
    public EventTraits Traits;

    // The index of a known principal fills the upper half and the time, coarsely, the lower; others sort by their hash.
    public readonly ulong Prefix => Principal.IsKnown
        ? (ulong)Principal.Index << 32 | (ulong)Math.Clamp(Time >> 24, 0, uint.MaxValue)
        : Principal.High;

    public static int Compare(in EventRow left, in EventRow right)
    {
        var order = left.Principal.CompareTo(right.Principal);
        if (order == 0) order = left.Time.CompareTo(right.Time);
        return order == 0 ? left.Sequence.CompareTo(right.Sequence) : order;
    }

    public readonly bool Has(EventTraits trait) => (Traits & trait) != 0;
}

[Flags]
internal enum EventTraits : ushort
{
    None = 0,
    Succeeded = 1 << 0,
    Denied = 1 << 1,
    InScope = 1 << 2,

    /// <summary>Names a resource.</summary>
    Resource = 1 << 3,
    Case = 1 << 4,

    /// <summary>Its source says where a case is.</summary>
    MapsCase = 1 << 5,

    /// <summary>Carries an address that can be parsed.</summary>
    Address = 1 << 6,

    /// <summary>The address is IPv4.</summary>
    AddressV4 = 1 << 7,
    MfaYes = 1 << 8,
    MfaNo = 1 << 9,

    /// <summary>A sign-in at which somebody was present, as far as its source says.</summary>
    InteractiveSignIn = 1 << 10,

    /// <summary>Done by a service or a bot: no hours, MFA or case.</summary>
    Machine = 1 << 11,

    /// <summary>The grant that would allow it begins within three days.</summary>
    GrantBeginsSoon = 1 << 12,

    /// <summary>Known to be a duplicate before the rows are sorted (<see cref="DuplicatePass"/>).</summary>
    Duplicate = 1 << 13,
}

/// <summary>Position in reading order: source, then record, then place in the record.</summary>
internal readonly record struct Sequence : IComparable<Sequence>
{
    // A file is at most 64 GiB of text (ReadLimits) and no event is told in four bytes; a record tells at most 256 events (LogFormat).
    private const int PartBits = 8;
    private const int RecordBits = 34;
    private readonly ulong _value;

    public Sequence(int source, long record, int part = 0) =>
        _value = (ulong)source << (RecordBits + PartBits) | ((ulong)record & ((1UL << RecordBits) - 1)) << PartBits | (byte)part;

    private Sequence(ulong value) => _value = value;

    public int Source => (int)(_value >> (RecordBits + PartBits));
    public long Record => (long)(_value >> PartBits & ((1UL << RecordBits) - 1));

    /// <summary>All of it as one number.</summary>
    public ulong Packed => _value;

    public static Sequence Unpacked(ulong packed) => new(packed);

    /// <summary>Whether both are events of one record.</summary>
    public bool IsOfRecord(Sequence other) => _value >> PartBits == other._value >> PartBits;

    public int CompareTo(Sequence other) => _value.CompareTo(other._value);
}

/// <summary>A principal: the index of one that the access model knows, or the keyed hash of another's name.</summary>
internal readonly record struct PrincipalKey : IComparable<PrincipalKey>
{
    private const ulong Unknown = 1UL << 63;

    private PrincipalKey(ulong high, ulong low) => (High, Low) = (high, low);

    public ulong High { get; }
    public ulong Low { get; }
    public bool IsKnown => High < Unknown;
    public int Index => (int)High;

    public static PrincipalKey Known(int index) => new((ulong)index, 0);

    public static PrincipalKey Unpacked(ulong high, ulong low) => new(high, low);

    public static PrincipalKey Hashed(UInt128 hash) => new((ulong)(hash >> 64) | Unknown, (ulong)(hash & ulong.MaxValue));

    public int CompareTo(PrincipalKey other)
    {
        var order = High.CompareTo(other.High);
        return order == 0 ? Low.CompareTo(other.Low) : order;
    }
}

/// <summary>An action: the index of one that was kept, or the keyed hash of one beyond the number that is kept.</summary>
internal readonly record struct ActionKey : IComparable<ActionKey>
{
    private const ulong NotKept = 1UL << 63;
    private readonly ulong _value;

    private ActionKey(ulong value) => _value = value;

    /// <summary>All of it as one number.</summary>
    public ulong Packed => _value;
    public bool IsKept => _value < NotKept;
    public int Index => (int)_value;

    public static ActionKey Kept(int index) => new((ulong)index);

    public static ActionKey Unpacked(ulong packed) => new(packed);

    public static ActionKey Hashed(UInt128 hash) => new((ulong)(hash & ulong.MaxValue) | NotKept);

    public int CompareTo(ActionKey other) => _value.CompareTo(other._value);
}
