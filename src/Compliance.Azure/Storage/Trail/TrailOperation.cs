using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>An act as it is appended: its entries belong together under its key.</summary>
internal sealed class TrailOperation(string key, IReadOnlyList<TrailEntry> entries)
{
    public string Key => key;

    public IReadOnlyList<TrailEntry> Entries => entries;

    /// <summary>The key as rows have it: hex SHA-256, 64 digits.</summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Whether a text has the form of an <see cref="Id"/>.</summary>
    public static bool IsId([NotNullWhen(true)] string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);

    /// <summary>SHA-256 over the leaf hashes in order: tells an act repeated from another under its key.</summary>
    public byte[] Leaves { get; } = Digest(entries);

    /// <summary>What the entries take in a transaction.</summary>
    public long EncodedBytes { get; } = entries.Sum(TrailChunks.EncodedBytes);

    private static byte[] Digest(IReadOnlyList<TrailEntry> entries)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in entries) digest.AppendData(entry.Hash.Bytes);
        return digest.GetHashAndReset();
    }
}
