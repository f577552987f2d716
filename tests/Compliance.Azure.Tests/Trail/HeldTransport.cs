using Azure.Core;
using Azure.Core.Pipeline;

namespace Compliance.Azure.Tests.Trail;

/// <summary>A transport that counts transactions, and holds them back while told to.</summary>
internal sealed class HeldTransport(HttpPipelineTransport inner) : HttpPipelineTransport
{
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _held;
    private int _transactions;

    /// <summary>Transactions sent so far.</summary>
    public int Transactions => _transactions;

    /// <summary>What is to happen to transaction n, from 1, when its answer is there: the failure, or null.</summary>
    public Func<int, Exception?> After { get; set; } = _ => null;

    /// <summary>Holds transactions back from now on.</summary>
    public void Hold() => (_held, _arrived) = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Waits until one is held back.</summary>
    public Task ArrivedAsync() => _arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Lets the one go that is held back; the next is held again.</summary>
    public void ReleaseOne()
    {
        var held = _held;
        Hold();
        held?.TrySetResult();
    }

    public void Release() => _held?.TrySetResult();

    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("the stores are asynchronous");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        if (!message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal))
        {
            await inner.ProcessAsync(message);
            return;
        }
        var number = Interlocked.Increment(ref _transactions);
        _arrived.TrySetResult();
        if (_held is { } held) await held.Task.WaitAsync(message.CancellationToken);
        await inner.ProcessAsync(message);
        if (After(number) is { } lost) throw lost;
    }
}
