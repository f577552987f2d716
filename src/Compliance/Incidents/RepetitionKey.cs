using System.Security.Cryptography;

namespace Compliance.Incidents;

/// <summary>Tells the repetition of an act from a second act.</summary>
public static class RepetitionKey
{
    /// <summary>SHA-256 in lower-case hex over what the records say and who says it, without when: the same for the same act,
    /// however often it is asked for.</summary>
    public static string Of(IEnumerable<IncidentRecord> act)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var record in act)
        {
            digest.AppendData(IncidentJson.Write(record with { At = default, By = record.By.Trim().ToLowerInvariant() }));
            digest.AppendData("\n"u8);
        }
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
