using Azure.Core;
using Azure.Identity;
using Compliance.Azure.Tests.Secrets;
using Moq;

namespace Compliance.Azure.Tests.Graph;

/// <summary>A service that refuses, breaks off, is slow or is not there.</summary>
public sealed class GraphFailureTests : IDisposable
{
    private readonly FakeGraph _graph = new();

    public void Dispose() => _graph.Dispose();

    [Theory]
    [InlineData(403, """{"error":{"code":"AuthorizationFailed","message":"ann@acme.example has no right"}}""", "403 AuthorizationFailed: the identity may not read these resources: grant it the role Reader")]
    [InlineData(403, "no JSON", "403: the identity may not read")]
    [InlineData(401, "", "401")]
    [InlineData(400, """{"error":{"code":"BadRequest","message":"ann@acme.example"}}""", "400 BadRequest")]
    [InlineData(400, """{"error":{"code":"ann@acme.example"}}""", "400: ")]
    [InlineData(429, "", "429")]
    [InlineData(503, "", "503")]
    [InlineData(202, "{}", "202")]
    public async Task A_refusal_says_what_to_do_and_repeats_nothing(int status, string body, string said)
    {
        _graph.Instead = async (_, context) =>
        {
            await LoopbackServer.WriteAsync(context, status, body);
            return true;
        };
        var refused = await _graph.RefusedAsync();
        Assert.StartsWith(said, refused, StringComparison.Ordinal);
        Assert.DoesNotContain("ann", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_refused()
    {
        _graph.Instead = async (_, context) =>
        {
            context.Response.ContentLength64 = 100;
            await context.Response.OutputStream.WriteAsync("{\"data\":["u8.ToArray());
            await context.Response.OutputStream.FlushAsync();
            context.Response.Abort();
            return true;
        };
        Assert.Contains("broke off", await _graph.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_refused()
    {
        _graph.Stop();
        Assert.Contains("could not be reached", await _graph.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_never_answers_is_cut_off_in_time()
    {
        var released = new TaskCompletionSource();
        _graph.Instead = async (_, _) =>
        {
            await released.Task;
            return false;
        };
        Assert.Contains("longer than 1 s", await _graph.RefusedAsync(_graph.Options(time: TimeSpan.FromSeconds(1))), StringComparison.Ordinal);
        released.SetResult();
    }

    [Fact]
    public async Task A_caller_who_gives_up_hears_no_other_reason()
    {
        using var gone = new CancellationTokenSource();
        _graph.Instead = async (_, _) =>
        {
            await gone.CancelAsync();
            return false;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _graph.Client().WriteAsync(Stream.Null, FakeGraph.Storage, gone.Token));
    }

    [Fact]
    public async Task Nobody_signed_in_is_refused()
    {
        var nobody = new Mock<TokenCredential>();
        nobody.Setup(credential => credential.GetTokenAsync(It.IsAny<TokenRequestContext>(), It.IsAny<CancellationToken>())).Throws(new CredentialUnavailableException("tenant 1234"));
        var refused = await Assert.ThrowsAsync<InputException>(() => _graph.Client(credential: nobody.Object).WriteAsync(Stream.Null, FakeGraph.Storage));
        Assert.Contains("signed in", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_to_write_is_told_as_it_is()
    {
        _graph.With(1);
        using var full = new MemoryStream(new byte[10]);
        await Assert.ThrowsAsync<NotSupportedException>(() => _graph.Client().WriteAsync(full, FakeGraph.Storage));
    }
}
