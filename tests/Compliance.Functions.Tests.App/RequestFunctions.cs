using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Compliance.Functions.Tests.App;

public sealed class RequestFunctions(Visit visit)
{
    [Function("GetThing")]
    public static IActionResult GetThing(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{thing}/{*path}")] HttpRequest request, string thing, string? path) =>
        new OkObjectResult(new { thing, path, query = request.QueryString.Value });

    [Function("PutThing")]
    public static async Task<IResult> PutThing(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "things/{thing}/{*path}")] HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancel);
        return Results.Json(new { length = body.Length }, statusCode: StatusCodes.Status201Created);
    }

    [Function("GetContext")]
    public IActionResult GetContext([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context/{part}")] HttpRequest request, FunctionContext context) =>
        new OkObjectResult(new
        {
            name = context.FunctionDefinition.Name,
            entryPoint = context.FunctionDefinition.EntryPoint,
            part = context.BindingContext.BindingData["part"],
            trigger = context.FunctionDefinition.InputBindings["request"].Type,
            sameHttp = ReferenceEquals(context.GetHttpContext(), request.HttpContext),
            sameScope = context.InstanceServices.GetRequiredService<Visit>().Id == visit.Id,
        });

    [Function("Throw")]
    public static IActionResult Throw([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw")] HttpRequest request)
    {
        request.HttpContext.Response.Headers["x-half-way"] = "1";
        throw new InvalidOperationException("broken on purpose");
    }

    [Function("Wait")]
    public static async Task<IActionResult> Wait(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait/{milliseconds}")] HttpRequest request, string milliseconds, CancellationToken cancel)
    {
        Journal.Write($"Wait began");
        await Task.Delay(int.Parse(milliseconds, CultureInfo.InvariantCulture), cancel);
        return new ContentResult { Content = "waited", ContentType = "text/plain" };
    }

    [Function("FunctionKey")]
    public static IActionResult FunctionKey([HttpTrigger(AuthorizationLevel.Function, "get", Route = "function-key")] HttpRequest request) => new OkResult();

    [Function("MasterKey")]
    public static IActionResult MasterKey([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "master-key")] HttpRequest request) => new OkResult();
}
