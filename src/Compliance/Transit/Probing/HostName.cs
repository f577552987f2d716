using System.Globalization;
using System.Net;

namespace Compliance.Transit.Probing;

/// <summary>A host as it was given: a name, in the ASCII form that DNS and TLS use, or an address.</summary>
internal sealed record HostName
{
    private const int LongestName = 253;
    private static readonly IdnMapping Idn = new();

    /// <summary>The name; null: an address was given.</summary>
    public string? Name { get; private init; }

    /// <summary>The address; null: a name was given.</summary>
    public IPAddress? Address { get; private init; }

    public override string ToString() => Name ?? Address!.ToString();

    /// <exception cref="InputException">It is neither.</exception>
    public static HostName Parse(string host)
    {
        if (IPAddress.TryParse(host, out var address)) return new HostName { Address = address };
        try
        {
            // The dot of the root is no part of the name that certificates and TLS know (RFC 6066, section 3).
            var name = Idn.GetAscii(host.EndsWith('.') ? host[..^1] : host).ToLowerInvariant();
            if (name.Length <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')) return new HostName { Name = name };
        }
        catch (ArgumentException)
        {
            // Labels that are empty, too long or no words of IDNA: said below.
        }
        throw new InputException($"`{host}` is no name of a host and no address; expected one such as `api.example.com` or `192.0.2.1`");
    }
}
