using System.Net;
using System.Security.Cryptography;
using System.Text;
using Compliance.Functions.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace Compliance.Functions.Tests.Access;

/// <summary>When an authority is asked for its keys, and what it cannot make of us.</summary>
public sealed class AuthorityKeysTests : IAsyncLifetime, IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly HandClock _clock = new();
    private readonly AuthorityKeys _keys;

    public AuthorityKeysTests() => _keys = new(new Uri(_authority.Address), _clock, NullLogger<AuthorityKeys>.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _authority.DisposeAsync();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task Made_up_keys_make_nobody_ask_more_than_once_a_minute()
    {
        await HasAsync("rsa");
        _clock.Now += AuthorityKeys.Pause;
        for (var i = 0; i < 50; i++) Assert.Empty((await _keys.FindAsync($"made-up-{i}", CancellationToken.None))!.Keys);
        Assert.Equal(4, _authority.Asked.Count);
    }

    [Fact]
    public async Task A_new_key_counts_within_a_minute_and_one_that_was_taken_back_within_hours()
    {
        await HasAsync("rsa");
        using var next = RSA.Create(2048);
        _authority.Published.Clear();
        _authority.PublishRsa("next", next);
        Assert.Empty((await _keys.FindAsync("next", CancellationToken.None))!.Keys);
        _clock.Now += AuthorityKeys.Pause;
        await HasAsync("next");
        Assert.Empty((await _keys.FindAsync("rsa", CancellationToken.None))!.Keys);
        _authority.Published.Clear();
        _authority.PublishRsa("third", next);
        await HasAsync("next");
        _clock.Now += AuthorityKeys.Fresh;
        await HasAsync("next");
        await UntilGoneAsync("next");
    }

    [Fact]
    public async Task Whose_key_is_known_waits_for_no_authority_that_does_not_answer()
    {
        await HasAsync("rsa");
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _authority.Instead = async context =>
        {
            asked.TrySetResult();
            await answer.Task;
            await Status(context, 503);
        };
        _clock.Now += AuthorityKeys.Fresh;
        for (var i = 0; i < 20; i++) Assert.Single((await _keys.FindAsync("rsa", CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(2)))!.Keys);
        await asked.Task;
        Assert.Equal(3, _authority.Asked.Count);
        answer.SetResult();
    }

    private async Task UntilGoneAsync(string keyId)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await _keys.FindAsync(keyId, CancellationToken.None))!.Keys.Count > 0) await Task.Delay(20, patience.Token);
    }

    [Fact]
    public async Task Those_who_come_at_once_at_the_start_are_all_answered_by_one_question()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _keys.FindAsync("rsa", CancellationToken.None)));
        Assert.All(answers, answer => Assert.Single(answer!.Keys));
        Assert.Equal(2, _authority.Asked.Count);
    }

    [Fact]
    public async Task An_authority_that_fails_is_asked_again_soon_and_what_it_said_before_counts_for_a_day()
    {
        _authority.Instead = context => Status(context, 500);
        Assert.Null(await _keys.FindAsync("rsa", CancellationToken.None));
        _authority.Instead = null;
        Assert.Null(await _keys.FindAsync("rsa", CancellationToken.None));
        _clock.Now += AuthorityKeys.PauseWithout;
        await HasAsync("rsa");
        _authority.Instead = context => Status(context, 503);
        _clock.Now += AuthorityKeys.Usable - TimeSpan.FromSeconds(1);
        await HasAsync("rsa");
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Null(await _keys.FindAsync("rsa", CancellationToken.None));
    }

    [Fact]
    public async Task A_caller_who_goes_away_does_not_call_the_question_off()
    {
        using var gone = new CancellationTokenSource();
        _authority.Instead = async context =>
        {
            _authority.Instead = null;
            await gone.CancelAsync();
            await Answer(context, $$"""{"issuer":"{{_authority.Issuer}}","jwks_uri":"{{_authority.KeysAddress}}"}""");
        };
        await _keys.FindAsync("rsa", gone.Token);
        Assert.Single((await _keys.FindAsync("rsa", CancellationToken.None))!.Keys);
        Assert.Equal(2, _authority.Asked.Count);
    }

    [Fact]
    public async Task No_redirect_is_followed()
    {
        await using var elsewhere = new TestAuthority();
        _authority.Instead = context =>
        {
            context.Response.Redirect(elsewhere.Address + "/.well-known/openid-configuration");
            return Task.CompletedTask;
        };
        Assert.Null(await _keys.FindAsync("rsa", CancellationToken.None));
        Assert.Empty(elsewhere.Asked);
    }

    [Theory]
    [InlineData("https://login.example.com/another/v2.0", null)]
    [InlineData("", null)]
    [InlineData(null, "http://192.0.2.1/keys")]
    [InlineData(null, "file:///etc/passwd")]
    [InlineData(null, "/keys")]
    public async Task Metadata_of_another_issuer_or_with_keys_in_the_clear_do_not_count(string? issuer, string? keys)
    {
        (_authority.Issuer, _authority.KeysAddress) = (issuer ?? _authority.Issuer, keys ?? _authority.KeysAddress);
        Assert.Null(await _keys.FindAsync("rsa", CancellationToken.None));
        Assert.Single(_authority.Asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("<html>")]
    [InlineData("{\"issuer\":1,\"jwks_uri\":{}}")]
    public async Task What_are_no_metadata_give_no_keys(string body)
    {
        _authority.Instead = context => Answer(context, body);
        Assert.Null(await _keys.FindAsync("rsa", CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"rsa\",\"n\":\"###\",\"e\":\"AQAB\"}]}")]
    [InlineData("{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"rsa\"}]}")]
    [InlineData("{\"keys\":[null, 1]}")]
    [InlineData("{\"keys\":[{\"kty\":\"EC\",\"kid\":\"rsa\",\"crv\":\"P-256\"}]}")]
    public async Task What_are_no_keys_give_none_and_break_nothing(string body)
    {
        _authority.Instead = context => context.Request.Url!.AbsolutePath.EndsWith("/keys", StringComparison.Ordinal)
            ? Answer(context, body) : Answer(context, $$"""{"issuer":"{{_authority.Issuer}}","jwks_uri":"{{_authority.KeysAddress}}"}""");
        using var tokens = new BearerTokens(new SignInOptions { TokenAudience = TestAuthority.Audience }, _keys, _clock);
        Assert.Null((await tokens.ReadAsync(_authority.Token(_authority.Payload(_clock.Now, "Operator")), CancellationToken.None)).Caller);
    }

    [Fact]
    public async Task An_answer_without_end_is_read_up_to_a_bound_and_one_that_does_not_come_is_not_waited_for()
    {
        _authority.Instead = async context =>
        {
            var much = new byte[64 << 10];
            for (var i = 0; i < 32; i++) await context.Response.OutputStream.WriteAsync(much);
        };
        Assert.Null(await _keys.FindAsync("rsa", CancellationToken.None));
        _clock.Now += AuthorityKeys.PauseWithout;
        _clock.Haste = 100;
        var never = new TaskCompletionSource();
        _authority.Instead = _ => never.Task;
        Assert.Null(await _keys.FindAsync("rsa", CancellationToken.None));
        never.SetResult();
    }

    private async Task HasAsync(string kid) => Assert.Single((await _keys.FindAsync(kid, CancellationToken.None))!.Keys);

    private static Task Status(HttpListenerContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static async Task Answer(HttpListenerContext context, string body) => await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
}
