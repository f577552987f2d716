using Compliance.Delivery;
using Compliance.Incidents;
using NodaTime;

namespace Compliance.Handling;

/// <summary>By which contact a message goes next, and when. It follows from the ladder and the attempts so far, so that whoever takes
/// the work over goes on where it stands.</summary>
/// <remarks>After two failures, or one refusal, the next contact is told at once. When everybody has failed twice, the one that failed
/// least is tried again, by the schedule, until it is too late to be of use.</remarks>
internal sealed record DeliveryTurn(Channel Channel, Instant At)
{
    /// <summary>Attempts of one message, by contacts that have failed before: each is a record and an entry of the trail, for ever.</summary>
    public const int MostAttempts = 24;

    // Who has not answered for so long is not waited for by the hour.
    private const int Brisk = 16;
    private static readonly Duration Slow = Duration.FromHours(12);

    /// <summary>Null: nothing is to be sent, any more or at all.</summary>
    /// <param name="ladder">Contacts of the role, in order.</param>
    public static DeliveryTurn? Of(DeliveryState delivery, IReadOnlyList<Channel> ladder, Instant now)
    {
        if (delivery.Withheld || delivery.Accepted || delivery.Acknowledged || now >= delivery.Queued.NotAfter) return null;
        if (NextOf(delivery.Attempts, ladder) is not { } channel) return null;
        if (delivery.Attempts is not [.., var last]) return new(channel, delivery.Queued.At);
        var changed = last.Channel != channel.Name && Failures(delivery.Attempts, channel) < RetrySchedule.FailuresBeforeNextContact;
        if (changed) return new(channel, last.At);
        // Without a next time no attempt fitted before the end.
        return last.Next is { } next ? new(channel, next) : null;
    }

    /// <summary>When it is tried again after one more attempt; null: by the next contact at once, or not at all.</summary>
    public static Instant? After(DeliveryState delivery, IReadOnlyList<Channel> ladder, DeliveryAttempted attempt, Duration? asked, double jitter)
    {
        if (attempt.Outcome == Accepted) return null;
        IReadOnlyList<DeliveryAttempted> attempts = [.. delivery.Attempts, attempt];
        if (NextOf(attempts, ladder) is not { } channel) return null;
        var failures = Failures(attempts, channel);
        var same = channel.Name == attempt.Channel;
        if (!same && failures < RetrySchedule.FailuresBeforeNextContact) return null;
        if (attempts.Count >= MostAttempts) return null;
        return RetrySchedule.Next(Math.Max(failures, 1), attempt.At, delivery.Queued.NotAfter, jitter, same ? asked : null) is { } next
            ? Slowed(next, attempt, delivery.Queued.NotAfter, attempts.Count) : null;
    }

    public const string Accepted = "accepted", Again = "again", Refused = "refused";

    private static Instant Slowed(Instant next, DeliveryAttempted attempt, Instant? notAfter, int attempts)
    {
        var later = attempt.At + Slow;
        return attempts < Brisk || later > notAfter - RetrySchedule.Margin || next > later ? next : later;
    }

    // By names: what is in company.yaml may have changed since, and a contact that is new there has not failed.
    private static Channel? NextOf(IReadOnlyList<DeliveryAttempted> attempts, IReadOnlyList<Channel> ladder)
    {
        var open = ladder.Where(channel => !attempts.Any(attempt => attempt.Channel == channel.Name && attempt.Outcome == Refused)).ToList();
        return open.FirstOrDefault(channel => Failures(attempts, channel) < RetrySchedule.FailuresBeforeNextContact)
            ?? open.MinBy(channel => Failures(attempts, channel));
    }

    private static int Failures(IReadOnlyList<DeliveryAttempted> attempts, Channel channel) => attempts.Count(attempt => attempt.Channel == channel.Name);
}
