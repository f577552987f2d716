using Compliance.Local.FunctionsWorker.Discovery;
using Compliance.Local.FunctionsWorker.Hosting;
using Compliance.Local.FunctionsWorker.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compliance.Local.FunctionsWorker.Invocation;

/// <summary>Runs one function once: scope, middleware, function, answer, outputs; in that order.</summary>
internal sealed class FunctionInvoker(
    HostParts parts, HostJson hostJson, QueueStore queues, IServiceScopeFactory scopes, TimeProvider time, ILoggerFactory loggers)
{
    private readonly FunctionExecutionDelegate _pipeline = parts.Middleware
        .Reverse()
        .Aggregate((FunctionExecutionDelegate)RunFunctionAsync, (next, wrap) => wrap(next));

    /// <summary>What the function threw, or null. Nothing is thrown: whoever started the function decides what its failure means.</summary>
    public async Task<Exception?> InvokeAsync(InvocationRequest request)
    {
        await using var scope = request.Services is null ? scopes.CreateAsyncScope() : default(AsyncServiceScope?);
        using var timeout = new CancellationTokenSource(hostJson.FunctionTimeout ?? Timeout.InfiniteTimeSpan, time);
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(request.Cancelled, timeout.Token);
        var context = new InvocationContext(request.Function, request.Services ?? scope!.Value.ServiceProvider, cancelled.Token) { Reason = request.Reason };
        request.Supply(context);

        var logger = loggers.CreateLogger($"Function.{request.Function.Name}");
        HostLog.Executing(logger, request.Function.Name, request.Reason, context.InvocationId);
        var began = time.GetTimestamp();
        var failure = await AttemptAsync(context, request, timeout.Token);
        var duration = (long)time.GetElapsedTime(began).TotalMilliseconds;
        if (failure is null)
            HostLog.Succeeded(logger, request.Function.Name, context.InvocationId, duration);
        else
            HostLog.Failed(logger, failure, request.Function.Name, context.InvocationId, duration);
        return failure;
    }

    private async Task<Exception?> AttemptAsync(InvocationContext context, InvocationRequest request, CancellationToken timeout)
    {
        try
        {
            await _pipeline(context);
            // The platform would have ended the process by now; what came of the run is not used here either.
            if (timeout.IsCancellationRequested)
                throw new FunctionTimeout(hostJson.FunctionTimeout!.Value);
            if (request.Respond is not null)
                await request.Respond(context.Function.Returns.Answer(context.Result));
            // INVARIANT: outputs leave after the response. The platform gives no more, so nobody can come to rely on more.
            foreach (var (queue, value) in context.Function.Returns.Outputs(context.Result))
                queues.Send(queue, QueueMessage.Encode(value));
            return null;
        }
        catch (Exception failure) // the boundary to the application's code: whatever it throws is the outcome
        {
            return timeout.IsCancellationRequested && failure is OperationCanceledException
                ? new FunctionTimeout(hostJson.FunctionTimeout!.Value)
                : failure;
        }
    }

    private static async Task RunFunctionAsync(FunctionContext context)
    {
        var invocation = (InvocationContext)context;
        var function = invocation.Function;
        var arguments = function.Arguments.Select(argument => argument(context)).ToArray();
        var instance = function.Method.IsStatic ? null : ActivatorUtilities.CreateInstance(context.InstanceServices, function.Class);
        var returned = function.Method.Invoke(instance, System.Reflection.BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        invocation.Result = await function.Returns.AwaitAsync(returned);
    }
}
