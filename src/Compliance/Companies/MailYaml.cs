using Compliance.Delivery;
using Compliance.Vendors;

namespace Compliance.Companies;

/// <summary>Reads <c>mail</c> of company.yaml: the relay that mail leaves by.</summary>
internal static class MailYaml
{
    // RFC 6409: the port of submission.
    private const int SubmissionPort = 587;

    public static MailAccount? Read(YamlValue value)
    {
        if (value.Fields("mail", "host", "port", "from", "user", "secret", "allowPrivate") is not { } mail) return null;
        var host = mail.Required("host", Host);
        var port = mail.Optional("port", Port);
        var from = mail.Required("from", ContactsYaml.Address);
        var user = mail.Optional("user", YamlNames.Text);
        var secret = mail.Optional("secret", SecretYaml.Read);
        var allowPrivate = mail.Optional("allowPrivate", v => v.Word("true", "false")) == "true";
        if (mail.Has("user") != mail.Has("secret"))
            mail.Refuse("`user` and `secret` belong together: write both, or neither for a relay without sign-in");
        return host is null || from is null ? null : new MailAccount(new MailRelay(host, port ?? SubmissionPort, from, user), secret, allowPrivate);
    }

    private static string? Host(YamlValue value)
    {
        if (value.Text() is not { } text) return null;
        // A port of our own shows that the text has none.
        if (HostPort.Parse($"{text}:{SubmissionPort}", out _) is { } host) return host.Host;
        value.Refuse($"{Excerpt.Of(text)} is no host: expected a name, an IPv4 address or an IPv6 address in brackets; its port stands under `port`");
        return null;
    }

    private static int? Port(YamlValue value)
    {
        if (value.As<long>(Notations.Count) is not { } number) return null;
        if (number is >= 1 and <= 65535) return (int)number;
        value.Refuse("a port is a number from 1 to 65535: most relays take mail at 587");
        return null;
    }
}
