using System.Net;

namespace Compliance.Delivery.Connecting;

/// <summary>HTTP to addresses that may be asked, and no further: no redirects, proxies, cookies or credentials.</summary>
internal static class GuardedHandler
{
    private const int MostDrained = 64 << 10;

    /// <param name="clearToPublic">Whether a public address may be asked without TLS: only where what comes back proves itself, and nothing
    /// that is sent is confidential.</param>
    public static SocketsHttpHandler Of(DeliveryOptions options, Dialer dialer, bool allowPrivate, bool clearToPublic = false) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        // What follows from one span to the next is no business of a receiver.
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = MostDrained,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        // A connection is made in the background, beyond the time of the request that asked for it.
        ConnectTimeout = options.Timeout,
        // A name that has moved is asked for again soon.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        SslOptions = new Trust(options.Roots).Options(),
        ConnectCallback = async (context, cancellation) =>
        {
            var clear = !clearToPublic && context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttp;
            return await dialer.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, allowPrivate, clear, cancellation);
        },
    };
}
