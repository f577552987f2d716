using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Compliance.Functions.Tests.App;

public sealed class OuterMiddleware : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        context.Items["path"] = "outer";
        await next(context);
        Journal.Write($"{context.FunctionDefinition.Name} went {context.Items["path"]}");
    }
}

public sealed class InnerMiddleware : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        context.Items["path"] += " inner";
        if (context.GetHttpContext() is { } http)
            http.Response.Headers["x-function"] = context.FunctionDefinition.Name;
        await next(context);
    }
}
