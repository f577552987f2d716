using Compliance.Transit;

namespace Compliance.Tests.Transit;

internal static class Probes
{
    /// <summary>Small enough that a server which wastes time is done with soon.</summary>
    public static readonly ProbeLimits Quick = new()
    {
        Time = TimeSpan.FromSeconds(6),
        ConnectTime = TimeSpan.FromSeconds(2),
        AnswerTime = TimeSpan.FromSeconds(1),
        Connections = 60,
        Bytes = 1 << 20,
        HandshakeBytes = 16 << 10,
        HeadBytes = 4 << 10,
    };

    public static Task<EndpointObservation> ProbeAsync(int port, ProbeLimits? limits = null, StartTls startTls = StartTls.None) =>
        new EndpointProbe(limits ?? Quick, new ProbeOptions { Addresses = AddressPolicy.Any }, TimeProvider.System).ProbeAsync(new Endpoint("127.0.0.1", port, startTls), default);

    public static bool? Accepts(this EndpointObservation observed, TlsVersion version) => observed.Versions.Single(one => one.Version == version).Accepted;
}
