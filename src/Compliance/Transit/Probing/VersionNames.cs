using System.Globalization;

namespace Compliance.Transit.Probing;

/// <summary>Versions in words.</summary>
internal static class VersionNames
{
    /// <summary>Every version that is asked for, oldest first.</summary>
    public static readonly IReadOnlyList<TlsVersion> All = Enum.GetValues<TlsVersion>();

    public static string Of(TlsVersion version) => version switch
    {
        TlsVersion.Ssl3 => "SSLv3",
        TlsVersion.Tls10 => "TLS 1.0",
        TlsVersion.Tls11 => "TLS 1.1",
        TlsVersion.Tls12 => "TLS 1.2",
        TlsVersion.Tls13 => "TLS 1.3",
        _ => string.Create(CultureInfo.InvariantCulture, $"version 0x{(ushort)version:X4}"),
    };
}
