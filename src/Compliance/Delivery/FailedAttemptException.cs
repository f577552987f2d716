using NodaTime;

namespace Compliance.Delivery;

/// <summary>Ends an attempt from anywhere inside it. INVARIANT: the message is fit for a record: no address, no secret, no word of the receiver.</summary>
internal sealed class FailedAttemptException(DeliveryOutcome outcome, string detail, int? status = null, Duration? retryAfter = null) : Exception(detail)
{
    public DeliveryOutcome Outcome => outcome;
    public int? Status => status;
    public Duration? RetryAfter => retryAfter;

    public static FailedAttemptException Again(string detail, int? status = null) => new(DeliveryOutcome.Again, detail, status);

    public static FailedAttemptException Refused(string detail, int? status = null) => new(DeliveryOutcome.Refused, detail, status);
}
