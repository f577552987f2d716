using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using NodaTime;

namespace Compliance.Playbooks.Running;

/// <summary>A message's id is a digest of what it is about: a repetition after a crash is the same message to whoever receives it.</summary>
internal static class DeliveryId
{
    /// <returns><c>d-</c> and 32 hex digits.</returns>
    public static string Of(string vendor, string incident, string purpose, string? about, string to, Instant? due, int? percent)
    {
        // A JSON array, because no two lists of texts are one.
        var fields = JsonSerializer.SerializeToUtf8Bytes(new[]
        {
            vendor, incident, purpose, about, to, due?.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture), percent?.ToString(CultureInfo.InvariantCulture),
        });
        return $"d-{Convert.ToHexStringLower(SHA256.HashData(fields))[..32]}";
    }
}
