using System.Security.Cryptography;
using System.Text;

namespace Compliance.Storage;

/// <summary>Text from logs on its way into a row or a leaf: whatever a log holds, it must not stop an audit there.</summary>
internal static class StoredText
{
    // A text property has at most 64 KiB in UTF-16.
    private const int PropertyCharacters = 32_000;

    private const int EntryCharacters = 512;

    /// <summary>As much of a text as a property takes.</summary>
    public static string Cut(string text) => WellFormed(text.Length <= PropertyCharacters ? text : text[..PropertyCharacters] + "…");

    /// <summary>A text for an entry of the trail: one that is longer than 512 characters, by its digest.</summary>
    public static string ForEntry(string text) =>
        text.Length <= EntryCharacters ? WellFormed(text) : Digest(text);

    /// <summary>What an entry has of a text that may hold names: <c>sha256:…</c>.</summary>
    public static string Digest(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Lone surrogates, which UTF-8 cannot say, become U+FFFD.</summary>
    public static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
