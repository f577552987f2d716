using System.Net;
using System.Net.Http.Headers;
using Compliance.Delivery.Connecting;
using Compliance.Delivery.Posts;

namespace Compliance.Delivery;

/// <summary>A post for the sake of its answer, under the guards of every message: a name is resolved once and each address checked, no
/// redirect is followed, and the answer is read up to a bound.</summary>
/// <remarks>Only for what proves itself and is no secret, such as a signed timestamp over a digest: `http` to a public address is allowed.</remarks>
public sealed class Exchange : IDisposable
{
    private readonly DeliveryOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _http;

    /// <param name="options">Of which the time for all of it, from resolving the name to the last byte.</param>
    /// <param name="allowPrivate">Whether private and loopback addresses may be asked.</param>
    /// <exception cref="InputException">An option is out of its range.</exception>
    public Exchange(DeliveryOptions options, bool allowPrivate, TimeProvider clock)
    {
        (_options, _clock) = (options.Validated(), clock);
        _http = new HttpMessageInvoker(GuardedHandler.Of(options, new Dialer(options, clock), allowPrivate, clearToPublic: true));
    }

    /// <summary>Asks once. Nothing that the other side does comes out as an exception.</summary>
    /// <param name="most">Bytes that an answer may have.</param>
    /// <exception cref="OperationCanceledException">The caller wants no more.</exception>
    public async Task<ExchangeAnswer> PostAsync(Uri address, string contentType, byte[] body, int most, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _clock);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body), Version = HttpVersion.Version11 };
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("compliance", null));
            using var response = await _http.SendAsync(request, time.Token);
            return response.StatusCode == HttpStatusCode.OK ? await ReadAsync(response.Content, most, time.Token) : new(null, $"answered {(int)response.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return new(null, (e.InnerException as FailedAttemptException ?? Poster.Failure(e)).Message);
        }
        catch (IOException)
        {
            return new(null, "the connection broke before the answer was complete");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(null, $"no answer within {Words.Seconds(_options.Timeout)}");
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<ExchangeAnswer> ReadAsync(HttpContent content, int most, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[most + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return length > most ? new(null, $"the answer is longer than {most} bytes") : new(bytes[..length], null);
    }
}

/// <summary>What came back.</summary>
/// <param name="Bytes">Null: nothing that counts.</param>
/// <param name="Problem">Why not, without address or a word of the other side; null with bytes.</param>
public sealed record ExchangeAnswer(byte[]? Bytes, string? Problem);
