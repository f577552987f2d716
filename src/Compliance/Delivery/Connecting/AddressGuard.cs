using System.Net;

namespace Compliance.Delivery.Connecting;

/// <summary>
/// Which addresses a message may go to: those of the internet; with permission also private ones and loopback. What is neither, such as the
/// link-local address at which clouds hand out credentials, is never asked.
/// </summary>
internal static class AddressGuard
{
    private const string Private = "private";
    private const string Loopback = "loopback";

    /// <summary>Why nothing may be sent to an address.</summary>
    /// <param name="allowPrivate">Whether private addresses and loopback are permitted.</param>
    /// <param name="clear">Whether the message would go without TLS, which only private addresses and loopback may.</param>
    /// <returns>In words; null: it may.</returns>
    public static string? Objection(IPAddress address, bool allowPrivate, bool clear) => SpecialAddresses.Of(address) switch
    {
        null => clear ? "is public: without TLS only private and loopback addresses are asked" : null,
        Private or Loopback when allowPrivate => null,
        (Private or Loopback) and var kind => $"is {kind}: the channel does not say `allowPrivate`",
        var kind => $"is {kind}: never asked",
    };
}
