using System.Diagnostics;
using System.Diagnostics.Metrics;
using Compliance.Vendors;

namespace Compliance.Functions.Telemetry;

/// <summary>What the service counts. Names are relied on by alerts: see TELEMETRY.md. A measure never fails what it measures.</summary>
internal static class Measures
{
    public const string Vendor = "compliance.vendor";
    public const string Outcome = "compliance.audit.outcome";
    public const string Queue = "messaging.destination.name";
    public const string Refusal = "compliance.refusal";
    public const string ErrorType = "error.type";

    private static readonly Meter Meter = new(Spans.Name);

    private static readonly Counter<long> Invocations = Meter.CreateCounter<long>("faas.invocations", "{invocation}", "Invocations that came to their end.");
    private static readonly Counter<long> Errors = Meter.CreateCounter<long>("faas.errors", "{error}", "Invocations that failed.");
    private static readonly Counter<long> ColdStarts = Meter.CreateCounter<long>("faas.coldstarts", "{coldstart}", "First invocations of a process.");

    private static readonly Histogram<double> Durations = Meter.CreateHistogram(
        "faas.invoke_duration", "s", "How long invocations took, with their answers.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] });

    private static readonly Counter<long> Audits = Meter.CreateCounter<long>("compliance.audits", "{audit}", "Audits that came to their end.");
    private static readonly Counter<long> Halts = Meter.CreateCounter<long>("compliance.trail.halts", "{halt}", "Trails that were found not to hold, and were halted.");
    private static readonly Counter<long> OverdueClocks = Meter.CreateCounter<long>("compliance.clocks.overdue", "{clock}", "Clocks of incidents that ran out.");
    private static readonly Counter<long> RefusedCalls = Meter.CreateCounter<long>("compliance.calls.refused", "{call}", "Calls that were refused to whoever made them.");
    private static readonly Counter<long> PoisonedMessages = Meter.CreateCounter<long>("compliance.messages.poisoned", "{message}", "Messages that were delivered in vain as often as is allowed.");
    private static readonly Counter<long> EvidenceBytes = Meter.CreateCounter<long>("compliance.evidence.bytes", "By", "Bytes of evidence, as stored, that audits were given to judge.");

    /// <summary>An invocation that ended.</summary>
    /// <param name="error">What kind of failure it ended with, never its text; null: none.</param>
    public static void Invoked(string function, Trigger trigger, bool isColdStart, TimeSpan took, string? error)
    {
        var tags = new TagList { { "faas.name", function }, { "faas.trigger", trigger.Kind } };
        if (isColdStart) ColdStarts.Add(1, tags);
        if (error is null) Invocations.Add(1, tags);
        if (error is not null) tags.Add(ErrorType, error);
        if (error is not null) Errors.Add(1, tags);
        Durations.Record(took.TotalSeconds, tags);
    }

    /// <param name="error">The code of the failure, such as <c>input-refused</c>; null: it succeeded.</param>
    public static void AuditEnded(VendorId vendor, string? error)
    {
        var tags = new TagList { { Vendor, vendor.Value }, { Outcome, error is null ? "succeeded" : "failed" } };
        if (error is not null) tags.Add(ErrorType, error);
        Audits.Add(1, tags);
    }

    public static void TrailHalted(VendorId vendor) => Halts.Add(1, Of(Vendor, vendor.Value));

    public static void ClocksOverdue(VendorId vendor, int count) => OverdueClocks.Add(count, Of(Vendor, vendor.Value));

    /// <param name="refusal">A code of this program: the status, or that of the problem.</param>
    public static void CallRefused(string function, string refusal) => RefusedCalls.Add(1, Of("faas.name", function), Of(Refusal, refusal));

    public static void MessagePoisoned(string queue) => PoisonedMessages.Add(1, Of(Queue, queue));

    public static void EvidenceGathered(VendorId vendor, long bytes) => EvidenceBytes.Add(bytes, Of(Vendor, vendor.Value));

    private static KeyValuePair<string, object?> Of(string name, string value) => new(name, value);
}
