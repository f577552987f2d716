using Azure.Core;
using Azure.Core.Pipeline;

namespace Compliance.Azure.Tests.Writer;

/// <summary>A transport that stops for ever at one request, before it is sent or when its answer is there, and says so: then this process can be killed
/// exactly there.</summary>
public sealed class SteppedTransport(HttpPipelineTransport inner, int step, bool after) : HttpPipelineTransport
{
    private int _requests;
    private int _transactions;

    /// <summary>What the process prints when it stands at its step.</summary>
    public const string There = "there";

    public int Transactions => _transactions;

    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("the stores are asynchronous");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        if (message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal)) Interlocked.Increment(ref _transactions);
        var here = Interlocked.Increment(ref _requests) == step;
        if (here && !after) await StopAsync();
        await inner.ProcessAsync(message);
        if (here) await StopAsync();
    }

    private static Task StopAsync()
    {
        Console.Out.WriteLine(There);
        Console.Out.Flush();
        return Task.Delay(Timeout.Infinite);
    }
}
