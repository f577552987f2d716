using Compliance.Local.FunctionsWorker.Discovery;
using Compliance.Local.FunctionsWorker.Hosting;
using Compliance.Local.FunctionsWorker.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace Compliance.Local.FunctionsWorker.Http;

/// <summary>Routes requests to functions and answers with what they return.</summary>
internal sealed class RequestFunctions(
    FunctionCatalog catalog, FunctionInvoker invoker, FunctionKeys keys, RequestLimits limits, HostSettings settings, IHostApplicationLifetime lifetime)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var function in catalog)
        {
            if (function is { IsDisabled: false, Trigger: RequestTrigger trigger })
            {
                endpoints.Map(trigger.Route, http => AnswerAsync(http, function, trigger))
                    .WithDisplayName(function.Name)
                    .WithMetadata(new AnsweredMethods(trigger.Methods));
            }
        }
    }

    private async Task AnswerAsync(HttpContext http, AppFunction function, RequestTrigger trigger)
    {
        if (!keys.Admits(http.Request, trigger.Level))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (http.Request.ContentLength > settings.BodyLimit)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        using var place = await limits.EnterAsync(http.RequestAborted);
        if (place is null)
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        await InvokeAsync(http, function);
    }

    private async Task InvokeAsync(HttpContext http, AppFunction function)
    {
        // Not ApplicationStopping: a request under way is answered before the host goes, as long as the shutdown waits.
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopped);
        var failure = await invoker.InvokeAsync(new InvocationRequest(function, "This function was called by an HTTP request.", cancelled.Token)
        {
            Services = http.RequestServices,
            Supply = context =>
            {
                context.Items[FunctionContextExtensions.HttpContextKey] = http;
                foreach (var (name, value) in http.Request.RouteValues)
                    context.Supplied[name] = value;
            },
            Respond = answer => RespondAsync(http, answer),
        });
        if (failure is not null && !http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.StatusCode = StatusOf(failure);
        }
    }

    // The official worker answers an unhandled exception with an empty 200; code that relies on more here would be surprised there.
    private static int StatusOf(Exception failure) => failure switch
    {
        BadHttpRequestException refused => refused.StatusCode,
        FunctionTimeout => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status200OK,
    };

    private static async Task RespondAsync(HttpContext http, object? answer)
    {
        var act = new ActionContext(http, http.GetRouteData(), new ActionDescriptor());
        var responding = answer switch
        {
            null => Task.CompletedTask,
            IActionResult action => action.ExecuteResultAsync(act),
            IResult result => result.ExecuteAsync(http),
            _ => new ObjectResult(answer).ExecuteResultAsync(act),
        };
        await responding;
        await http.Response.CompleteAsync();
    }
}
