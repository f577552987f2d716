using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function for each message of a queue; binds <c>string</c>, <c>BinaryData</c>, <c>byte[]</c> or an object read from JSON.</summary>
/// <param name="queueName">A queue's name (3–63 lower-case letters, digits and single hyphens) or <c>%SETTING%</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    /// <summary>The queue's name as written.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>The setting that names the storage account in Azure. Here all queues are in one file.</summary>
    public string? Connection { get; set; }
}
