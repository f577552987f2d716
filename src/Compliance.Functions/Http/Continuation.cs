using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace Compliance.Functions.Http;

/// <summary>Where a list goes on, as a link says it: the store's own word and until when it counts, encrypted by AES-256-GCM, which also covers what list it is and
/// who asked. The word names the row at which a page ends, which need not be one that the caller may see. Base64url of version, nonce, the encrypted and the tag.</summary>
/// <param name="Word">The store's own.</param>
public sealed record Continuation(string Word, Instant Expires)
{
    /// <summary>How long a link can be followed.</summary>
    public static readonly Duration Lifetime = Duration.FromHours(24);

    private const byte Version = 2;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeadSize = 1 + NonceSize;
    private const int KeySize = 32;
    private const int MostCharacters = 4096;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="scope">What it is bound to: each part tells requests apart.</param>
    public string Seal(byte[] key, params ReadOnlySpan<string> scope)
    {
        var size = sizeof(long) + Encoding.UTF8.GetByteCount(Word);
        var open = new byte[size];
        BinaryPrimitives.WriteInt64BigEndian(open, Expires.ToUnixTimeSeconds());
        Encoding.UTF8.GetBytes(Word, open.AsSpan(sizeof(long)));
        var bytes = new byte[HeadSize + size + TagSize];
        bytes[0] = Version;
        RandomNumberGenerator.Fill(bytes.AsSpan(1, NonceSize));
        using var cipher = CipherOf(key);
        cipher.Encrypt(bytes.AsSpan(1, NonceSize), open, bytes.AsSpan(HeadSize, size), bytes.AsSpan(HeadSize + size), Context(scope));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads what <see cref="Seal"/> wrote with the same key for the same scope; nothing else. Whether it has expired, the caller looks.</summary>
    public static bool TryRead(string text, byte[] key, [NotNullWhen(true)] out Continuation? continuation, params ReadOnlySpan<string> scope)
    {
        continuation = null;
        if (text.Length is 0 or > MostCharacters || !Base64Url.IsValid(text)) return false;
        var bytes = Base64Url.DecodeFromChars(text);
        // Several texts may stand for the same bytes; one of them was given out.
        if (bytes.Length < HeadSize + sizeof(long) + TagSize || bytes[0] != Version || Base64Url.EncodeToString(bytes) != text) return false;
        var open = new byte[bytes.Length - HeadSize - TagSize];
        using var cipher = CipherOf(key);
        try
        {
            cipher.Decrypt(bytes.AsSpan(1, NonceSize), bytes.AsSpan(HeadSize, open.Length), bytes.AsSpan(HeadSize + open.Length), open, Context(scope));
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        continuation = new(Strict.GetString(open.AsSpan(sizeof(long))), Instant.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(open)));
        return true;
    }

    // Links of an earlier version were signed with the key itself.
    private static AesGcm CipherOf(byte[] key) => new(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeySize, info: "compliance continuation 2"u8.ToArray()), TagSize);

    // As JSON, so that no two scopes are the same bytes.
    private static byte[] Context(ReadOnlySpan<string> scope) => JsonSerializer.SerializeToUtf8Bytes<string[]>(["compliance continuation", $"{Version}", .. scope]);
}
