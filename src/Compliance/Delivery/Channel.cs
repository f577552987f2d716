namespace Compliance.Delivery;

public enum ChannelType
{
    Webhook,
    Teams,
    Slack,
    PagerDuty,
    Mail,
}

/// <summary>A way to reach somebody, as company.yaml has it. It holds no secret, only the name of one.</summary>
public sealed record Channel
{
    /// <summary>By which contacts name it; of an address the address itself.</summary>
    public required string Name { get; init; }
    public required ChannelType Type { get; init; }

    /// <summary>Of a webhook: where to. Of PagerDuty: another address than the official one. Teams and Slack: the address is the secret.</summary>
    public Uri? Url { get; init; }

    /// <summary>Name of the secret: the signing secret (<c>whsec_…</c>) of a webhook, the whole address for Teams and Slack, the
    /// routing key of PagerDuty, the password of the relay. Null: none is needed.</summary>
    public string? Secret { get; init; }

    /// <summary>Of mail.</summary>
    public MailRelay? Relay { get; init; }

    /// <summary>Of mail: the receiver.</summary>
    public string? Address { get; init; }

    /// <summary>Whether a private or loopback address may be the target; the rule for everything else is public addresses only.</summary>
    public bool AllowPrivate { get; init; }
}

/// <summary>The relay that mail leaves by. TLS is required.</summary>
/// <param name="User">Null: no sign-in.</param>
public sealed record MailRelay(string Host, int Port, string From, string? User);
