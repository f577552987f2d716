using System.Globalization;
using Compliance.Resources.Json;
using NodaTime;

namespace Compliance.Resources.Operators;

/// <summary><c>version-gte</c>: a TLS version in any of the spellings Azure has, at least as new as the required one. Newer is not worse.</summary>
internal sealed class VersionTest(TlsSpelling required) : ValueTest
{
    protected override TestAnswer Ask(TapeNode value, Instant? at)
    {
        if (value.Kind is not (NodeKind.Text or NodeKind.Number)) return Unexpected(value, "a TLS version");
        return TlsSpelling.Read(value.GetText()) is { } found ? found.CompareTo(required) >= 0 : Unexpected(value, "a TLS version");
    }
}

/// <summary>A TLS version as settings spell it: <c>TLS1_2</c>, <c>TLS12</c>, <c>Tls12</c>, <c>TLSv1.2</c>, <c>TLSv1_2</c>, <c>1.2</c>; <c>Tls</c> is 1.0.</summary>
internal readonly record struct TlsSpelling(int Major, int Minor) : IComparable<TlsSpelling>
{
    /// <summary>No minimum at all, and SSL, come before every version of TLS.</summary>
    private static readonly TlsSpelling NoMinimum = new(0, 0);

    private static readonly HashSet<string> NoVersion = new(StringComparer.OrdinalIgnoreCase) { "", "0", "None", "Disabled", "TLSEnforcementDisabled" };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NoVersions = NoVersion.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Null when the text is no version that is known.</summary>
    public static TlsSpelling? Read(string text)
    {
        var rest = text.AsSpan().Trim();
        if (NoVersions.Contains(rest)) return NoMinimum;
        if (rest.StartsWith("SSL", StringComparison.OrdinalIgnoreCase)) return NoMinimum;
        if (rest.StartsWith("TLS", StringComparison.OrdinalIgnoreCase)) rest = rest[3..].TrimStart(" _-vV");
        // Cosmos DB calls TLS 1.0 `Tls`, without a number.
        if (rest.IsEmpty) return new TlsSpelling(1, 0);
        var separator = rest.IndexOfAny('.', '_');
        if (separator < 0 && rest.Length == 2) separator = 0;
        var major = separator < 0 ? rest : rest[..Math.Max(separator, 1)];
        var minor = separator < 0 ? "0" : rest[(separator + 1)..];
        return IsDigit(major) && IsDigit(minor) && major[0] != '0' ? new TlsSpelling(major[0] - '0', minor[0] - '0') : null;
    }

    public int CompareTo(TlsSpelling other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    private static bool IsDigit(ReadOnlySpan<char> text) => text.Length == 1 && char.IsAsciiDigit(text[0]);
}
