using NodaTime;
using NodaTime.Text;

namespace Compliance.Vendors;

/// <summary>One entry of <c>endpoints</c>: a place of the vendor's where customers' data pass, to be probed with its permission.</summary>
public sealed record VendorEndpoint
{
    public const int DefaultPort = 443;

    /// <summary>What an endpoint is judged by, where it names nothing else.</summary>
    public const string DefaultProfile = "pci-dss-4.0.1";

    /// <summary>Every name that <c>profile</c> may have.</summary>
    public static IReadOnlyList<string> Profiles { get; } = ["mozilla-modern", "mozilla-intermediate", DefaultProfile, "nist-800-52r2"];

    /// <summary>A name in lower case, or an address as it is usually written; IPv6 without brackets.</summary>
    public required string Host { get; init; }

    /// <summary>1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary><c>smtp</c> or <c>imap</c>: TLS begins after a word of that protocol; null: at once.</summary>
    public string? StartTls { get; init; }

    /// <summary>Who answers for it.</summary>
    public string? Owner { get; init; }

    /// <summary>One of <see cref="Profiles"/>.</summary>
    public string Profile { get; init; } = DefaultProfile;

    /// <summary>Whether it may be probed when its address is private or this machine's own.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>Null: none was given, so it is not probed.</summary>
    public ProbeConsent? Permission { get; init; }

    /// <summary>Line of the entry in <c>vendor.yaml</c>.</summary>
    public int Line { get; init; }

    public bool MayProbe(Instant now) => WhyNotProbe(now) is null;

    /// <summary>Why it may not be probed now, and what to do; null when it may. It says nothing of the address: that is known only when the name is looked up.</summary>
    public string? WhyNotProbe(Instant now)
    {
        if (Permission is null)
            return "nobody permitted probing it: add `permission: { by, document, until }` to the endpoint in vendor.yaml";
        return now < Permission.Until
            ? null
            : $"the permission to probe it ended at {InstantPattern.ExtendedIso.Format(Permission.Until)}: have it renewed, and correct `until` in vendor.yaml";
    }

    /// <summary><c>host:port</c>; an IPv6 address in brackets.</summary>
    public override string ToString() => new HostPort(Host, Port).ToString();
}

/// <summary>The vendor's consent to being probed.</summary>
/// <param name="By">Who gave it.</param>
/// <param name="Document">Where it is written: a contract, a letter.</param>
/// <param name="Until">Probing is permitted before this instant.</param>
public sealed record ProbeConsent(string By, string Document, Instant Until);
