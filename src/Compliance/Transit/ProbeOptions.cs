using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Compliance.Transit;

/// <summary>How endpoints are probed.</summary>
public sealed record ProbeOptions
{
    /// <summary>Which addresses may be connected to; default the public ones.</summary>
    public AddressPolicy Addresses { get; init; } = AddressPolicy.PublicOnly;

    /// <summary>Roots trusted beside the system's: an authority of the company's own. Default none.</summary>
    public X509Certificate2Collection Roots { get; init; } = [];

    /// <summary>Port asked for HTTP in clear, 1 to 65535; null (default): 80, and only beside an endpoint on port 443.</summary>
    public int? PlainPort { get; init; }

    /// <summary>Finds the addresses of a name, once per endpoint; default the system's resolver.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <exception cref="InputException">One is out of its range; the message names it.</exception>
    public ProbeOptions Validated()
    {
        if (PlainPort is < 1 or > 65535) throw new InputException($"probe option `{nameof(PlainPort)}` is {PlainPort}; give it a port from 1 to 65535");
        return this;
    }
}
