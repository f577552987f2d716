using System.Text.RegularExpressions;

namespace Compliance.Delivery.Mail;

/// <summary>Who sends, and who receives. INVARIANT: each is plain ASCII without spaces, line breaks and angle brackets, so that none can begin a command or a header.</summary>
/// <param name="Domain">Of the sender: what it says HELO with.</param>
internal sealed partial record MailAddresses(string From, string To, string Domain)
{
    private const int Longest = 254;

    /// <exception cref="FailedAttemptException">One of them is no address; it is not shown.</exception>
    public static MailAddresses Of(string from, string? to, string host)
    {
        if (to is null) throw FailedAttemptException.Refused("the channel has no mail address");
        if (to.Length > Longest || !Address().IsMatch(to)) throw FailedAttemptException.Refused("the channel's mail address is to be `name@domain` in ASCII, without spaces and quotes");
        if (from.Length > Longest || Address().Match(from) is not { Success: true } sender) throw FailedAttemptException.Refused("the relay's `from` is to be `name@domain` in ASCII, without spaces and quotes");
        if (!Host().IsMatch(host)) throw FailedAttemptException.Refused("the relay's `host` is to be a host name or an address");
        return new MailAddresses(from, to, sender.Groups["domain"].Value);
    }

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?<domain>[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Address();

    [GeneratedRegex(@"^[A-Za-z0-9.:-]{1,253}\z")]
    private static partial Regex Host();
}
