using System.Buffers.Binary;
using Compliance.Judging;
using Compliance.Rules.Conduct;

namespace Compliance.Slices;

/// <summary>Rows as bytes, little endian, fields in the order of their declaration.</summary>
internal static class RowFormat
{
    public const int EventRowBytes = 128;
    public const int TimedRowBytes = EventRowBytes + 16;
    public const int SessionPartBytes = 160;
    public const int LocatedSignInBytes = 56;

    public static void Write(Span<byte> to, in EventRow row)
    {
        Write(to, row.Principal, row.Time, row.Sequence);
        BinaryPrimitives.WriteUInt128LittleEndian(to[32..], row.Id);
        BinaryPrimitives.WriteUInt128LittleEndian(to[48..], row.Identity);
        BinaryPrimitives.WriteUInt128LittleEndian(to[64..], row.Resource);
        BinaryPrimitives.WriteUInt128LittleEndian(to[80..], row.Address);
        BinaryPrimitives.WriteInt64LittleEndian(to[96..], row.Text);
        BinaryPrimitives.WriteInt64LittleEndian(to[104..], row.Records);
        BinaryPrimitives.WriteUInt64LittleEndian(to[112..], row.Action.Packed);
        BinaryPrimitives.WriteInt32LittleEndian(to[120..], row.Grant);
        BinaryPrimitives.WriteUInt16LittleEndian(to[124..], row.ResourceType);
        BinaryPrimitives.WriteUInt16LittleEndian(to[126..], (ushort)row.Traits);
    }

    public static EventRow ReadEventRow(ReadOnlySpan<byte> from) => new()
    {
        Principal = Principal(from),
        Time = Time(from),
        Sequence = SequenceOf(from),
        Id = BinaryPrimitives.ReadUInt128LittleEndian(from[32..]),
        Identity = BinaryPrimitives.ReadUInt128LittleEndian(from[48..]),
        Resource = BinaryPrimitives.ReadUInt128LittleEndian(from[64..]),
        Address = BinaryPrimitives.ReadUInt128LittleEndian(from[80..]),
        Text = BinaryPrimitives.ReadInt64LittleEndian(from[96..]),
        Records = BinaryPrimitives.ReadInt64LittleEndian(from[104..]),
        Action = ActionKey.Unpacked(BinaryPrimitives.ReadUInt64LittleEndian(from[112..])),
        Grant = BinaryPrimitives.ReadInt32LittleEndian(from[120..]),
        ResourceType = BinaryPrimitives.ReadUInt16LittleEndian(from[124..]),
        Traits = (EventTraits)BinaryPrimitives.ReadUInt16LittleEndian(from[126..]),
    };

    public static void Write(Span<byte> to, in TimedRow row)
    {
        Write(to, row.Row);
        BinaryPrimitives.WriteUInt128LittleEndian(to[EventRowBytes..], row.Session);
    }

    public static TimedRow ReadTimedRow(ReadOnlySpan<byte> from) => new()
    {
        Row = ReadEventRow(from),
        Session = BinaryPrimitives.ReadUInt128LittleEndian(from[EventRowBytes..]),
    };

    public static void Write(Span<byte> to, in SessionPart part)
    {
        Write(to, part.Start.Principal, part.Start.Time, part.Start.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(to[32..], part.Start.Text);
        BinaryPrimitives.WriteUInt64LittleEndian(to[40..], part.Start.Action.Packed);
        BinaryPrimitives.WriteInt32LittleEndian(to[48..], part.Start.Grant);
        BinaryPrimitives.WriteInt32LittleEndian(to[52..], part.PlaceCount);
        BinaryPrimitives.WriteUInt128LittleEndian(to[56..], part.Session);
        BinaryPrimitives.WriteInt64LittleEndian(to[72..], part.Last);
        BinaryPrimitives.WriteUInt128LittleEndian(to[80..], part.Networks);
        for (var i = 0; i < SessionPart.MostPlaces; i++) WritePlace(to, i, i < part.PlaceCount ? part.Places[i] : UInt128.Zero);
    }

    public static SessionPart ReadSessionPart(ReadOnlySpan<byte> from)
    {
        var part = new SessionPart
        {
            Start = new SessionStart
            {
                Principal = Principal(from),
                Time = Time(from),
                Sequence = SequenceOf(from),
                Text = BinaryPrimitives.ReadInt64LittleEndian(from[32..]),
                Action = ActionKey.Unpacked(BinaryPrimitives.ReadUInt64LittleEndian(from[40..])),
                Grant = BinaryPrimitives.ReadInt32LittleEndian(from[48..]),
            },
            PlaceCount = BinaryPrimitives.ReadInt32LittleEndian(from[52..]),
            Session = BinaryPrimitives.ReadUInt128LittleEndian(from[56..]),
            Last = BinaryPrimitives.ReadInt64LittleEndian(from[72..]),
            Networks = BinaryPrimitives.ReadUInt128LittleEndian(from[80..]),
        };
        for (var i = 0; i < SessionPart.MostPlaces; i++) part.Places[i] = BinaryPrimitives.ReadUInt128LittleEndian(from[PlaceAt(i)..]);
        return part;
    }

    public static void Write(Span<byte> to, in LocatedSignIn row)
    {
        Write(to, row.Principal, row.Time, row.Sequence);
        BinaryPrimitives.WriteDoubleLittleEndian(to[32..], row.Place.Latitude);
        BinaryPrimitives.WriteDoubleLittleEndian(to[40..], row.Place.Longitude);
        BinaryPrimitives.WriteDoubleLittleEndian(to[48..], row.Place.Radius);
    }

    public static LocatedSignIn ReadLocatedSignIn(ReadOnlySpan<byte> from) => new()
    {
        Principal = Principal(from),
        Time = Time(from),
        Sequence = SequenceOf(from),
        Place = new Place(
            BinaryPrimitives.ReadDoubleLittleEndian(from[32..]), BinaryPrimitives.ReadDoubleLittleEndian(from[40..]), BinaryPrimitives.ReadDoubleLittleEndian(from[48..])),
    };

    private static void Write(Span<byte> to, PrincipalKey principal, long time, Sequence sequence)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(to, principal.High);
        BinaryPrimitives.WriteUInt64LittleEndian(to[8..], principal.Low);
        BinaryPrimitives.WriteInt64LittleEndian(to[16..], time);
        BinaryPrimitives.WriteUInt64LittleEndian(to[24..], sequence.Packed);
    }

    private static PrincipalKey Principal(ReadOnlySpan<byte> from) =>
        PrincipalKey.Unpacked(BinaryPrimitives.ReadUInt64LittleEndian(from), BinaryPrimitives.ReadUInt64LittleEndian(from[8..]));

    private static long Time(ReadOnlySpan<byte> from) => BinaryPrimitives.ReadInt64LittleEndian(from[16..]);

    private static Sequence SequenceOf(ReadOnlySpan<byte> from) => Sequence.Unpacked(BinaryPrimitives.ReadUInt64LittleEndian(from[24..]));

    private static int PlaceAt(int index) => 96 + 16 * index;

    private static void WritePlace(Span<byte> to, int index, UInt128 place) => BinaryPrimitives.WriteUInt128LittleEndian(to[PlaceAt(index)..], place);
}
