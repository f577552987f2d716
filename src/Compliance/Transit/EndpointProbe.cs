using Compliance.Transit.Probing;
using NodaTime;

namespace Compliance.Transit;

/// <summary>
/// Finds out what an endpoint really accepts, by asking it: hellos made by hand, none of them completed, and one session for HTTP. What it
/// asks, what counts as an answer, and what it cannot see stands in PROBING.md.
/// </summary>
/// <exception cref="InputException">A limit or an option is out of its range.</exception>
public sealed class EndpointProbe(ProbeLimits limits, ProbeOptions options, TimeProvider clock)
{
    private readonly ProbeLimits _limits = limits.Validated();
    private readonly ProbeOptions _options = options.Validated();

    /// <summary>
    /// Probes one endpoint. Whatever the server does, it ends within <see cref="ProbeLimits.Time"/> with what was learnt until then, and
    /// <see cref="EndpointObservation.Incomplete"/> says what is missing.
    /// </summary>
    /// <exception cref="InputException">The host is no name and no address, or the port is none.</exception>
    /// <exception cref="OperationCanceledException">The caller wants no more of it.</exception>
    public async Task<EndpointObservation> ProbeAsync(Endpoint endpoint, CancellationToken cancellation)
    {
        var host = HostName.Parse(endpoint.Validated().Host);
        var at = Instant.FromDateTimeOffset(clock.GetUtcNow());
        using var budget = new ProbeBudget(_limits, clock);
        using var dialer = new Dialer(host, endpoint.Port, _limits, _options, budget, clock);
        var unreachable = await dialer.ReachAsync(cancellation);
        var observed = new EndpointObservation
        {
            Endpoint = endpoint,
            At = at,
            Address = dialer.Address?.ToString(),
            Incomplete = unreachable,
            Versions = [.. TlsVersionWords.All.Select(version => new VersionObservation(version, null, unreachable))],
            Connections = 0,
            Milliseconds = 0,
        };
        if (unreachable is null) observed = await new Examination(endpoint, host, dialer, _limits, _options, budget, clock).RunAsync(observed, cancellation);
        return observed with { Connections = budget.Connections, Milliseconds = budget.Milliseconds };
    }
}
