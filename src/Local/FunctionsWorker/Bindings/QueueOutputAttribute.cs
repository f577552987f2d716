using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Sends what the property or the return value holds to a queue, after the function succeeded and its response was sent. A collection is one message an element; null is none.</summary>
/// <param name="queueName">A queue's name (3–63 lower-case letters, digits and single hyphens) or <c>%SETTING%</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class QueueOutputAttribute(string queueName) : OutputBindingAttribute
{
    /// <summary>The queue's name as written.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>The setting that names the storage account in Azure. Here all queues are in one file.</summary>
    public string? Connection { get; set; }
}
