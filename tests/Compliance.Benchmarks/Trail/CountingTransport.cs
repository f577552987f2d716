using Azure.Core;
using Azure.Core.Pipeline;

namespace Compliance.Benchmarks.Trail;

/// <summary>Counts the transactions that go through it.</summary>
internal sealed class CountingTransport(HttpPipelineTransport inner) : HttpPipelineTransport
{
    private int _transactions;

    public int Transactions => _transactions;

    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("the stores are asynchronous");

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        if (message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal)) Interlocked.Increment(ref _transactions);
        return inner.ProcessAsync(message);
    }
}
