using Compliance.Local.FunctionsWorker.Discovery;

namespace Compliance.Local.FunctionsWorker.Invocation;

/// <summary>What a trigger asks for.</summary>
/// <param name="Function">What to run.</param>
/// <param name="Reason">Why, for the log.</param>
/// <param name="Cancelled">The trigger no longer wants the run.</param>
internal sealed record InvocationRequest(AppFunction Function, string Reason, CancellationToken Cancelled)
{
    /// <summary>The scope to run in; absent: a new one.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Hands the trigger's value and data to the invocation.</summary>
    public required Action<InvocationContext> Supply { get; init; }

    /// <summary>Answers the caller, before outputs leave.</summary>
    public Func<object?, Task>? Respond { get; init; }
}
