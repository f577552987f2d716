using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using Compliance.Delivery.Connecting;
using NodaTime;

namespace Compliance.Delivery.Posts;

/// <summary>Posts, and reads the answer. Redirects are never followed; there are no proxies, cookies or credentials.</summary>
internal sealed class Poster : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _public;
    private readonly HttpMessageInvoker _private;

    public Poster(DeliveryOptions options, Dialer dialer, TimeProvider clock)
    {
        _clock = clock;
        // Two, for connections are kept: one that a private channel made must not serve a public one.
        _public = new HttpMessageInvoker(GuardedHandler.Of(options, dialer, allowPrivate: false));
        _private = new HttpMessageInvoker(GuardedHandler.Of(options, dialer, allowPrivate: true));
    }

    /// <returns>The status, which is one that says: taken.</returns>
    /// <exception cref="FailedAttemptException">Everything else.</exception>
    public async Task<int> PostAsync(Post post, bool allowPrivate, CancellationToken cancellation)
    {
        try
        {
            using var request = Request(post);
            using var response = await (allowPrivate ? _private : _public).SendAsync(request, cancellation);
            return await TakenAsync(post, response, cancellation);
        }
        catch (HttpRequestException e)
        {
            throw e.InnerException as FailedAttemptException ?? Failure(e);
        }
        catch (IOException)
        {
            throw FailedAttemptException.Again("the connection broke before the answer was complete");
        }
    }

    public void Dispose()
    {
        _public.Dispose();
        _private.Dispose();
    }

    private async Task<int> TakenAsync(Post post, HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        if (!post.Accepted.Contains(status)) throw Refusal(status, RetryAfter(response.Headers.RetryAfter));
        if (post.Word is { } word && !await IsAsync(response.Content, word, cancellation))
            throw FailedAttemptException.Again($"answered {status}, but not `{word}`: something else than the channel answers there", status);
        return status;
    }

    private static FailedAttemptException Refusal(int status, Duration? retryAfter) => status switch
    {
        >= 300 and < 400 => FailedAttemptException.Refused($"answered {status}, a redirect, which is never followed: set the final address", status),
        410 => FailedAttemptException.Refused("answered 410: the receiver has disabled this address", status),
        408 or 425 or 429 or >= 500 => new FailedAttemptException(DeliveryOutcome.Again, $"answered {status}", status, retryAfter),
        >= 400 => FailedAttemptException.Refused($"answered {status}", status),
        _ => FailedAttemptException.Again($"answered {status}, which does not say that the message was taken", status),
    };

    private Duration? RetryAfter(RetryConditionHeaderValue? header)
    {
        var asked = header?.Delta ?? (header?.Date is { } date ? date - _clock.GetUtcNow() : null);
        return asked is { } time ? Duration.Max(Duration.Zero, Duration.Min(Duration.FromTimeSpan(time), RetrySchedule.MostAsked)) : null;
    }

    private static async Task<bool> IsAsync(HttpContent content, string word, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var start = new byte[word.Length + 2];
        var length = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.ASCII.GetString(start, 0, length).TrimEnd() == word;
    }

    /// <summary>What broke, in words that are fit for a record.</summary>
    internal static FailedAttemptException Failure(HttpRequestException e) => e switch
    {
        { InnerException: AuthenticationException } => FailedAttemptException.Refused("no TLS that can be trusted: the certificate, or what was offered, is not acceptable"),
        { HttpRequestError: HttpRequestError.SecureConnectionError } => FailedAttemptException.Again("the connection broke while TLS was being agreed"),
        { HttpRequestError: HttpRequestError.InvalidResponse } => FailedAttemptException.Again("what came back is no answer of HTTP"),
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => FailedAttemptException.Again("the head of the answer is larger than any honest one"),
        _ => FailedAttemptException.Again("the connection broke before an answer came"),
    };

    private static HttpRequestMessage Request(Post post)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, post.Address) { Content = new ByteArrayContent(post.Body), Version = HttpVersion.Version11 };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(post.ContentType);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("compliance", null));
        foreach (var (name, value) in post.Headers) request.Headers.Add(name, value);
        return request;
    }
}
