using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions.Telemetry;

/// <summary>One invocation of a function, from its trigger to its answer: its span, and what is counted of it. Nothing of it is text that came in.</summary>
internal sealed class Invocation
{
    private readonly string _function;
    private readonly Trigger _trigger;
    private readonly bool _isColdStart;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly Activity? _span;
    private string? _error;

    private Invocation(string function, Trigger trigger, bool isColdStart, TimeProvider clock, Activity? span) =>
        (_function, _trigger, _isColdStart, _clock, _began, _span) = (function, trigger, isColdStart, clock, clock.GetTimestamp(), span);

    public static Invocation Begin(FunctionContext context, Trigger trigger, bool isColdStart, TimeProvider clock)
    {
        var function = context.FunctionDefinition.Name;
        var span = Spans.Source.StartActivity(function, KindOf(trigger), ParentOf(context));
        if (span is null) return new(function, trigger, isColdStart, clock, null);
        span.SetTag("faas.name", function);
        span.SetTag("faas.trigger", trigger.Kind);
        span.SetTag("faas.invocation_id", context.InvocationId);
        span.SetTag("faas.coldstart", isColdStart);
        if (trigger.Schedule is { } schedule)
        {
            span.SetTag("faas.time", clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            span.SetTag("faas.cron", schedule);
        }
        if (trigger.Queue is { } queue) span.SetTag(Measures.Queue, queue);
        if (context.GetHttpContext() is { } http)
        {
            span.SetTag("http.request.method", MethodOf(http.Request));
            // The template, never the address itself: in that are vendors, files and whatever else somebody asked for.
            if (trigger.Route is { } route) span.SetTag("http.route", route);
        }
        return new(function, trigger, isColdStart, clock, span);
    }

    /// <summary>By what kind of failure it ends; its text may hold anything and stays here.</summary>
    public void Fail(Exception failure) => _error = failure.GetType().FullName;

    public void End()
    {
        if (_error is null && _trigger.PoisonOf is { } queue) Measures.MessagePoisoned(queue);
        Close();
    }

    /// <param name="refusal">The code of the refusal, if the call was refused.</param>
    public void End(int status, string? refusal)
    {
        _span?.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError) _error ??= status.ToString(CultureInfo.InvariantCulture);
        if (refusal is not null) Measures.CallRefused(_function, refusal);
        Close();
    }

    private void Close()
    {
        Measures.Invoked(_function, _trigger, _isColdStart, _clock.GetElapsedTime(_began), _error);
        if (_span is null) return;
        if (_error is not null) _span.SetTag(Measures.ErrorType, _error).SetStatus(ActivityStatusCode.Error);
        _span.Dispose();
    }

    private static ActivityKind KindOf(Trigger trigger) => trigger.Kind switch
    {
        "http" => ActivityKind.Server,
        "pubsub" => ActivityKind.Consumer,
        _ => ActivityKind.Internal,
    };

    // The host's trace goes on. Its state and baggage do not: a caller writes into them whatever he likes.
    private static ActivityContext ParentOf(FunctionContext context) =>
        ActivityContext.TryParse(context.TraceContext.TraceParent, null, isRemote: true, out var parent) ? parent : default;

    // As the conventions want it: what is no method of HTTP is text of the caller's.
    private static string MethodOf(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) ? HttpMethods.Get
        : HttpMethods.IsPost(request.Method) ? HttpMethods.Post
        : HttpMethods.IsPut(request.Method) ? HttpMethods.Put
        : HttpMethods.IsPatch(request.Method) ? HttpMethods.Patch
        : HttpMethods.IsDelete(request.Method) ? HttpMethods.Delete
        : HttpMethods.IsHead(request.Method) ? HttpMethods.Head
        : HttpMethods.IsOptions(request.Method) ? HttpMethods.Options
        : "_OTHER";
}
