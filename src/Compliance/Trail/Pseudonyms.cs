using System.Security.Cryptography;
using System.Text;

namespace Compliance.Trail;

/// <summary>Names as the trail says them: the same name always gives the same word, and nobody without the vendor's key
/// can go from one to the other. With the key destroyed and the name table emptied, the trail still verifies and names nobody.</summary>
/// <remarks><c>prefix + base32(HMAC-SHA256(key, prefix ‖ UTF-8(name)))[0..26]</c>: RFC 4648 alphabet in lower case, 130 bits.
/// The prefix is part of the message, so that a person and a resource of one name have unlike pseudonyms. Persons are
/// compared ignoring case everywhere, hence folded to lower case first; resources and findings are taken as they are.</remarks>
public sealed class Pseudonyms
{
    /// <summary>Length of a vendor's key, in bytes.</summary>
    public const int KeySize = 32;

    private const int Letters = 26;

    private readonly byte[] _key;

    /// <param name="key">The vendor's own key, <see cref="KeySize"/> bytes.</param>
    public Pseudonyms(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeySize) throw new ArgumentException($"a pseudonym key has {KeySize} bytes, not {key.Length}", nameof(key));
        _key = key.ToArray();
    }

    /// <summary><c>p:…</c> of a person or account; letter case does not matter.</summary>
    public string OfPerson(string name) => Of("p:", name.ToLowerInvariant());

    /// <summary><c>r:…</c> of a resource id.</summary>
    public string OfResource(string id) => Of("r:", id);

    /// <summary><c>f:…</c> of a finding's fingerprint, which anybody could recompute from names that they guess.</summary>
    public string OfFinding(string fingerprint) => Of("f:", fingerprint);

    /// <summary>Salt for a digest of bytes that could be guessed: <c>HMAC-SHA256(key, "salt" ‖ bytes)</c>, 32 bytes.</summary>
    public byte[] SaltOf(byte[] bytes) => HMACSHA256.HashData(_key, (byte[])[.. "salt"u8, .. bytes]);

    private string Of(string prefix, string name)
    {
        var mac = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(prefix + name));
        return prefix + Base32(mac);
    }

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
        Span<char> letters = stackalloc char[Letters];
        for (var i = 0; i < Letters; i++)
        {
            var bit = i * 5;
            var pair = bytes[bit / 8] << 8 | bytes[bit / 8 + 1];
            letters[i] = Alphabet[pair >> (11 - bit % 8) & 31];
        }
        return new(letters);
    }
}
