using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Compliance.Delivery.Posts;

/// <summary>Signatures of Standard Webhooks 1.0.0, version v1: HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
public static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>How far a timestamp may be from a receiver's clock.</summary>
    public static readonly Duration Tolerance = Duration.FromMinutes(5);

    private const string Version = "v1,";
    private const string Prefix = "whsec_";
    private const int FewestBytes = 24;
    private const int MostBytes = 64;
    private const int MostSecrets = 4;

    /// <summary>Signs a body with each secret, so that a receiver verifies with the old one or the new.</summary>
    /// <param name="secrets">1 to 4 of the form <c>whsec_</c> and base64 of 24 to 64 bytes, with spaces between.</param>
    /// <param name="timestamp">Of the attempt, in seconds since 1970.</param>
    /// <exception cref="InputException">A secret is none; it is not shown.</exception>
    public static string Of(string secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var signed = new List<string>();
        foreach (var key in Keys(secrets)) signed.Add(Version + Convert.ToBase64String(Mac(key, id, timestamp, body)));
        return string.Join(' ', signed);
    }

    /// <summary>Whether one of the signatures is of one of the secrets, and the timestamp near <paramref name="now"/>: what a receiver has to ask.</summary>
    /// <exception cref="InputException">A secret is none; it is not shown.</exception>
    public static bool Verifies(string secrets, string id, string timestamp, string signatures, ReadOnlySpan<byte> body, Instant now)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (Math.Abs((decimal)seconds - now.ToUnixTimeSeconds()) > (decimal)Tolerance.TotalSeconds) return false;
        var given = signatures.Split(' ').Where(one => one.StartsWith(Version, StringComparison.Ordinal)).Select(one => Encoding.UTF8.GetBytes(one)).ToList();
        foreach (var key in Keys(secrets))
        {
            var expected = Encoding.UTF8.GetBytes(Version + Convert.ToBase64String(Mac(key, id, seconds, body)));
            if (given.Any(one => CryptographicOperations.FixedTimeEquals(one, expected))) return true;
        }
        return false;
    }

    private static byte[] Mac(byte[] key, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }

    private static List<byte[]> Keys(string secrets)
    {
        var parts = secrets.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > MostSecrets) throw new InputException($"expected 1 to {MostSecrets} signing secrets with spaces between; there are {parts.Length}");
        return [.. parts.Select((part, index) => Key(part) ?? throw new InputException(
            $"signing secret {index + 1} of {parts.Length} is to be `{Prefix}` and base64 of {FewestBytes} to {MostBytes} bytes: make one with `openssl rand -base64 32`"))];
    }

    private static byte[]? Key(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var key = new byte[MostBytes + 2];
        return Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length) && length is >= FewestBytes and <= MostBytes ? key[..length] : null;
    }
}
