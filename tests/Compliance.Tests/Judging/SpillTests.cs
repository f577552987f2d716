using System.Text;
using Compliance.Judging;
using Compliance.Tests.Samples;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Judging;

public sealed class SpillTests
{
    [Fact]
    public void A_queue_hands_out_in_order_whatever_lies_in_its_file() =>
        Check.One(Tried.Times(40), Prop.ForAll(
            Arb.From(Gen.Choose(-9_000, 12_000).NonEmptyListOf()),
            steps => AgreesWithAQueue([20_000, -6_000, .. steps])));

    [Fact]
    public void A_queue_that_was_emptied_can_be_filled_again() => Assert.True(AgreesWithAQueue([30_000, -30_000, 30_000, -1, 5_000, -34_999, 1, -1]));

    [Fact]
    public void Texts_are_found_again_from_memory_and_from_the_file()
    {
        var dice = new Random(3);
        using var spill = new TextSpill(folder: null);
        var kept = new List<(long At, string Principal, string Action, string Resource)>();
        for (var i = 0; i < 20_000; i++)
        {
            // Some are empty, and one is larger than the buffer.
            var (principal, action, resource) = (Text(dice, 40), Text(dice, 30), i == 9_000 ? new string('r', 400_000) : Text(dice, 60));
            kept.Add((spill.Append(Encoding.UTF8.GetBytes(principal), Encoding.UTF8.GetBytes(action), Encoding.UTF8.GetBytes(resource)), principal, action, resource));
        }

        Assert.True(kept[^1].At > 4 << 18);
        foreach (var (at, principal, action, resource) in kept)
        {
            var text = spill.Read(at);
            Assert.Equal((principal, action, resource), (Utf8(text.Principal), Utf8(text.Action), Utf8(text.Resource)));
        }
    }

    [SkippableFact]
    public void A_file_has_no_name_while_it_is_open()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows deletes an open file when its last handle closes");
        using var folder = new TemporaryFolder();
        using var file = new SpillFile(folder.Path);
        file.Append("kept"u8);

        var read = new byte[4];
        file.Read(read, 0);

        Assert.Equal("kept"u8.ToArray(), read);
        // Nothing to find for others, and nothing to leave behind when the process is killed.
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_file_that_was_closed_is_gone()
    {
        using var folder = new TemporaryFolder();
        using (var file = new SpillFile(folder.Path)) file.Append("gone"u8);

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Reading_past_the_end_of_a_file_is_an_error()
    {
        using var file = new SpillFile(folder: null);
        file.Append("four"u8);

        Assert.Throws<IOException>(() => file.Read(new byte[5], 0));
    }

    // Positive: so many in; negative: so many out, as far as there are.
    private static bool AgreesWithAQueue(IEnumerable<int> steps)
    {
        using var queue = new SpillQueue<long>(folder: null);
        var expected = new Queue<long>();
        var next = 0L;
        foreach (var step in steps)
        {
            for (var i = 0; i < step; i++, next++)
            {
                queue.Enqueue(next);
                expected.Enqueue(next);
            }
            for (var i = 0; i > step && expected.Count > 0; i--)
            {
                if (queue.Peek() != expected.Dequeue()) return false;
                queue.Drop();
            }
            if (queue.Count != expected.Count) return false;
        }
        for (; expected.Count > 0; queue.Drop())
            if (queue.Peek() != expected.Dequeue()) return false;
        return queue.Count == 0;
    }

    private static string Text(Random dice, int most) => new('é', dice.Next(most));

    private static string Utf8(ReadOnlyMemory<byte> text) => Encoding.UTF8.GetString(text.Span);
}
