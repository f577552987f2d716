using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Compliance.Findings;

/// <summary>Identity of a finding over audits: the first 32 hex digits of SHA-256 over
/// <c>rule\nvendor\nprincipal\nrole\naction</c>, lower case, absent = empty;
/// of a thing that is no event its name stands in place of the action.</summary>
public readonly partial record struct Fingerprint
{
    private readonly string? _value;

    private Fingerprint(string value) => _value = value;

    /// <exception cref="InvalidOperationException">The fingerprint is <c>default</c>.</exception>
    public string Value => _value ?? throw new InvalidOperationException("a default Fingerprint was used");

    public static Fingerprint Of(string rule, string vendor, string? principal, string? role, string? action)
    {
        var text = $"{rule}\n{vendor}\n{principal}\n{role}\n{action}".ToLowerInvariant();
        return new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]);
    }

    public static bool TryParse(string? text, out Fingerprint fingerprint)
    {
        var valid = text is not null && Shape().IsMatch(text);
        fingerprint = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"\A[0-9a-f]{32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
