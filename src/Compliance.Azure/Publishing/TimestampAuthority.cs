using Compliance.Delivery;
using Compliance.Trail.Timestamps;

namespace Compliance.Publishing;

/// <summary>Asks a timestamp authority over HTTP (RFC 3161, section 3.4). It sees a SHA-256 and nothing else.</summary>
/// <remarks><c>http</c> is as good as <c>https</c> here: the answer is signed, tied to the question by a nonce, and verified before
/// it is kept; who reads along learns a digest. Public addresses only, unless it is said otherwise.</remarks>
public sealed class TimestampAuthority(Uri address, Exchange exchange)
{
    private const string Query = "application/timestamp-query";

    /// <summary>Time for one question, from resolving the name to the last byte of the answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>How an authority is reached.</summary>
    /// <param name="allowPrivate">For an authority of the company's own: private and loopback addresses as well.</param>
    public static Exchange Reach(bool allowPrivate, TimeProvider clock) => new(DeliveryOptions.Default with { Timeout = Patience }, allowPrivate, clock);

    /// <exception cref="InputException">The text is no address that could be asked.</exception>
    public static Uri AddressOf(string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address is { UserInfo: "", Fragment: "" }) return address;
        throw new InputException("the timestamp authority is to be an address that begins with `https://` or `http://`, without a user name");
    }

    /// <summary>A verified token over these bytes, or why there is none.</summary>
    /// <exception cref="OperationCanceledException">The caller wants no more.</exception>
    public async Task<TimestampAnswer> AskAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var request = TimestampRequest.Of(data.Span);
        var (answer, problem) = await exchange.PostAsync(address, Query, request.Bytes, TimestampToken.MaxBytes, cancellationToken);
        return answer is null ? new(null, problem) : request.Read(answer);
    }
}
