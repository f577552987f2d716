using System.Text;
using Compliance.Events;
using Compliance.Evidence.Masking;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Evidence.Masking;

public class ResourceMaskTests
{
    [Theory]
    [InlineData("4111111111111111", "************1111")]
    [InlineData("card 4111 1111 1111 1111, expired", "card **** **** **** 1111, expired")]
    [InlineData("/cards/4111-1111-1111-1111/view", "/cards/****-****-****-1111/view")]
    [InlineData("amex:378282246310005", "amex:***********0005")]
    [InlineData("4000000000000002 and 4111111111111111", "************0002 and ************1111")]
    [InlineData("jane.doe@example.com", "j***@example.com")]
    [InlineData("/users/jane.doe@example.com/orders", "/users/j***@example.com/orders")]
    [InlineData("/é.doe@example.com", "/***@example.com")]
    [InlineData("***@example.com", "***@example.com")]
    [InlineData("a@x.example;bob@y.example", "a***@x.example;b***@y.example")]
    [InlineData("jane@example.com 4111111111111111", "j***@example.com ************1111")]
    [InlineData("/users/jane.doe%40example.com/orders", "/users/j***%40example.com/orders")]
    [InlineData("mail%3Djane.doe%2Bx%40example.com", "mail%3Dj***%40example.com")]
    [InlineData("%C3%A9.doe%2540example.com", "***%2540example.com")]
    [InlineData("4111 1111 1111 1111 123", "**** **** **** 1111 123")]
    [InlineData("5 4111111111111111", "5 ************1111")]
    [InlineData("%204111111111111111", "%20************1111")]
    [InlineData("pan%3D4111111111111111%26x", "pan%3D************1111%26x")]
    [InlineData("4111.1111.1111.1111", "****.****.****.1111")]
    [InlineData("4111%201111%201111%201111", "****%20****%20****%201111")]
    [InlineData("card_4111_1111_1111_1111_x", "card_****_****_****_1111_x")]
    [InlineData("4111+1111+1111+1111", "****+****+****+1111")]
    [InlineData("2026-03-01 4111-1111-1111-1111", "2026-03-01 ****-****-****-1111")]
    [InlineData("4111111111111111-4000000000000002", "************1111-************0002")]
    [InlineData("jane%40example.com 4111 1111 1111 1111 5500000000081111", "j***%40example.com **** **** **** 1111 ************1111")]
    public void Cards_and_addresses_are_masked(string resource, string expected) => Assert.Equal(expected, ResourceMask.Text(resource));

    [Theory]
    [InlineData("4111111111111112")]
    [InlineData("ticket-123456")]
    [InlineData("0f1e2d3c-4111-1111-1111-1111aaaabbbb")]
    [InlineData("a4111111111111111")]
    [InlineData("0000000000000000")]
    [InlineData("41111111111111114111111111111111")]
    [InlineData("100%40")]
    [InlineData("backup 2026-03-01-12-30-45-000123")]
    [InlineData("image@2x.")]
    [InlineData("@handle")]
    [InlineData("arn:aws:iam::123456789012:role/x")]
    public void What_is_neither_stays(string resource) => Assert.Equal(resource, ResourceMask.Text(resource));

    [Fact]
    public void Events_are_written_with_masked_texts_and_whole_accounts()
    {
        using var output = new MemoryStream();
        using (var writer = new EventWriter(output))
            writer.Accept(new AccessEvent { Account = "ann@x.example"u8, Action = "pay 4111111111111111"u8, UserAgent = "mail/jane@example.com"u8, Resource = "jane@example.com"u8, Records = -1 });
        var line = Encoding.UTF8.GetString(output.ToArray());
        Assert.Contains("\"resource\":\"j***@example.com\"", line, StringComparison.Ordinal);
        Assert.Contains("\"action\":\"pay ************1111\"", line, StringComparison.Ordinal);
        Assert.Contains("\"userAgent\":\"mail/j***@example.com\"", line, StringComparison.Ordinal);
        Assert.Contains("\"account\":\"ann@x.example\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Masking_is_done_once_and_hides_every_card_it_was_given() => Prop.ForAll(Texts(), text =>
    {
        var once = ResourceMask.Text(text);
        Assert.DoesNotContain("4111111111111111", once, StringComparison.Ordinal);
        Assert.DoesNotContain("jane.doe", once, StringComparison.Ordinal);
        Assert.Equal(once, ResourceMask.Text(once));
    }).Check(Tried.Times());

    [Fact]
    public void Arbitrary_bytes_never_fail() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => new ResourceMask().Shown(bytes).Length <= bytes.Length * 3)
        .Check(Tried.Times());

    private static Arbitrary<string> Texts() =>
        Gen.ArrayOf(Gen.Elements("4111111111111111", "jane.doe@example.com", "/", "x", "@", "%40", "%20", "éa", "-", "(5)", "12", "4000 0000 0000 0002"))
            .SelectMany(parts => Gen.Elements("/", " ", "-", "%20", "%3D").Select(between => string.Join(between, parts))).ToArbitrary();
}
