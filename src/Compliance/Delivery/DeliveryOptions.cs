using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Compliance.Delivery;

/// <summary>How messages are sent.</summary>
public sealed record DeliveryOptions
{
    public static readonly DeliveryOptions Default = new();

    /// <summary><c>source</c> of the CloudEvents envelope, a URI reference; default <c>urn:compliance</c>.</summary>
    public string Source { get; init; } = "urn:compliance";

    /// <summary>Time for one attempt, from resolving the name to the last word of the receiver; default 20 s, 0.1 s to 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time until a connection to one address stands, after which the next address is tried; default 5 s, 0.1 s to 60 s.</summary>
    public TimeSpan ConnectTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Roots trusted beside the system's: an authority of the company's own. Default none.</summary>
    public X509Certificate2Collection Roots { get; init; } = [];

    /// <summary>Finds the addresses of a name, once per connection; default the system's resolver.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Ports of mail on which TLS begins at once (RFC 8314); on all others STARTTLS is required. Default 465.</summary>
    public IReadOnlyList<int> ImplicitTlsPorts { get; init; } = [465];

    /// <exception cref="InputException">One is out of its range; the message names it.</exception>
    public DeliveryOptions Validated()
    {
        InRange(nameof(Timeout), Timeout);
        InRange(nameof(ConnectTime), ConnectTime);
        if (!Uri.TryCreate(Source, UriKind.RelativeOrAbsolute, out _) || Source.Length is 0 or > 200)
            throw new InputException($"delivery option `{nameof(Source)}` is `{Source}`; give it a URI reference of at most 200 characters");
        return this;
    }

    private static void InRange(string option, TimeSpan value)
    {
        if (value.TotalSeconds is >= 0.1 and <= 60) return;
        throw new InputException(string.Create(CultureInfo.InvariantCulture, $"delivery option `{option}` is {value.TotalSeconds} s; give it a value from 0.1 to 60 s"));
    }
}
