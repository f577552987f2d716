namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where an invocation stands in its function's retry policy.</summary>
public abstract class RetryContext
{
    /// <summary>Retries so far.</summary>
    public abstract int RetryCount { get; }

    /// <summary>Retries allowed; -1 without limit.</summary>
    public abstract int MaxRetryCount { get; }
}
