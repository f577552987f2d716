using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Functions.Tests.Telemetry;

/// <summary>The reader that the other tests rely on.</summary>
public sealed class WireReaderTests
{
    [Fact]
    public void Fields_of_every_wire_type_are_read_in_their_order()
    {
        var fields = WireReader.Read(new byte[] { 0x08, 0x96, 0x01, 0x11, 1, 0, 0, 0, 0, 0, 0, 0, 0x1a, 0x02, 0x68, 0x69, 0x25, 7, 0, 0, 0 });
        Assert.Equal([(1, 150UL), (2, 1UL), (3, 0UL), (4, 7UL)], fields.Select(field => (field.Number, field.Value)));
        Assert.Equal("hi", fields[2].Text);
    }

    [Fact]
    public void Arbitrary_bytes_are_read_or_refused() => Prop.ForAll<byte[]>(bytes =>
    {
        try
        {
            return WireReader.Read(bytes).Sum(field => field.Bytes.Length) <= bytes.Length;
        }
        catch (Exception refused) when (refused is InvalidDataException or OverflowException)
        {
            return true;
        }
    }).Check(Tried.Times());
}
