using System.Text;
using System.Text.Json;
using Compliance.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Azure.Tests.Handling;

public class NameInTextTests
{
    [Theory]
    [InlineData("ann", "ann", true)]
    [InlineData("ann", "ANN signed in", true)]
    [InlineData("ann", "helpdesk/ann", true)]
    [InlineData("ann", "by ann.", true)]
    [InlineData("ann", "(ann)", true)]
    [InlineData("ann", "joanna", false)]
    [InlineData("ann", "ann.lee", false)]
    [InlineData("ann", "ann@acme.example", false)]
    [InlineData("ann", "x-ann", false)]
    [InlineData("ann", "ann.lee and ann", true)]
    [InlineData("ann@acme.example", "mail of ann@acme.example: 3", true)]
    [InlineData("Zoë Finch", "for zoë finch, who", true)]
    public void A_name_stands_in_a_text_as_a_whole(string name, string text, bool stands)
    {
        Assert.Equal(stands, NameInText.Of(name)!.IsIn(text));
        Assert.Equal(stands, NameInText.Of(name)!.IsInJson(JsonSerializer.SerializeToUtf8Bytes(new { a = new[] { text } })));
        Assert.Equal(stands, NameInText.Of(name)!.Replace(text, "p:x") != text);
    }

    [Theory]
    [InlineData("Ann Lee", false)]
    [InlineData("helpdesk/ann lee.", false)]
    [InlineData("Mary Ann and Ann Lee", false)]
    [InlineData("Ann Leeds", true)]
    [InlineData("Ann Lee and Ann", true)]
    [InlineData("Ann signed in", true)]
    public void A_name_does_not_stand_in_that_of_another(string text, bool stands)
    {
        var name = NameInText.Of("Ann")!.Beside("Ann Lee", "Mary Ann", "Joanna Lee", "Bob", "Ann", null);
        Assert.Equal(stands, name.IsIn(text));
        Assert.Equal(stands, name.Replace(text, "p:x") != text);
    }

    [Fact]
    public void Others_are_left_as_they_are_when_it_is_replaced() =>
        Assert.Equal("Ann Lee told p:x; p:x told Mary Ann", NameInText.Of("Ann")!.Beside("Ann Lee", "Mary Ann").Replace("Ann Lee told Ann; ann told Mary Ann", "p:x"));

    [Fact]
    public void After_it_was_replaced_it_stands_there_no_more()
    {
        var pieces = Gen.Elements("ann", "Ann", ".", "@", " ", "/", "-", "a", "9", "é").ListOf().Select(string.Concat);
        Prop.ForAll(pieces.ToArbitrary(), text => Assert.False(NameInText.Of("ann")!.IsIn(NameInText.Of("ann")!.Replace(text, "p:22222222222222222222222222")), text))
            .Check(Tried.Times());
    }

    [Fact]
    public void Bytes_that_are_no_json_hold_no_name()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => { NameInText.Of("ann")!.IsInJson(bytes); }).Check(Tried.Times());
        Assert.False(NameInText.Of("ann")!.IsInJson("{\"a\":\"\\ud800\"}"u8));
        Assert.False(NameInText.Of("ann")!.IsInJson(Encoding.UTF8.GetBytes(new string('[', 100_000))));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a")]
    public void What_stands_everywhere_is_not_looked_for(string name) => Assert.Null(NameInText.Of(name));
}
