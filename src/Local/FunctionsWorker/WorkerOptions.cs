namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the worker tells its host about itself.</summary>
public class WorkerOptions
{
    /// <summary>By name. This host needs none of them.</summary>
    public IDictionary<string, string> Capabilities { get; } = new Dictionary<string, string>();
}
