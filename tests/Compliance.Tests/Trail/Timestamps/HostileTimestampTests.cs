using System.Security.Cryptography.X509Certificates;
using Compliance.Trail.Timestamps;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Trail.Timestamps;

/// <summary>Tokens that are made to deceive, or are broken.</summary>
public sealed class HostileTimestampTests
{
    private static readonly byte[] Data = new Handmade().Data;

    [Fact]
    public void A_token_made_as_the_standard_says_is_taken()
    {
        var (token, root) = new Handmade().Make();
        var check = TimestampCheck.Check(token, Data, [root]);
        Assert.True(check.Verdict == TimestampVerdict.Trusted, check.Detail);
        Assert.Equal(Instant.FromDateTimeOffset(Handmade.Now), check.Time);
    }

    public static TheoryData<string> Wrong => [.. Wrongs.Keys];

    private static readonly Dictionary<string, Handmade> Wrongs = new()
    {
        ["a certificate for something else"] = new Handmade { Purpose = TimestampCertificates.ServerAuthentication },
        ["a purpose that is not critical"] = new Handmade { Critical = false },
        ["no word of which certificate signed"] = new Handmade { NamesItsCertificate = false },
        ["no certificate"] = new Handmade { Certificates = X509IncludeOption.None },
        ["a signature over SHA-1"] = new Handmade { Digest = "1.3.14.3.2.26" },
        ["an imprint that is said to be of another digest"] = new Handmade { ImprintDigest = "2.16.840.1.101.3.4.2.8" },
        ["another version"] = new Handmade { Version = 2 },
        ["a time before the certificate"] = new Handmade { Time = Handmade.Now.AddDays(-30) },
        ["a time after the certificate"] = new Handmade { Time = Handmade.Now.AddYears(5) },
        ["other data"] = new Handmade { Data = [1] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_token_with_something_wrong_is_worth_nothing(string what)
    {
        var (token, root) = Wrongs[what].Make();
        Assert.Equal(TimestampVerdict.Invalid, TimestampCheck.Check(token, Data).Verdict);
        Assert.Equal(TimestampVerdict.Invalid, TimestampCheck.Check(token, Data, [root]).Verdict);
    }

    [Fact]
    public void A_token_signed_with_what_this_platform_lacks_is_held_to_its_bytes_alone()
    {
        var (token, root) = new Handmade { UnknownCurve = true }.Make();
        var check = TimestampCheck.Check(token, Data, [root]);
        Assert.True(check is { Verdict: TimestampVerdict.NotSupported, Time: null, Authority: null }, check.Detail);
        Assert.Equal(TimestampVerdict.NotSupported, TimestampCheck.Check(Handmade.Response(0, token), Data).Verdict);
        Assert.Equal(TimestampVerdict.Invalid, TimestampCheck.Check(token, [1], [root]).Verdict);
    }

    [Fact]
    public void No_flipped_bit_changes_what_a_valid_token_states()
    {
        var (token, root) = new Handmade().Make();
        for (var i = 0; i < token.Length; i++)
        {
            var flipped = token.ToArray();
            flipped[i] ^= (byte)(1 << (i % 8));
            // Some bytes are not signed, such as how long a length is written; none of them may make another statement.
            var check = TimestampCheck.Check(flipped, Data, [root]);
            Assert.True(check.Verdict is TimestampVerdict.Invalid or TimestampVerdict.NotSupported || check.Time == Instant.FromDateTimeOffset(Handmade.Now), $"byte {i}");
        }
    }

    [Fact]
    public void A_token_cut_anywhere_is_none()
    {
        var (token, _) = new Handmade().Make();
        var response = Handmade.Response(0, token);
        for (var length = 0; length < token.Length; length++) Assert.False(TimestampToken.TryParse(token.AsMemory(0, length), out _));
        for (var length = 0; length < response.Length; length++) Assert.False(TimestampToken.TryParse(response.AsMemory(0, length), out _));
        Assert.True(TimestampToken.TryParse(response, out _));
    }

    [Fact]
    public void Something_behind_a_token_is_not_overlooked()
    {
        var (token, _) = new Handmade().Make();
        Assert.False(TimestampToken.TryParse((byte[])[.. token, 0], out _));
        Assert.False(TimestampToken.TryParse((byte[])[.. Handmade.Response(0, token), 0], out _));
    }

    [Fact]
    public void Arbitrary_bytes_are_no_token_and_no_harm() =>
        Check.One(Tried.Times(1_000), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            Assert.False(TimestampToken.TryParse(bytes, out _));
            Assert.Equal(TimestampVerdict.Invalid, TimestampCheck.Check(bytes, Data).Verdict);
            Assert.Null(TimestampRequest.Of(Data).Read(bytes).Token);
        }));

    [Fact]
    public void A_token_with_arbitrary_bytes_inside_does_no_harm()
    {
        var (token, root) = new Handmade().Make();
        var request = TimestampRequest.Of(Data);
        var spliced = from at in Gen.Choose(0, token.Length - 1)
                      from bytes in ArbMap.Default.GeneratorFor<byte[]>()
                      select (byte[])[.. token[..at], .. bytes, .. token[Math.Min(token.Length, at + bytes.Length)..]];
        Check.One(Tried.Times(500), Prop.ForAll(spliced.ToArbitrary(), bytes =>
        {
            var check = TimestampCheck.Check(bytes, Data, [root]);
            Assert.True(check.Verdict is TimestampVerdict.Invalid or TimestampVerdict.NotSupported || check.Time == Instant.FromDateTimeOffset(Handmade.Now));
            // Nobody asked for it: it has no nonce.
            Assert.Null(request.Read(Handmade.Response(0, token)).Token);
        }));
    }
}
