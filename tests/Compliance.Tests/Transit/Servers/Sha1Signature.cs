using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compliance.Tests.Transit.Servers;

/// <summary>sha1WithRSAEncryption, which the platform refuses to issue certificates with.</summary>
internal sealed class Sha1Signature(RSA key) : X509SignatureGenerator
{
    // AlgorithmIdentifier { 1.2.840.113549.1.1.5, NULL }.
    private static readonly byte[] Identifier = [0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x05, 0x05, 0x00];

    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => [.. Identifier];

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

    protected override PublicKey BuildPublicKey() => new(key);
}
