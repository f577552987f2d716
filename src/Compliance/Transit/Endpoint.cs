using Compliance.Transit.Probing;

namespace Compliance.Transit;

/// <summary>Where TLS begins: at once, or after a word of the protocol around it.</summary>
public enum StartTls : byte
{
    None,
    Smtp,
    Imap,
}

/// <summary>A place to probe.</summary>
/// <param name="Host">Name or address as given; a name goes into the server name indication, always.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record Endpoint(string Host, int Port, StartTls StartTls = StartTls.None)
{
    /// <summary>The endpoint, if it can be probed.</summary>
    /// <exception cref="InputException">The host is no name and no address, or the port is none.</exception>
    public Endpoint Validated()
    {
        _ = HostName.Parse(Host);
        return Port is >= 1 and <= 65_535 ? this : throw new InputException($"`{this}` has no port from 1 to 65535");
    }

    /// <summary><c>host:port</c>; an IPv6 address in brackets.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
