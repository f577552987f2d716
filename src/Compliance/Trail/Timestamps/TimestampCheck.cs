using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using NodaTime;

namespace Compliance.Trail.Timestamps;

/// <summary>What a token is worth as proof.</summary>
public enum TimestampVerdict
{
    /// <summary>It proves nothing about these bytes.</summary>
    Invalid,

    /// <summary>It is over these bytes, and signed in a way that this platform cannot check: what it states is not proven here.</summary>
    NotSupported,

    /// <summary>It is signed, and over these bytes; anybody could have made the certificate that signed it.</summary>
    IssuerNotChecked,

    /// <summary>And the certificate leads to an authority that the checker trusts.</summary>
    Trusted,
}

/// <summary>A token held against the bytes it is said to be about. Needs no network.</summary>
/// <param name="Time">What the token states, UTC: the bytes existed then. Null when it is invalid or cannot be checked.</param>
/// <param name="Authority">Subject of the certificate that signed it; null when it is invalid or cannot be checked.</param>
/// <param name="Detail">For a person: why.</param>
public sealed record TimestampCheck(TimestampVerdict Verdict, Instant? Time, string? Authority, string Detail)
{
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const int LongestName = 200;

    // id-kp-timeStamping, RFC 3161, section 2.3.
    private static readonly Oid Timestamping = new("1.3.6.1.5.5.7.3.8");

    private static readonly string[] SoundDigests = [Sha256, "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3", "2.16.840.1.101.3.4.2.8", "2.16.840.1.101.3.4.2.9", "2.16.840.1.101.3.4.2.10"];

    /// <param name="token">TimeStampToken, or a whole response (<c>.tsr</c>).</param>
    /// <param name="checkpoint">The bytes of the signed checkpoint, exactly.</param>
    /// <param name="anchors">Roots of timestamp authorities that the checker trusts; null: none are given, and the issuer is not checked.</param>
    /// <remarks>The chain is judged as of the token's own time, and revocation is not asked for: that needs the network, and an
    /// authority whose key was stolen can be made to state any time from then on.</remarks>
    public static TimestampCheck Check(ReadOnlyMemory<byte> token, ReadOnlySpan<byte> checkpoint, X509Certificate2Collection? anchors = null) =>
        TimestampToken.TryParse(token, out var read) ? Check(read!, checkpoint, anchors)
        : UncheckableToken.IsOver(checkpoint, token) ? new(TimestampVerdict.NotSupported, null, null, "over these bytes, and signed with an algorithm or a curve that this platform does not have: check it on another")
        : Invalid("these bytes are no RFC 3161 token");

    /// <inheritdoc cref="Check(ReadOnlyMemory{byte}, ReadOnlySpan{byte}, X509Certificate2Collection?)"/>
    public static TimestampCheck Check(TimestampToken token, ReadOnlySpan<byte> checkpoint, X509Certificate2Collection? anchors = null)
    {
        var info = token.Read.TokenInfo;
        if (info.Version != 1) return Invalid($"the token is of version {info.Version}, not 1");
        if (info.HashAlgorithmId.Value != Sha256) return Invalid("the token is not over a SHA-256");
        if (!info.GetMessageHash().Span.SequenceEqual(SHA256.HashData(checkpoint))) return Invalid("the token is over other bytes than these");
        return Signer(token, checkpoint) is { } signer ? Judged(token, signer, anchors) : Invalid("the token's signature does not verify with a certificate in it that is for timestamps alone");
    }

    private static X509Certificate2? Signer(TimestampToken token, ReadOnlySpan<byte> checkpoint)
    {
        try
        {
            var cms = token.Read.AsSignedCms();
            if (cms.SignerInfos.Count != 1 || !SoundDigests.Contains(cms.SignerInfos[0].DigestAlgorithm.Value)) return null;
            return token.Read.VerifySignatureForData(checkpoint, out var signer) ? signer : null;
        }
        // A key or a curve that this platform does not have.
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static TimestampCheck Judged(TimestampToken token, X509Certificate2 signer, X509Certificate2Collection? anchors)
    {
        var authority = Name(signer);
        if (anchors is null) return new(TimestampVerdict.IssuerNotChecked, token.Time, authority, "signed, and over these bytes; who issued the certificate was not checked");
        // One by one: authorities keep their name when they change their key, and a chain is built by names.
        return anchors.Any(anchor => LeadsTo(anchor, signer, token))
            ? new(TimestampVerdict.Trusted, token.Time, authority, "signed by an authority that is trusted, and over these bytes")
            : Invalid("the token's certificate does not lead to one of the authorities given, or was not in force at the token's time");
    }

    private static bool LeadsTo(X509Certificate2 anchor, X509Certificate2 signer, TimestampToken token)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(anchor);
        chain.ChainPolicy.ExtraStore.AddRange(token.Read.AsSignedCms().Certificates);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(Timestamping);
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = token.Read.TokenInfo.Timestamp.UtcDateTime;
        try
        {
            return chain.Build(signer);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // What stands in a certificate was written by whoever made it.
    private static string Name(X509Certificate2 signer)
    {
        var name = string.Concat(signer.Subject.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c));
        return name.Length <= LongestName ? name : name[..LongestName] + "…";
    }

    private static TimestampCheck Invalid(string why) => new(TimestampVerdict.Invalid, null, null, why);
}
