using System.Globalization;
using Compliance.Transit;

namespace Compliance.Cli;

/// <summary>An endpoint as people write it: <c>host</c>, <c>host:port</c>, <c>[2001:db8::1]:8443</c>.</summary>
internal static class EndpointArgument
{
    /// <exception cref="UsageException">It is written otherwise; the message says how.</exception>
    public static Endpoint Parse(string text, StartTls startTls)
    {
        if (text.Contains("://", StringComparison.Ordinal) || text.Contains('/', StringComparison.Ordinal))
            throw new UsageException($"`{text}` is an address of a page; give the host, `crm.acme.example` or `crm.acme.example:8443`");
        var (host, port) = Split(text);
        if (host.Length == 0) throw new UsageException($"`{text}` names no host; give `host` or `host:port`");
        if (port is null) return Checked(new Endpoint(host, UsualPort(startTls), startTls));
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65_535)
            throw new UsageException($"`{text}`: `{port}` is no port; give a number from 1 to 65535");
        return Checked(new Endpoint(host, number, startTls));
    }

    /// <summary>A sentence where TLS hardly begins at once; null: nothing to say.</summary>
    public static string? Hint(Endpoint endpoint) => (endpoint.StartTls, endpoint.Port) switch
    {
        (StartTls.None, 25 or 587) => $"{endpoint}: port {endpoint.Port} speaks SMTP before TLS; try --starttls smtp",
        (StartTls.None, 143) => $"{endpoint}: port 143 speaks IMAP before TLS; try --starttls imap",
        (not StartTls.None, 443 or 465 or 993) => $"{endpoint}: port {endpoint.Port} begins with TLS at once; leave --starttls out",
        _ => null,
    };

    // Before anything is probed: of fifty hosts, forty-nine need not be asked to learn that one is misspelt.
    private static Endpoint Checked(Endpoint endpoint)
    {
        try
        {
            return endpoint.Validated();
        }
        catch (InputException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }

    private static int UsualPort(StartTls startTls) => startTls switch
    {
        StartTls.Smtp => 25,
        StartTls.Imap => 143,
        _ => 443,
    };

    private static (string Host, string? Port) Split(string text)
    {
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            var rest = end < 0 ? "" : text[(end + 1)..];
            if (end < 0 || (rest.Length > 0 && rest[0] != ':')) throw new UsageException($"`{text}`: write `[2001:db8::1]` or `[2001:db8::1]:443`");
            return (text[1..end], rest.Length > 0 ? rest[1..] : null);
        }
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return (text, null);
        if (text.LastIndexOf(':') != colon) throw new UsageException($"`{text}`: an address of IPv6 goes in brackets, `[{text}]`");
        return (text[..colon], text[(colon + 1)..]);
    }
}
