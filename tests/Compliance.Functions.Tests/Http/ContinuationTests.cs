using System.Buffers.Text;
using System.Text;
using Compliance.Functions.Http;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Functions.Tests.Http;

/// <summary>The word of a link to the next page: what was given out, and nothing else.</summary>
public sealed class ContinuationTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly string[] Scope = ["ann", "/api/vendors/acme/findings", "severity", "high"];
    private static readonly Continuation Given = new("1!20!YWNtZQ-- 1!8!MDE4ZQ--", Instant.FromUtc(2026, 11, 24, 9, 0));

    [Fact]
    public void What_was_sealed_is_read_again()
    {
        Assert.True(Continuation.TryRead(Given.Seal(Key, Scope), Key, out var read, Scope));
        Assert.Equal(Given, read);
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), word =>
        {
            var text = new string([.. word.Get.Where(character => !char.IsSurrogate(character))]);
            return Continuation.TryRead(new Continuation(text, Given.Expires).Seal(Key, Scope), Key, out var again, Scope) && again.Word == text;
        }).Check(Tried.Times());
    }

    [Fact]
    public void Nobody_reads_in_it_where_a_page_ended_or_sees_that_two_ended_at_the_same_place()
    {
        var word = Given.Seal(Key, Scope);
        var bytes = Base64Url.DecodeFromChars(word);
        foreach (var part in new[] { "YWNtZQ", "018e", "1!20" }) Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(part)) < 0, part);
        Assert.NotEqual(word, Given.Seal(Key, Scope));
    }

    [Fact]
    public void Each_character_counts()
    {
        var word = Given.Seal(Key, Scope);
        for (var at = 0; at < word.Length; at++)
        {
            foreach (var other in Alphabet.Where(other => other != word[at]))
                Assert.False(Continuation.TryRead($"{word[..at]}{other}{word[(at + 1)..]}", Key, out _, Scope), $"{at}: {other}");
            Assert.False(Continuation.TryRead(word.Remove(at, 1), Key, out _, Scope), $"without {at}");
            Assert.False(Continuation.TryRead(word[..at], Key, out _, Scope), $"up to {at}");
        }
        foreach (var more in new[] { "A", "=", "==", " ", "\n" }) Assert.False(Continuation.TryRead(word + more, Key, out _, Scope));
    }

    [Fact]
    public void It_is_for_one_key_list_filter_and_caller()
    {
        var word = Given.Seal(Key, Scope);
        Assert.False(Continuation.TryRead(word, new byte[32], out _, Scope));
        for (var part = 0; part < Scope.Length; part++)
        {
            string[] other = [.. Scope];
            other[part] += "x";
            Assert.False(Continuation.TryRead(word, Key, out _, other));
        }
        Assert.False(Continuation.TryRead(word, Key, out _, Scope.AsSpan(0, 2)));
        // The same letters, cut elsewhere.
        Assert.False(Continuation.TryRead(word, Key, out _, "ann/api", "/vendors/acme/findings", "severity", "high"));
        Assert.False(Continuation.TryRead(word, Key, out _, "ann", "/api/vendors/acme/findings", "severityhigh"));
    }

    [Fact]
    public void Whatever_is_sent_in_its_place_is_refused_and_breaks_nothing()
    {
        var bytes = ArbMap.Default.GeneratorFor<byte[]>();
        var words = Gen.OneOf(ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""), bytes.Select(some => Base64Url.EncodeToString(some)), bytes.Resize(2000).Select(some => Base64Url.EncodeToString(some)));
        Prop.ForAll(Arb.From(words), word => !Continuation.TryRead(word, Key, out _, Scope)).Check(Tried.Times());
        Assert.False(Continuation.TryRead(new string('A', 1_000_000), Key, out _, Scope));
    }
}
