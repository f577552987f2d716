using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Compliance.Trail.Timestamps;

/// <summary>A token that the platform does not read because it lacks what it is signed with: it tells such a token from no other
/// that is broken, so its parts are read here.</summary>
internal static class UncheckableToken
{
    private const string TimestampInfo = "1.2.840.113549.1.9.16.1.4";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    private static readonly string[] Sha3 = ["2.16.840.1.101.3.4.2.8", "2.16.840.1.101.3.4.2.9", "2.16.840.1.101.3.4.2.10"];

    /// <param name="checkpoint">The bytes that it is said to be about.</param>
    /// <param name="token">TimeStampToken, or a whole response.</param>
    /// <returns>Whether it is over these bytes, and its signature is of a kind that cannot be checked here.</returns>
    public static bool IsOver(ReadOnlySpan<byte> checkpoint, ReadOnlyMemory<byte> token)
    {
        if (token.Length > TimestampToken.MaxBytes) return false;
        try
        {
            var cms = new SignedCms();
            cms.Decode((TimestampToken.Granted(token) ?? token).Span);
            if (cms.SignerInfos.Count != 1 || cms.ContentInfo.ContentType.Value != TimestampInfo) return false;
            if (!Rfc3161TimestampTokenInfo.TryDecode(cms.ContentInfo.Content, out var info, out _) || info.HashAlgorithmId.Value != Sha256) return false;
            return info.GetMessageHash().Span.SequenceEqual(SHA256.HashData(checkpoint)) && IsUnknown(cms.SignerInfos[0]);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool IsUnknown(SignerInfo signer)
    {
        if (signer.Certificate is not { } certificate) return false;
        if (Sha3.Contains(signer.DigestAlgorithm.Value) && !SHA3_256.IsSupported) return true;
        try
        {
            using AsymmetricAlgorithm? key = certificate.GetRSAPublicKey() ?? (AsymmetricAlgorithm?)certificate.GetECDsaPublicKey();
            return key is null;
        }
        catch (Exception lacking) when (lacking is CryptographicException or PlatformNotSupportedException)
        {
            return true;
        }
    }
}
