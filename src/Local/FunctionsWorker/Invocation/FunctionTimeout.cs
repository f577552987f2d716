namespace Compliance.Local.FunctionsWorker.Invocation;

/// <summary>A function ran longer than host.json allows. The platform restarts the worker then; here the run is cancelled and counts as failed.</summary>
internal sealed class FunctionTimeout(TimeSpan allowed)
    : Exception($"the function ran longer than `functionTimeout` of host.json allows ({allowed})");
