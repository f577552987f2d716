using Microsoft.Extensions.Configuration;

namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary><c>extensions.queues</c> of host.json.</summary>
internal sealed record QueuesJson
{
    /// <summary>Messages taken at once by a function, 1–32. Default 16.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>More are taken when no more than this many are running. Default half the batch size.</summary>
    public int NewBatchThreshold { get; init; } = 8;

    /// <summary>Deliveries before a message goes to <c>&lt;queue&gt;-poison</c>, 1 or more. Default 5.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>How long a message rests after a failure. Default none.</summary>
    public TimeSpan VisibilityTimeout { get; init; }

    /// <summary>Longest wait before an idle queue is looked at again, 100 ms or more. Default one minute.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Messages count by their length in Base64, as Azure stores them unless <c>messageEncoding</c> is <c>none</c>.</summary>
    public bool CountsBase64 { get; init; } = true;

    public static QueuesJson Read(IConfigurationSection section)
    {
        var batch = SettingValue.Whole(section, "batchSize", absent: 16, least: 1, most: 32);
        return new QueuesJson
        {
            BatchSize = batch,
            NewBatchThreshold = SettingValue.Whole(section, "newBatchThreshold", absent: batch / 2, least: 0, most: 1000),
            MaxDequeueCount = SettingValue.Whole(section, "maxDequeueCount", absent: 5, least: 1, most: 1000),
            VisibilityTimeout = SettingValue.Span(section, "visibilityTimeout", TimeSpan.Zero, TimeSpan.Zero),
            MaxPollingInterval = SettingValue.Span(section, "maxPollingInterval", TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(100)),
            CountsBase64 = !string.Equals(section["messageEncoding"], "none", StringComparison.OrdinalIgnoreCase),
        };
    }
}
