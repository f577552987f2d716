namespace Compliance.Delivery;

/// <summary>What is known of one attempt while it is made.</summary>
internal sealed class Attempt
{
    private string _target = Digest.OfNothing;
    private string _body = Digest.OfNothing;

    public DeliveryResult Result { get; private set; } = new(DeliveryOutcome.Again, null, "not made", null, Digest.OfNothing, Digest.OfNothing);

    public bool IsTaken => Result.Outcome == DeliveryOutcome.Accepted;

    /// <summary>Address and bytes are known from here on; before, the digests are those of nothing.</summary>
    public void Begins(string address, ReadOnlySpan<byte> body) => (_target, _body) = (Digest.Of(address), Digest.Of(body));

    public void Taken(int status, string meaning) => Result = new DeliveryResult(DeliveryOutcome.Accepted, status, meaning, null, _target, _body);

    /// <summary>What the receiver has taken stays taken, whatever happens behind it.</summary>
    public void Failed(FailedAttemptException e)
    {
        if (!IsTaken) Result = new DeliveryResult(e.Outcome, e.Status, e.Message, e.RetryAfter, _target, _body);
    }
}
