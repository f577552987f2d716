using System.Diagnostics;
using Compliance.Local.FunctionsWorker.Discovery;
using Compliance.Local.FunctionsWorker.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Local.FunctionsWorker.Http;

/// <summary>The host's own endpoints: what runs here, and firing a timer or queue function by hand. Where keys are asked for, it is the master key.</summary>
internal sealed class AdminEndpoints(FunctionCatalog catalog, FunctionKeys keys, HandFiring firing, HostParts parts, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var admin = endpoints.MapGroup("/admin");
        admin.MapMethods("host/ping", ["GET", "POST"], () => Results.Ok());
        var guarded = admin.MapGroup("").AddEndpointFilter((invocation, next) =>
            keys.Admits(invocation.HttpContext.Request, AuthorizationLevel.Admin) ? next(invocation) : ValueTask.FromResult<object?>(Results.Unauthorized()));
        guarded.MapGet("host/status", Status);
        guarded.MapGet("functions", (HttpRequest request) => catalog.Select(function => Describe(function, request)));
        guarded.MapGet("functions/{name}", (string name, HttpRequest request) =>
            catalog.Find(name) is { } function ? Results.Ok(Describe(function, request)) : Results.NotFound());
        // Binding asks for JSON as content type; together with the check of the Host header that keeps other sites' pages from firing functions.
        guarded.MapPost("functions/{name}", (string name, HandInput body) => Fire(name, body.Input ?? ""));
    }

    private IResult Fire(string name, string input)
    {
        if (catalog.Find(name) is not { } function)
            return Results.NotFound();
        if (function.Trigger is RequestTrigger request)
            return Results.BadRequest($"`{name}` is triggered by HTTP; call /{request.Route}");
        firing.Fire(function, input);
        return Results.Accepted();
    }

    private object Status() => new
    {
        id = parts.Application.GetName().Name,
        state = "Running",
        version = typeof(AdminEndpoints).Assembly.GetName().Version?.ToString(),
        processUptime = (long)time.GetElapsedTime(_began).TotalMilliseconds,
        processId = Environment.ProcessId,
    };

    private static object Describe(AppFunction function, HttpRequest request) => new
    {
        name = function.Name,
        entryPoint = function.Definition.EntryPoint,
        language = "dotnet-isolated",
        invoke_url_template = function.Trigger is RequestTrigger trigger ? $"{request.Scheme}://{request.Host}/{trigger.Route}" : null,
        isDisabled = function.IsDisabled,
        config = new { bindings = new[] { Binding(function) } },
    };

    private static Dictionary<string, object?> Binding(AppFunction function)
    {
        var binding = new Dictionary<string, object?> { ["type"] = function.Trigger.Type, ["direction"] = "in" };
        switch (function.Trigger)
        {
            case RequestTrigger request:
                binding["route"] = request.Route;
                binding["methods"] = request.Methods;
                binding["authLevel"] = request.Level.ToString();
                break;
            case ScheduleTrigger timer:
                binding["schedule"] = timer.Schedule.Text;
                break;
            case MessageTrigger message:
                binding["queueName"] = message.Queue;
                break;
        }

        return binding;
    }

    private sealed record HandInput(string? Input);
}
