using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Trail.Checkpoints;

public class CheckpointTests
{
    private const string Root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    // The example of C2SP tlog-checkpoint.
    private const string Known = "example.com/behind-the-sofa\n20852163\n" + Root + "\n";

    [Fact]
    public void A_checkpoint_says_origin_size_and_root()
    {
        var checkpoint = Checkpoint.Parse(Known);
        Assert.Equal(("example.com/behind-the-sofa", 20852163L, Root, ""), (checkpoint.Origin, checkpoint.Size, Convert.ToBase64String(checkpoint.Root.Bytes), checkpoint.Extension));
        Assert.Equal(Known, checkpoint.ToText());
        Assert.Equal(checkpoint, Checkpoint.Parse(Known));
        Assert.NotEqual(checkpoint, checkpoint with { Root = EntryHash.EmptyRoot });
    }

    [Fact]
    public void Lines_after_the_root_are_kept()
    {
        var checkpoint = Checkpoint.Parse(Known + "more\nand more\n");
        Assert.Equal("more\nand more\n", checkpoint.Extension);
        Assert.Equal(Known + "more\nand more\n", checkpoint.ToText());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("9223372036854775807")]
    public void Sizes_may_be(string size) => Assert.Equal($"o\n{size}\n{Root}\n", Checkpoint.Parse($"o\n{size}\n{Root}\n").ToText());

    [Theory]
    [InlineData("")]
    [InlineData("o\n")]
    [InlineData("o\n1\n")]
    [InlineData("o\n1\n" + Root)]
    [InlineData("\n1\n" + Root + "\n")]
    [InlineData("o\n01\n" + Root + "\n")]
    [InlineData("o\n-1\n" + Root + "\n")]
    [InlineData("o\n+1\n" + Root + "\n")]
    [InlineData("o\n 1\n" + Root + "\n")]
    [InlineData("o\n\n" + Root + "\n")]
    [InlineData("o\n1e3\n" + Root + "\n")]
    [InlineData("o\n٣\n" + Root + "\n")]
    [InlineData("o\n9223372036854775808\n" + Root + "\n")]
    [InlineData("o\n1\n" + "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n")]
    [InlineData("o\n1\n" + "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n")]
    [InlineData("o\n1\n" + "CsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("o\n1\n" + "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n")]
    [InlineData("o\n1\n" + " CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("o\n1\n\n")]
    [InlineData("o\n1\n" + Root + "\nmore")]
    [InlineData("o\n1\n" + Root + "\n\n")]
    [InlineData("o\n1\n" + Root + "\nmore\n\nmore\n")]
    public void What_is_no_checkpoint_is_refused(string text) => Assert.Throws<FormatException>(() => Checkpoint.Parse(text));

    [Fact]
    public void Any_text_is_refused_or_is_the_one_form_of_a_checkpoint()
    {
        var mixed = Gen.Elements("\n", "o", "0", "12", Root, "\n\n", "=", " ").ArrayOf().Select(string.Concat);
        Prop.ForAll(mixed.ToArbitrary(), text =>
        {
            try
            {
                return Checkpoint.Parse(text).ToText() == text;
            }
            catch (FormatException)
            {
                return true;
            }
        }).Check(Tried.Times(5_000));
    }
}
