namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Runs around every invocation. One instance serves the whole application.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Does its part and awaits <paramref name="next"/>; not awaiting it means that the function does not run.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
