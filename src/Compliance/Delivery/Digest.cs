using System.Security.Cryptography;
using System.Text;

namespace Compliance.Delivery;

/// <summary>SHA-256 as results carry it: lower-case hex.</summary>
internal static class Digest
{
    public static readonly string OfNothing = Of("");

    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
