using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions.Tests.App;

/// <summary>An answer with outputs.</summary>
public sealed class Sent
{
    [HttpResult]
    public IActionResult? Answer { get; init; }

    [QueueOutput("orders")]
    public string[]? Orders { get; init; }

    [QueueOutput("objects")]
    public Order? Item { get; init; }

    [QueueOutput("blocks")]
    public IEnumerable<string>? Blocks { get; init; }
}

public sealed record Order(string Id, int Quantity);

public static class OutputFunctions
{
    /// <summary>One order a line of the body.</summary>
    [Function("SendOrders")]
    public static async Task<Sent> SendOrders([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders")] HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new Sent { Answer = new AcceptedResult(), Orders = lines };
    }

    [Function("SendObject")]
    public static Sent SendObject([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "objects/{id}")] HttpRequest request, string id) =>
        new() { Answer = new AcceptedResult(), Item = new Order(id, 7) };

    /// <summary>The host reads the output only when it is about to send it; from then on this waits until the process is killed.</summary>
    [Function("SendAndHang")]
    public static Sent SendAndHang([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "hang")] HttpRequest request)
    {
        return new Sent { Answer = new AcceptedResult(), Blocks = Hang() };

        static IEnumerable<string> Hang()
        {
            Journal.Write($"outputs begin");
            using var never = new ManualResetEventSlim();
            never.Wait();
            yield return "lost";
        }
    }

    /// <summary>The return value is the output.</summary>
    [Function("Forward")]
    [QueueOutput("orders")]
    public static string Forward([QueueTrigger("forward")] string message) => message;
}
