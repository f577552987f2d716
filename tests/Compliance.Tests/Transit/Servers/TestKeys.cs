using System.Security.Cryptography;

namespace Compliance.Tests.Transit.Servers;

/// <summary>Keys of the test servers. Each is made once: large RSA keys take long to find.</summary>
internal static class TestKeys
{
    public static Lazy<RSA> Rsa2048 { get; } = new(() => RSA.Create(2048));

    /// <summary>Too short since 2013.</summary>
    public static Lazy<RSA> Rsa1024 { get; } = new(() => RSA.Create(1024));

    public static Lazy<ECDsa> P256 { get; } = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));
    public static Lazy<ECDsa> P384 { get; } = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP384));
}
