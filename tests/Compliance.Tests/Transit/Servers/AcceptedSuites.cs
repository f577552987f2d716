using Compliance.Transit;

namespace Compliance.Tests.Transit.Servers;

/// <summary>Versions and suites as one line, so that a difference can be read: <c>1.2: C02F C030 | 1.3: 1301</c>.</summary>
internal static class AcceptedSuites
{
    /// <summary>Suites by number, whatever the order of the server.</summary>
    public static string Of(EndpointObservation seen) => string.Join(" | ", seen.Versions
        .Where(version => version.Accepted is true)
        .Select(version => $"{Name(version.Version)}:{string.Concat(Ids(seen, version.Version).Select(id => $" {id:X4}"))}"));

    private static IEnumerable<ushort> Ids(EndpointObservation seen, TlsVersion version) =>
        seen.Suites.Where(suite => suite.Version == version).Select(suite => suite.Id).Order();

    private static string Name(TlsVersion version) => version switch
    {
        TlsVersion.Ssl3 => "ssl3",
        TlsVersion.Tls10 => "1.0",
        TlsVersion.Tls11 => "1.1",
        TlsVersion.Tls12 => "1.2",
        TlsVersion.Tls13 => "1.3",
        _ => version.ToString(),
    };
}
