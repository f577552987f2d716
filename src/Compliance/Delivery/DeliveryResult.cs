using NodaTime;

namespace Compliance.Delivery;

public enum DeliveryOutcome
{
    /// <summary>The receiver took it. For chat that is not yet to say that somebody sees it.</summary>
    Accepted,

    /// <summary>No answer, or one that asks to try again.</summary>
    Again,

    /// <summary>Never by this channel: a redirect, 400, 401, 410, 5yz, an address that may not be asked.</summary>
    Refused,
}

/// <summary>What came of one attempt.</summary>
/// <param name="Status">HTTP or SMTP status; null: no answer.</param>
/// <param name="Detail">In words, without address or secret.</param>
/// <param name="RetryAfter">What the receiver asked for.</param>
/// <param name="TargetSha256">Of the address asked, lower-case hex.</param>
/// <param name="BodySha256">Of the bytes sent.</param>
public sealed record DeliveryResult(DeliveryOutcome Outcome, int? Status, string Detail, Duration? RetryAfter, string TargetSha256, string BodySha256);
