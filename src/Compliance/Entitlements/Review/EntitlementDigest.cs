using System.Security.Cryptography;
using System.Text;
using Compliance.Vendors;

namespace Compliance.Entitlements.Review;

/// <summary>By which a decision finds the entitlement it was made about in later lists: SHA-256 over system, account and role, ignoring case; lower-case hex.
/// It names nobody, but whoever knows the three can compute it.</summary>
public static class EntitlementDigest
{
    /// <param name="role">Null: the account itself.</param>
    public static string Of(string system, string account, string? role)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(account);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Pattern.Fold(system)}\n{Pattern.Fold(account)}\n{Pattern.Fold(role ?? "")}")));
    }
}
