using Azure.Core;
using Azure.Core.Pipeline;

namespace Compliance.Azure.Tests.Storage;

/// <summary>A transport that fails when told to: before a request is sent, or after it was carried out.</summary>
public sealed class FaultTransport(HttpPipelineTransport inner) : HttpPipelineTransport
{
    private int _requests;

    /// <summary>Requests so far.</summary>
    public int Requests => _requests;

    /// <summary>Asked before request n (from 1) is sent: what to fail with, or null.</summary>
    public Func<int, Exception?> Before { get; set; } = _ => null;

    /// <summary>Asked when the answer to request n is there: what to fail with, or null. The request was carried out all the same.</summary>
    public Func<int, Exception?> After { get; set; } = _ => null;

    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("the stores are asynchronous");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var number = Interlocked.Increment(ref _requests);
        if (Before(number) is { } unsent) throw unsent;
        await inner.ProcessAsync(message);
        if (After(number) is { } lost) throw lost;
    }
}

/// <summary>Stands for the end of the process: nothing retries it.</summary>
public sealed class KilledException() : Exception("killed");
