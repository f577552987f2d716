using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace Compliance.Trail.Timestamps;

/// <summary>What a timestamp authority is asked (RFC 3161, section 2.4.1): to state when it saw the SHA-256 of some bytes. It
/// learns nothing else of them.</summary>
/// <remarks>A nonce ties the answer to this request, so that an old answer cannot be given again; the signer's certificate is
/// asked for, so that the token can be checked with nothing but the authority's root.</remarks>
public sealed class TimestampRequest
{
    private const int NonceBytes = 16;

    private readonly Rfc3161TimestampRequest _request;
    private readonly byte[] _data;

    private TimestampRequest(Rfc3161TimestampRequest request, byte[] data) => (_request, _data) = (request, data);

    /// <summary>DER, as it is posted with the type <c>application/timestamp-query</c>.</summary>
    public byte[] Bytes => _request.Encode();

    public static TimestampRequest Of(ReadOnlySpan<byte> data)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        return new(Rfc3161TimestampRequest.CreateFromData(data, HashAlgorithmName.SHA256, nonce: nonce, requestSignerCertificates: true), data.ToArray());
    }

    /// <summary>Reads the answer and verifies it: granted, over these bytes, with this nonce, signed by the certificate it carries, and
    /// that certificate made for timestamps alone. Who issued the certificate is left to whoever checks the token later.</summary>
    /// <param name="answer">TimeStampResp as it came.</param>
    public TimestampAnswer Read(ReadOnlyMemory<byte> answer)
    {
        if (answer.Length > TimestampToken.MaxBytes) return new(null, $"the answer is longer than {TimestampToken.MaxBytes} bytes");
        try
        {
            _request.ProcessResponse(answer, out _);
            // From the same bytes again: a token is kept exactly as it came.
            if (!TimestampToken.TryParse(answer, out var read)) return new(null, "the answer is not a token alone: something is before or behind it");
            var check = TimestampCheck.Check(read!, _data);
            return check.Verdict is TimestampVerdict.Invalid or TimestampVerdict.NotSupported ? new(null, check.Detail) : new(read, null);
        }
        catch (CryptographicException refused)
        {
            return new(null, $"the answer is not a timestamp for what was asked: {refused.Message}");
        }
    }
}

/// <summary>What came of a request.</summary>
/// <param name="Token">Null: there is none that could be kept.</param>
/// <param name="Problem">Why not, without a word of the authority; null with a token.</param>
public sealed record TimestampAnswer(TimestampToken? Token, string? Problem);
