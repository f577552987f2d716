using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Telemetry;

/// <summary>A span and the measures of every invocation. It judges nothing. A failure of what nobody waits for goes on to the host by its kind alone: the host would send its text on.</summary>
internal sealed partial class InvocationTelemetry(IConfiguration settings, TimeProvider clock, ILogger<InvocationTelemetry> logger) : IFunctionsWorkerMiddleware
{
    private readonly FrozenDictionary<string, Trigger> _triggers = Trigger.All(settings);
    private int _begun;

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var isColdStart = Interlocked.Exchange(ref _begun, 1) == 0;
        var invocation = Invocation.Begin(context, _triggers.GetValueOrDefault(context.FunctionDefinition.Name, Trigger.Other), isColdStart, clock);
        var http = context.GetHttpContext();
        // The answer is written after the function has returned, and only then it is known.
        http?.Response.OnCompleted(() => End(invocation, http));
        try
        {
            await next(context);
        }
        catch (Exception failure)
        {
            invocation.Fail(failure);
            if (http is not null) throw;
            Failed(logger, failure, context.FunctionDefinition.Name);
            throw new InvocationFailedException(failure);
        }
        finally
        {
            if (http is null) invocation.End();
        }
    }

    private static Task End(Invocation invocation, HttpContext http)
    {
        invocation.End(http.Response.StatusCode, Refusals.Of(http));
        return Task.CompletedTask;
    }

    [LoggerMessage(190, LogLevel.Error, "{Function} failed")]
    private static partial void Failed(ILogger logger, Exception failure, string function);
}

/// <summary>Stands for a failure whose text may quote evidence or name people. That is in this process's own log.</summary>
public sealed class InvocationFailedException : Exception
{
    internal InvocationFailedException(Exception failure) : base($"failed with {failure.GetType().FullName}: see the log of the service")
    {
    }
}
