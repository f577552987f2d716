using System.Globalization;

namespace Compliance.Transit;

/// <summary>How documents spell versions: <c>ssl3</c>, <c>tls1.0</c> … <c>tls1.3</c>.</summary>
public static class TlsVersionWords
{
    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<TlsVersion> All { get; } = [TlsVersion.Ssl3, TlsVersion.Tls10, TlsVersion.Tls11, TlsVersion.Tls12, TlsVersion.Tls13];

    public static string Word(this TlsVersion version) => version switch
    {
        TlsVersion.Ssl3 => "ssl3",
        TlsVersion.Tls10 => "tls1.0",
        TlsVersion.Tls11 => "tls1.1",
        TlsVersion.Tls12 => "tls1.2",
        TlsVersion.Tls13 => "tls1.3",
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, "not a version"),
    };

    /// <summary>As people write it: <c>TLS 1.2</c>; <c>version 0x7F1C</c> for what a server may say and no document names.</summary>
    public static string Title(this TlsVersion version) => version switch
    {
        TlsVersion.Ssl3 => "SSL 3.0",
        TlsVersion.Tls10 or TlsVersion.Tls11 or TlsVersion.Tls12 or TlsVersion.Tls13 => $"TLS {version.Word()[3..]}",
        _ => string.Create(CultureInfo.InvariantCulture, $"version 0x{(ushort)version:X4}"),
    };

    /// <summary>The version of a word; null: it is none.</summary>
    public static TlsVersion? Find(string word) => All.Where(version => version.Word() == word).Select(version => (TlsVersion?)version).FirstOrDefault();
}
