using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions.Tests.App;

public static class QueueFunctions
{
    /// <summary>The message says what to do: <c>ok ID</c>, <c>fail ID</c>, <c>fail-once ID</c>, <c>wait ID MILLISECONDS</c>, <c>deaf ID MILLISECONDS</c> (hears no cancellation).</summary>
    [Function("RunOrder")]
    public static async Task RunOrder([QueueTrigger("orders")] string message, FunctionContext context, CancellationToken cancel)
    {
        var words = message.Split(' ');
        var delivery = Convert.ToInt32(context.BindingContext.BindingData["DequeueCount"], CultureInfo.InvariantCulture);
        Journal.Write($"order {words[1]} begins {delivery}");
        switch (words[0])
        {
            case "fail":
            case "fail-once" when delivery == 1:
                throw new InvalidOperationException($"order {words[1]} fails on purpose");
            case "wait":
                await Task.Delay(int.Parse(words[2], CultureInfo.InvariantCulture), cancel);
                break;
            case "deaf":
                await Task.Delay(int.Parse(words[2], CultureInfo.InvariantCulture), CancellationToken.None);
                break;
        }

        Journal.Write($"order {words[1]} ends {delivery}");
    }

    [Function("RunPoison")]
    public static void RunPoison([QueueTrigger("orders-poison")] BinaryData message) => Journal.Write($"poison {message.ToString()}");

    [Function("RunObject")]
    public static void RunObject([QueueTrigger("objects")] Order order) => Journal.Write($"object {order.Id} {order.Quantity}");

    [Function("RunBlock")]
    public static void RunBlock([QueueTrigger("blocks")] byte[] block) => Journal.Write($"block {block.Length}");
}
