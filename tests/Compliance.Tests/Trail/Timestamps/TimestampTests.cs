using System.Security.Cryptography.X509Certificates;
using Compliance.Trail.Timestamps;
using NodaTime;

namespace Compliance.Tests.Trail.Timestamps;

/// <summary>Against a real authority.</summary>
public sealed class TimestampTests
{
    private static readonly byte[] Checkpoint = "compliance.localhost/acme-bpo\n3\nroot\n\n— signature\n"u8.ToArray();

    [SkippableFact]
    public void An_authoritys_answer_is_a_token_over_the_bytes_with_its_time_and_name()
    {
        using var authority = OpensslAuthority.Start();
        var token = Ask(authority);

        var check = TimestampCheck.Check(token.Bytes, Checkpoint);
        Assert.Equal((TimestampVerdict.IssuerNotChecked, token.Time, "CN=Test Timestamp Authority"), (check.Verdict, check.Time, check.Authority));
        Assert.InRange(token.Time, Now - Duration.FromMinutes(10), Now + Duration.FromMinutes(1));
    }

    [SkippableFact]
    public void A_token_is_trusted_by_whoever_has_the_authoritys_root_and_by_nobody_with_another()
    {
        using var authority = OpensslAuthority.Start();
        using var other = OpensslAuthority.Start();
        var token = Ask(authority);

        Assert.Equal(TimestampVerdict.Trusted, TimestampCheck.Check(token, Checkpoint, [authority.Root]).Verdict);
        Assert.Equal(TimestampVerdict.Trusted, TimestampCheck.Check(token.ToResponse(), Checkpoint, [other.Root, authority.Root]).Verdict);
        Assert.Equal(TimestampVerdict.Invalid, TimestampCheck.Check(token, Checkpoint, [other.Root]).Verdict);
        Assert.Equal(TimestampVerdict.Invalid, TimestampCheck.Check(token, Checkpoint, []).Verdict);
    }

    [SkippableFact]
    public void A_token_proves_nothing_about_other_bytes()
    {
        using var authority = OpensslAuthority.Start();
        var check = TimestampCheck.Check(Ask(authority), [.. Checkpoint, (byte)'\n'], [authority.Root]);
        Assert.Equal((TimestampVerdict.Invalid, null, null), (check.Verdict, check.Time, check.Authority));
        Assert.Contains("other bytes", check.Detail, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void What_is_kept_as_tsr_is_what_openssl_takes()
    {
        using var authority = OpensslAuthority.Start();
        var response = Ask(authority).ToResponse();
        Assert.True(authority.Verifies(response, Checkpoint));
        Assert.False(authority.Verifies(response, [.. Checkpoint, 0]));
    }

    [SkippableFact]
    public void An_answer_to_another_question_is_refused()
    {
        using var authority = OpensslAuthority.Start();
        var request = TimestampRequest.Of(Checkpoint);

        // The same bytes, an earlier nonce.
        AssertRefused(request.Read(authority.Answer(TimestampRequest.Of(Checkpoint).Bytes)));
        AssertRefused(request.Read(authority.Answer(TimestampRequest.Of("another"u8).Bytes)));
        Assert.NotNull(request.Read(authority.Answer(request.Bytes)).Token);
    }

    [SkippableFact]
    public void An_answer_that_is_no_grant_or_holds_more_than_the_token_is_refused()
    {
        using var authority = OpensslAuthority.Start();
        var request = TimestampRequest.Of(Checkpoint);
        var answer = authority.Answer(request.Bytes);
        var token = request.Read(answer).Token!.Bytes.ToArray();

        AssertRefused(request.Read(authority.Answer("garbage"u8.ToArray())));
        AssertRefused(request.Read(Handmade.Response(2, null)));
        AssertRefused(request.Read(Handmade.Response(2, token)));
        AssertRefused(request.Read(Handmade.Response(0, null)));
        AssertRefused(request.Read(Array.Empty<byte>()));
        AssertRefused(request.Read((byte[])[.. answer, 0]));
        AssertRefused(request.Read(new byte[TimestampToken.MaxBytes + 1]));
        // What stands in a response is a token; the token alone is no response.
        AssertRefused(request.Read(token));
    }

    private static Instant Now => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    private static TimestampToken Ask(OpensslAuthority authority)
    {
        var request = TimestampRequest.Of(Checkpoint);
        var (token, problem) = request.Read(authority.Answer(request.Bytes));
        Assert.Null(problem);
        return token!;
    }

    private static void AssertRefused(TimestampAnswer answer)
    {
        Assert.Null(answer.Token);
        Assert.NotEmpty(answer.Problem!);
    }
}
