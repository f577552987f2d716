using System.Reflection;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary>What the builder hands to the host.</summary>
/// <param name="Application">The assembly whose functions are run.</param>
/// <param name="HostJson">As read; defaults where it cannot be.</param>
/// <param name="AspNetCore">Whether the integration was asked for.</param>
/// <param name="Middleware">Outermost first.</param>
/// <param name="Error">What is wrong with host.json or local.settings.json, for the start to say.</param>
internal sealed record HostParts(
    Assembly Application,
    HostJson HostJson,
    bool AspNetCore,
    IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> Middleware,
    StartupError? Error);
