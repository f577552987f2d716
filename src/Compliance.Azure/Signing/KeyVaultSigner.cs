using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Compliance.Trail.Notes;

namespace Compliance.Signing;

/// <summary>Signs notes with a P-256 key that never leaves its key vault (operation <c>keys/sign</c>, ES256): only the digest of
/// the text goes there.</summary>
public sealed class KeyVaultSigner : INoteSigner
{
    private readonly VaultKey _key;
    private readonly Action _refused;

    internal KeyVaultSigner(string name, VaultKey key, Action refused)
    {
        Key = NoteKey.OfEcdsa(name, key.PublicKey);
        (_key, _refused) = (key, refused);
    }

    /// <inheritdoc/>
    public NoteKey Key { get; }

    /// <inheritdoc/>
    /// <exception cref="InputException">The vault refuses, or what it gave is not a signature by this key.</exception>
    /// <exception cref="Azure.RequestFailedException">It could not be reached, is busy, or failed.</exception>
    public async Task<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        try
        {
            var signature = Der(await _key.Requests.SignAsync(_key, SHA256.HashData(text.Span), cancellationToken));
            return Key.Verify(text.Span, signature) is NoteVerdict.Verified ? signature : throw _key.Requests.Odd("a signature that its public key verifies");
        }
        catch (InputException)
        {
            _refused();
            throw;
        }
    }

    // RFC 7518, section 3.4: r and s, 32 bytes each, big-endian. A note carries Ecdsa-Sig-Value of RFC 3279, section 2.2.3.
    private static byte[] Der(ReadOnlySpan<byte> signature)
    {
        var half = signature.Length / 2;
        var der = new AsnWriter(AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            der.WriteInteger(new BigInteger(signature[..half], isUnsigned: true, isBigEndian: true));
            der.WriteInteger(new BigInteger(signature[half..], isUnsigned: true, isBigEndian: true));
        }
        return der.Encode();
    }
}
