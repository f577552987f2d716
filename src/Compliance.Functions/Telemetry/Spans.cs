using System.Diagnostics;
using Compliance.Storage;

namespace Compliance.Functions.Telemetry;

/// <summary>The spans of the service, all of one source. Where nobody listens none is made, and nothing is paid.</summary>
internal static class Spans
{
    /// <summary>Name of the source of spans and of the meter.</summary>
    public const string Name = Tracing.Name;

    public static readonly ActivitySource Source = Tracing.Source;

    /// <summary>Does a part of an audit in a span of its own.</summary>
    /// <param name="part">A constant of this program, such as <c>audit.judge</c>; never text that came in.</param>
    public static async Task<T> OfAuditAsync<T>(string part, AuditRun run, Func<Task<T>> act)
    {
        using var span = Source.StartActivity(part)?.SetTag(Measures.Vendor, run.Vendor.Value).SetTag("compliance.audit", run.Id);
        return await Tracing.NotedAsync(span, act);
    }
}
