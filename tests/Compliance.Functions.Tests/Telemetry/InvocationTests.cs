using System.Diagnostics;
using System.Diagnostics.Metrics;
using Compliance.Functions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace Compliance.Functions.Tests.Telemetry;

/// <summary>What is measured of an invocation that the story does not have.</summary>
public sealed class InvocationTests
{
    [Fact]
    public void Every_function_has_a_trigger_of_a_known_kind()
    {
        var triggers = Trigger.All(new ConfigurationBuilder().AddInMemoryCollection([new("AuditSchedule", "0 0 2 * * *")]).Build());
        Assert.True(triggers.Count > 40);
        Assert.All(triggers, function => Assert.Contains(function.Value.Kind, new[] { "http", "timer", "pubsub" }));
        Assert.Equal("0 0 2 * * *", triggers["RunScheduledAudits"].Schedule);
        Assert.Equal("audits", triggers["FailAudit"].PoisonOf);
        Assert.Null(triggers["RunAudit"].PoisonOf);
    }

    [Fact]
    public async Task A_failure_that_nobody_waits_for_is_told_by_its_kind_alone()
    {
        var failure = new InvalidOperationException("Zebulon Quillfeather");
        var seen = await InvokeAsync("RunAudit", null, () => throw failure);
        var thrown = Assert.IsType<InvocationFailedException>(seen.Thrown);
        Assert.DoesNotContain("Zebulon", $"{thrown}", StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(("System.InvalidOperationException", ActivityStatusCode.Error, null), (seen.Span.GetTagItem("error.type"), seen.Span.Status, seen.Span.StatusDescription));
        Assert.Empty(seen.Span.Events);
        Assert.Equal([("faas.errors", 1), ("faas.invoke_duration", 1)], seen.Measured.Where(one => one.Name.StartsWith("faas.", StringComparison.Ordinal) && one.Name != "faas.coldstarts"));
    }

    [Fact]
    public async Task A_failure_that_a_caller_waits_for_goes_on_as_it_came()
    {
        var failure = new InvalidOperationException("Zebulon Quillfeather");
        Assert.Same(failure, (await InvokeAsync("GetVendor", new DefaultHttpContext(), () => throw failure)).Thrown);
    }

    [Theory]
    [InlineData(200, null, null, null)]
    [InlineData(404, null, null, null)]
    [InlineData(404, "other-vendor", null, "other-vendor")]
    [InlineData(403, null, null, "403")]
    [InlineData(429, null, null, "429")]
    [InlineData(503, null, "503", null)]
    public async Task An_answer_is_known_when_it_has_been_written(int status, string? marked, string? error, string? refusal)
    {
        var http = new DefaultHttpContext();
        var response = new Written();
        http.Features.Set<IHttpResponseFeature>(response);
        http.Request.Method = "BREW";
        var seen = await InvokeAsync("GetVendor", http, () => Task.CompletedTask, async () =>
        {
            if (marked is not null) Refusals.Mark(http, marked);
            response.StatusCode = status;
            await response.CompleteAsync();
        });
        Assert.Equal((status, error, "_OTHER"), (seen.Span.GetTagItem("http.response.status_code"), seen.Span.GetTagItem("error.type"), seen.Span.GetTagItem("http.request.method")));
        Assert.Equal(refusal, seen.Refusal);
    }

    private static async Task<Seen> InvokeAsync(string function, HttpContext? http, Func<Task> act, Func<Task>? answer = null)
    {
        var seen = new Seen();
        // Others measure in this process at the same time.
        var id = Guid.NewGuid().ToString();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Spans.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => seen.Take(span, id),
        };
        ActivitySource.AddActivityListener(spans);
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == Spans.Name) listener.EnableMeasurementEvents(instrument); } };
        var here = Environment.CurrentManagedThreadId;
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => { if (Environment.CurrentManagedThreadId == here) seen.Take(instrument.Name, value, tags); });
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => { if (Environment.CurrentManagedThreadId == here) seen.Take(instrument.Name, 1, tags); });
        meters.Start();
        var middleware = new InvocationTelemetry(new ConfigurationBuilder().Build(), TimeProvider.System, NullLogger<InvocationTelemetry>.Instance);
        try
        {
            await middleware.Invoke(Context(function, id, http), _ => act());
        }
        catch (Exception thrown) when (thrown is InvalidOperationException or InvocationFailedException)
        {
            seen.Thrown = thrown;
        }
        if (answer is not null) await answer();
        return seen;
    }

    private static FunctionContext Context(string function, string id, HttpContext? http)
    {
        var definition = new Mock<FunctionDefinition>();
        definition.SetupGet(known => known.Name).Returns(function);
        var trace = new Mock<TraceContext>();
        trace.SetupGet(known => known.TraceParent).Returns("");
        var context = new Mock<FunctionContext>();
        context.SetupGet(known => known.FunctionDefinition).Returns(definition.Object);
        context.SetupGet(known => known.TraceContext).Returns(trace.Object);
        context.SetupGet(known => known.InvocationId).Returns(id);
        // The key is the worker's own.
        context.SetupGet(known => known.Items).Returns(http is null ? [] : new Dictionary<object, object> { ["HttpRequestContext"] = http });
        return context.Object;
    }

    private sealed class Seen
    {
        private readonly List<(string Name, long Value)> _measured = [];

        public Activity Span { get; private set; } = null!;

        public Exception? Thrown { get; set; }

        public string? Refusal { get; private set; }

        public IEnumerable<(string Name, long Value)> Measured => _measured.OrderBy(one => one.Name, StringComparer.Ordinal);

        public void Take(Activity span, string id)
        {
            if (span.GetTagItem("faas.invocation_id") as string == id) Span = span;
        }

        public void Take(string name, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            _measured.Add((name, value));
            foreach (var (key, tag) in tags)
            {
                if (key == Measures.Refusal) Refusal = tag as string;
            }
        }
    }

    /// <summary>Completes when it is told to, as a server does.</summary>
    private sealed class Written : HttpResponseFeature
    {
        private readonly List<(Func<object, Task> Callback, object State)> _completed = [];

        public override void OnCompleted(Func<object, Task> callback, object state) => _completed.Add((callback, state));

        public async Task CompleteAsync()
        {
            foreach (var (callback, state) in _completed) await callback(state);
        }
    }
}
