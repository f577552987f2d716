using System.Security.Cryptography;
using System.Text;

namespace Compliance.Incidents;

/// <summary>What the trail says in place of texts: <c>sha256:</c> and SHA-256(salt ‖ bytes). Whoever guesses the bytes cannot confirm it without
/// the salt; who shows both later shows that it was these.</summary>
/// <param name="salt">Of bytes; the same for the same, so that a repetition says the same.</param>
public sealed class Commitments(Func<byte[], byte[]> salt)
{
    /// <summary>Of a record as it is stored.</summary>
    public string Of(IncidentRecord record) => Of(IncidentJson.Write(record));

    /// <summary>Of a text in UTF-8; null for null.</summary>
    public string? Of(string? text) => text is null ? null : Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Of texts, one a line; null when there are none.</summary>
    public string? OfList(IReadOnlyList<string> texts) => texts.Count == 0 ? null : Of(string.Join('\n', texts));

    /// <summary>What opens the digest of a record, as hex digits.</summary>
    public string SaltOf(IncidentRecord record) => Convert.ToHexStringLower(salt(IncidentJson.Write(record)));

    private string Of(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData([.. salt(bytes), .. bytes]));
}
