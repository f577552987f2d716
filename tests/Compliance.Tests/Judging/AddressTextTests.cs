using System.Net;
using System.Text;
using Compliance.Judging;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Judging;

public sealed class AddressTextTests
{
    [Fact]
    public void Every_address_is_read_as_the_library_reads_it() =>
        Check.One(Tried.Times(5_000), Prop.ForAll(
            Arb.From(from length in Gen.Elements(4, 16)
                     from zeros in Gen.Choose(0, length)
                     from bytes in Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(length)
                     select new IPAddress([.. new byte[zeros], .. bytes[zeros..]])),
            address => AddressText.TryParse(Encoding.ASCII.GetBytes(address.ToString()), out var value, out var isV4)
                && (value, isV4) == AddressText.Of(IPAddress.Parse(address.ToString()))
                && value == Value(address.MapToIPv6())));

    [Theory]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", true)]
    [InlineData("2001:DB8:20:0::5", "2001:db8:20::5", false)]
    [InlineData("0.0.0.0", "::ffff:0:0", true)]
    [InlineData("255.255.255.255", "::ffff:ffff:ffff", true)]
    public void Two_spellings_are_one_address(string text, string same, bool v4)
    {
        Assert.True(AddressText.TryParse(Encoding.ASCII.GetBytes(text), out var address, out var isV4));
        Assert.True(AddressText.TryParse(Encoding.ASCII.GetBytes(same), out var other, out _));
        Assert.Equal((other, v4), (address, isV4));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AWS Internal")]
    [InlineData("s3.amazonaws.com")]
    [InlineData("3405803783")]
    [InlineData("203.0.113")]
    [InlineData("203.0.113.")]
    [InlineData("203.0.113.7.1")]
    [InlineData("203.0..7")]
    [InlineData("203.0.113.256")]
    [InlineData("203.0.113.0007")]
    [InlineData("203.0.113.7 ")]
    [InlineData("203.0.113.x")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("２０３.0.113.7")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("2001:db8::g")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000")]
    public void What_is_no_address_is_none(string text)
    {
        Assert.False(AddressText.TryParse(Encoding.UTF8.GetBytes(text), out var address, out _));
        Assert.Equal(UInt128.Zero, address);
    }

    [Fact]
    public void Nothing_that_a_log_can_hold_makes_it_fail() =>
        Check.One(Tried.Times(5_000), Prop.ForAll(
            Arb.From(Gen.OneOf(Gen.Elements(":.%[]/0127af"u8.ToArray()), Gen.Choose(0, 255).Select(b => (byte)b)).ArrayOf()),
            bytes => AddressText.TryParse(bytes, out var address, out _)
                ? IPAddress.TryParse(Encoding.UTF8.GetString(bytes), out _)
                : address == UInt128.Zero));

    private static UInt128 Value(IPAddress address)
    {
        var value = UInt128.Zero;
        foreach (var b in address.GetAddressBytes()) value = value << 8 | b;
        return value;
    }
}
