using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Compliance.Trail.Notes;

/// <summary>A public key that signs notes, and the name it signs as; written as a C2SP vkey,
/// <c>name+key id+base64(algorithm ‖ public key)</c>.</summary>
/// <remarks>Verified here: ECDSA on P-256. Keys of other algorithms are read, and what they say is <see cref="NoteVerdict.NotSupported"/>.</remarks>
public sealed class NoteKey : IEquatable<NoteKey>
{
    public const byte Ed25519 = 0x01;

    public const byte Ecdsa = 0x02;

    /// <summary>A witness's Ed25519 signature over time and checkpoint (C2SP tlog-cosignature).</summary>
    public const byte Ed25519Cosignature = 0x04;

    /// <summary>A witness's ML-DSA-44 signature.</summary>
    public const byte MlDsaCosignature = 0x06;

    // SubjectPublicKeyInfo of an uncompressed point on P-256, up to the point's coordinates (RFC 5480, section 2).
    private static readonly byte[] P256Prefix = Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private readonly byte[] _publicKey;

    private NoteKey(string name, uint keyId, byte algorithm, byte[] publicKey) =>
        (Name, KeyId, Algorithm, _publicKey) = (name, keyId, algorithm, publicKey);

    public string Name { get; }

    /// <summary>Of ECDSA the first four bytes of SHA-256 over the SPKI, else of SHA-256 over <c>name ‖ 0x0A ‖ algorithm ‖ key</c>; big-endian.</summary>
    public uint KeyId { get; }

    /// <summary>First byte of the vkey's payload.</summary>
    public byte Algorithm { get; }

    /// <summary>The key id as a vkey writes it: 8 hex digits.</summary>
    public string KeyIdHex => KeyId.ToString("x8", CultureInfo.InvariantCulture);

    /// <param name="spki">SubjectPublicKeyInfo, DER, of a point on P-256 in its uncompressed form.</param>
    /// <exception cref="FormatException">It is another key, or the name is none.</exception>
    public static NoteKey OfEcdsa(string name, ReadOnlySpan<byte> spki)
    {
        SignedNote.RequireName(name);
        RequireP256(spki);
        return new(name, IdOf(name, Ecdsa, spki), Ecdsa, spki.ToArray());
    }

    /// <exception cref="FormatException">The text is not a vkey, or its id is not that of its key.</exception>
    public static NoteKey Parse(string vkey)
    {
        // The payload's base64 may hold plus signs too.
        var parts = vkey.Split('+', 3);
        if (parts.Length != 3 || !TryReadId(parts[1], out var keyId) || !StrictBase64.TryRead(parts[2], out var payload) || payload.Length < 2)
            throw new FormatException("a verifier key is `name+key id+base64`: 8 lower-case hex digits, then the algorithm's byte and the public key");
        var (name, algorithm, publicKey) = (parts[0], payload[0], payload[1..]);
        SignedNote.RequireName(name);
        if (algorithm == Ecdsa) RequireP256(publicKey);
        if (algorithm is Ed25519 or Ed25519Cosignature && publicKey.Length != 32)
            throw new FormatException($"an Ed25519 key has 32 bytes, that of `{name}` {publicKey.Length}");
        // Keys of other types choose their ids as their own specifications say.
        if (algorithm is Ed25519 or Ecdsa or Ed25519Cosignature or MlDsaCosignature && IdOf(name, algorithm, publicKey) is var id && id != keyId)
            throw new FormatException($"the key of `{name}` has the id {id:x8}, but its verifier key says {keyId:x8}");
        return new(name, keyId, algorithm, publicKey);
    }

    /// <summary>Whether this key made a signature.</summary>
    /// <param name="text">The note's text with the line break that ends it.</param>
    /// <param name="signature">What follows the key id in the signature line.</param>
    public NoteVerdict Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        // .NET 10 has no Ed25519, and its ML-DSA is not on every platform; a witness's key signs another message, too.
        if (Algorithm != Ecdsa) return NoteVerdict.NotSupported;
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_publicKey, out _);
        return key.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) ? NoteVerdict.Verified : NoteVerdict.Invalid;
    }

    /// <summary>The key as OpenSSL reads it, ended by a line break.</summary>
    /// <exception cref="InvalidOperationException">The key is not of ECDSA.</exception>
    public string PublicKeyPem() =>
        Algorithm == Ecdsa ? PemEncoding.WriteString("PUBLIC KEY", _publicKey) + "\n" : throw new InvalidOperationException($"the key of `{Name}` is not an ECDSA key");

    /// <summary>The vkey.</summary>
    public override string ToString() => $"{Name}+{KeyIdHex}+{Convert.ToBase64String([Algorithm, .. _publicKey])}";

    public bool Equals(NoteKey? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as NoteKey);

    public override int GetHashCode() => HashCode.Combine(Name, KeyId);

    private static uint IdOf(string name, byte algorithm, ReadOnlySpan<byte> publicKey)
    {
        byte[] named = algorithm == Ecdsa ? [.. publicKey] : [.. Encoding.UTF8.GetBytes(name), (byte)'\n', algorithm, .. publicKey];
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(named));
    }

    private static bool TryReadId(string text, out uint id) =>
        uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id) && text == id.ToString("x8", CultureInfo.InvariantCulture);

    private static void RequireP256(ReadOnlySpan<byte> spki)
    {
        if (spki.Length != P256Prefix.Length + 64 || !spki.StartsWith(P256Prefix))
            throw new FormatException("an ECDSA key of a note is a point on P-256, as SubjectPublicKeyInfo of 91 bytes");
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(spki, out _);
        }
        catch (CryptographicException e)
        {
            throw new FormatException("an ECDSA key of a note is a point on P-256, and this one does not lie on the curve", e);
        }
    }
}
