using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using NodaTime;

namespace Compliance.Trail.Timestamps;

/// <summary>An RFC 3161 token, read but not verified: what a timestamp authority is said to have signed.</summary>
public sealed class TimestampToken
{
    /// <summary>Bytes of a response; no honest one has more than a few kilobytes.</summary>
    public const int MaxBytes = 64 << 10;

    private readonly byte[] _bytes;

    private TimestampToken(byte[] bytes, Rfc3161TimestampToken read) => (_bytes, Read) = (bytes, read);

    /// <summary>DER of the TimeStampToken, a CMS SignedData.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The time it states, UTC.</summary>
    public Instant Time => Instant.FromDateTimeOffset(Read.TokenInfo.Timestamp);

    internal Rfc3161TimestampToken Read { get; }

    /// <summary>Reads a token, or a whole response (<c>.tsr</c>) that holds one, and nothing behind it.</summary>
    /// <returns>False: it is neither, or has more than <see cref="MaxBytes"/>.</returns>
    public static bool TryParse(ReadOnlyMemory<byte> bytes, out TimestampToken? token)
    {
        token = null;
        if (bytes.Length > MaxBytes) return false;
        return TryDecode(bytes, out token) || (Granted(bytes) is { } inner && TryDecode(inner, out token));
    }

    /// <summary>The token as a response says it (RFC 3161, section 2.4.2, status granted): what a <c>.tsr</c> file holds, and
    /// <c>openssl ts -verify -in</c> takes.</summary>
    public byte[] ToResponse()
    {
        var response = new AsnWriter(AsnEncodingRules.DER);
        using (response.PushSequence())
        {
            using (response.PushSequence()) response.WriteInteger((int)Rfc3161Status.Granted);
            response.WriteEncodedValue(_bytes);
        }
        return response.Encode();
    }

    private static bool TryDecode(ReadOnlyMemory<byte> bytes, out TimestampToken? token)
    {
        token = null;
        try
        {
            if (!Rfc3161TimestampToken.TryDecode(bytes, out var read, out var length) || length != bytes.Length) return false;
            // A year of five digits is no time that anybody could have stated.
            if (read.TokenInfo.Timestamp.Year is < 1999 or > 9998) return false;
            token = new(bytes.ToArray(), read);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The token in a response that grants one; null: it is no such response.</summary>
    internal static ReadOnlyMemory<byte>? Granted(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var all = new AsnReader(bytes, AsnEncodingRules.BER);
            var response = all.ReadSequence();
            var status = response.ReadSequence();
            if (all.HasData || !response.HasData || !status.TryReadInt32(out var code) || code is not ((int)Rfc3161Status.Granted or (int)Rfc3161Status.GrantedWithModifications)) return null;
            var token = response.ReadEncodedValue();
            return response.HasData ? null : token;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}

/// <summary>PKIStatus of RFC 3161, section 2.4.2: only with these two there is a token.</summary>
internal enum Rfc3161Status
{
    Granted = 0,
    GrantedWithModifications = 1,
}
