using System.Collections;
using System.Globalization;
using System.Text.Json;
using Compliance.Local.FunctionsWorker.Discovery;

namespace Compliance.Local.FunctionsWorker.Queues;

/// <summary>A message as received: it belongs to the receiver until its lease ends.</summary>
/// <param name="Id">Unique in the file.</param>
/// <param name="Queue">Where it was received.</param>
/// <param name="Body">As sent.</param>
/// <param name="DequeueCount">Deliveries, this one included.</param>
/// <param name="Inserted">When it was sent, UTC.</param>
/// <param name="Receipt">Proof of this delivery; another delivery has another one.</param>
internal sealed record QueueMessage(long Id, string Queue, BinaryData Body, int DequeueCount, DateTimeOffset Inserted, string Receipt)
{
    /// <summary>What the platform supplies beside the body, all of it text.</summary>
    public void Describe(IDictionary<string, object?> data)
    {
        data["QueueTrigger"] = Body.ToString();
        data["Id"] = Id.ToString(CultureInfo.InvariantCulture);
        data["DequeueCount"] = DequeueCount.ToString(CultureInfo.InvariantCulture);
        data["InsertionTime"] = Inserted.ToString("O", CultureInfo.InvariantCulture);
        data["PopReceipt"] = Receipt;
    }

    /// <summary>The messages an output stands for: one, or one an element.</summary>
    public static IReadOnlyList<BinaryData> Encode(object value) => value switch
    {
        string text => [BinaryData.FromString(text)],
        BinaryData data => [data],
        byte[] bytes => [BinaryData.FromBytes(bytes)],
        IEnumerable several and not IDictionary => [.. several.Cast<object>().SelectMany(Encode)],
        _ => [BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Argument.Json))],
    };
}
